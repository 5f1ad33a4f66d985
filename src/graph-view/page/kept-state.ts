/** Keeps how the user has arranged the page, so that it is there again after a reload. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { View } from "./camera.js";
import type { Host } from "./host.js";
import type { Session } from "./session.js";

export type Side = "outline" | "values" | undefined;

export interface KeptState {
  /** What is seen; of the session before, as long as nothing is drawn. */
  readonly view: { current: View | undefined };
  /** Said by the camera; `goesOn` while a gesture is under way. */
  readonly moved: (now: View, goesOn: boolean) => void;
  /** Calls the listener at every move. */
  readonly onMove: (listener: (view: View) => void) => () => void;
}

/** In milliseconds. */
const pauseInGestures = 200;

export function useKeptState(
  host: Host,
  session: Session,
  side: Side,
): KeptState {
  const { uri, network, openings, selection } = session.snapshot;
  const view = useRef(host.state?.view);
  const listeners = useRef(new Set<(view: View) => void>());

  const keep = (): void => {
    const now = session.snapshot;
    if (now.uri === "") return;
    host.keep({
      uri: now.uri,
      network: now.network,
      openings: now.openings,
      ...(view.current && { view: view.current }),
      ...(now.selection?.kind === "item" && { selected: now.selection.id }),
      ...(side && { side }),
    });
  };
  useEffect(keep, [uri, network, openings, selection, side]);

  // At once, as the page may go away with the next click; but not with every frame of a gesture.
  const keepSoon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const moved = (now: View, goesOn: boolean): void => {
    view.current = now;
    for (const listener of listeners.current) listener(now);
    if (!goesOn || keepSoon.current === undefined) keep();
    clearTimeout(keepSoon.current);
    keepSoon.current = setTimeout(() => {
      keepSoon.current = undefined;
      keep();
    }, pauseInGestures);
  };
  const onMove = useMemo(
    () => (listener: (view: View) => void) => {
      listeners.current.add(listener);
      return () => {
        listeners.current.delete(listener);
      };
    },
    [],
  );
  return { view, moved, onMove };
}
