/**
 * The box on every wire that has room for a value above it and a gradient below. Its size depends on the shape of what the
 * wire carries alone, so that the layout keeps its place whatever the numbers are.
 */
import { textWidth } from "../text/text-width.js";
import { letters } from "./letters.js";

/** Characters of one number, and of whatever the model says nothing about. */
export const numberRoom = 11;

/** In pixels: two lines of so many characters with the wire between them. What is longer is cut. */
export const wireLabelSize = (
  room = numberRoom,
): { readonly width: number; readonly height: number } => {
  const { font, size } = letters.value;
  return {
    width: Math.ceil(textWidth("0".repeat(room), font, size)),
    height: 34,
  };
};
