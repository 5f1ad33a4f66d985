/** What the keys mean in the picture. */
import type { Step } from "./selection.js";

export type KeyCommand =
  | { readonly kind: "walk"; readonly step: Step }
  /** By so many pixels. */
  | { readonly kind: "pan"; readonly x: number; readonly y: number }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "side"; readonly side: "outline" | "values" }
  | { readonly kind: "reveal" | "toggle" | "fit" | "search" | "deselect" };

const commands: Readonly<Record<string, KeyCommand | undefined>> = {
  ArrowLeft: { kind: "walk", step: "left" },
  ArrowRight: { kind: "walk", step: "right" },
  ArrowUp: { kind: "walk", step: "up" },
  ArrowDown: { kind: "walk", step: "down" },
  Home: { kind: "walk", step: "first" },
  End: { kind: "walk", step: "last" },
  Enter: { kind: "reveal" },
  " ": { kind: "toggle" },
  "+": { kind: "zoom", factor: 1.3 },
  "=": { kind: "zoom", factor: 1.3 },
  "-": { kind: "zoom", factor: 1 / 1.3 },
  "0": { kind: "fit" },
  "/": { kind: "search" },
  o: { kind: "side", side: "outline" },
  v: { kind: "side", side: "values" },
  Escape: { kind: "deselect" },
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

/** Undefined where the key is not the picture's. */
export function commandOf(
  event: Pick<
    KeyboardEvent,
    "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey"
  >,
): KeyCommand | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey)
    return key === "f" && !altKey ? { kind: "search" } : undefined;
  return (shiftKey ? shifted[key] : undefined) ?? commands[key];
}
