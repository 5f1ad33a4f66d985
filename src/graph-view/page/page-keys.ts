/** Listens for keys all over the page, whatever has the focus. */
import { useEffect, useRef } from "preact/hooks";
import { commandOf, type KeyCommand, type KeyPlace } from "./keyboard.js";

export function usePageKeys(perform: (command: KeyCommand) => void): void {
  const latest = useRef(perform);
  latest.current = perform;
  useEffect(() => {
    const keyed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const command = commandOf(event, placeOf(event.target));
      if (!command) return;
      latest.current(command);
      event.preventDefault();
    };
    document.addEventListener("keydown", keyed);
    return () => document.removeEventListener("keydown", keyed);
  }, []);
}

/** Where nothing has the focus, keys are meant for the picture. */
function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element) || target === document.body)
    return "picture";
  if (target.closest(".viewport")) return "picture";
  return target.matches("input:not([type=range])") ? "text" : "control";
}
