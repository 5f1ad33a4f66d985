/** The letters of the drawing's texts. */
import type { Font } from "../text/text-width.js";

/** What a text is, which decides its letters: see the style sheet, which has a class for each. */
export type TextRole =
  "symbol" | "name" | "title" | "detail" | "shape" | "value";

export const letters: Readonly<
  Record<TextRole, { readonly font: Font; readonly size: number }>
> = {
  symbol: { font: "mono", size: 17 },
  name: { font: "mono", size: 12 },
  title: { font: "mono", size: 13 },
  detail: { font: "sans", size: 11 },
  shape: { font: "mono", size: 10 },
  value: { font: "mono", size: 11 },
};
