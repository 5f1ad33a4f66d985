/** What the keys mean: in the picture, and where they are free elsewhere in the page. */
import type { Step } from "./selection.js";

export type KeyCommand =
  | { readonly kind: "walk"; readonly step: Step }
  /** By so many pixels. */
  | { readonly kind: "pan"; readonly x: number; readonly y: number }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "side"; readonly side: "outline" | "values" }
  | { readonly kind: "reveal" | "toggle" | "fit" | "search" | "deselect" };

const inPicture: Readonly<Record<string, KeyCommand | undefined>> = {
  ArrowLeft: { kind: "walk", step: "left" },
  ArrowRight: { kind: "walk", step: "right" },
  ArrowUp: { kind: "walk", step: "up" },
  ArrowDown: { kind: "walk", step: "down" },
  Home: { kind: "walk", step: "first" },
  End: { kind: "walk", step: "last" },
  Enter: { kind: "reveal" },
  " ": { kind: "toggle" },
  Escape: { kind: "deselect" },
};

/** No button, slider or list needs these. */
const everywhere: Readonly<Record<string, KeyCommand | undefined>> = {
  "+": { kind: "zoom", factor: 1.3 },
  "=": { kind: "zoom", factor: 1.3 },
  "-": { kind: "zoom", factor: 1 / 1.3 },
  "0": { kind: "fit" },
  "/": { kind: "search" },
  o: { kind: "side", side: "outline" },
  v: { kind: "side", side: "values" },
};

/** With Shift the arrow keys move the view; to the first and the last node nothing moves. */
const shifted: Readonly<Record<string, KeyCommand | undefined>> = {
  ArrowLeft: { kind: "pan", x: 80, y: 0 },
  ArrowRight: { kind: "pan", x: -80, y: 0 },
  ArrowUp: { kind: "pan", x: 0, y: 80 },
  ArrowDown: { kind: "pan", x: 0, y: -80 },
  Home: { kind: "pan", x: 0, y: 0 },
  End: { kind: "pan", x: 0, y: 0 },
};

/** What has the focus: a `control` has keys of its own, in a `text` field all keys type. */
export type KeyPlace = "picture" | "control" | "text";

/** Undefined where the key means nothing there, or something to what has the focus. */
export function commandOf(
  event: Pick<
    KeyboardEvent,
    "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey"
  >,
  place: KeyPlace,
): KeyCommand | undefined {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  if (place === "text") return undefined;
  // Letters are meant with Caps Lock, too.
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (altKey || ctrlKey || metaKey)
    return key === "f" && !altKey ? { kind: "search" } : undefined;
  if (place === "control") return everywhere[key];
  return (
    (shiftKey ? shifted[key] : undefined) ?? inPicture[key] ?? everywhere[key]
  );
}
