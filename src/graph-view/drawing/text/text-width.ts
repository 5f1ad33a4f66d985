/**
 * Widths of text without a browser, so that Node draws the same picture. They are upper bounds over the fonts of the
 * style sheet: what is measured here fits, whichever of them is installed.
 */
import { cellsOf, charactersOf } from "./printable.js";

/** `mono` where digits and names stand in columns, `sans` for words. */
export type Font = "mono" | "sans";

/** Of a letter of the widest monospaced font of the style sheet, in em. */
const monoCell = 0.62;

/** Letters of about the same width, in em: those of DejaVu Sans, the widest of the style sheet's. */
const sansWidths: readonly (readonly [letters: string, width: number])[] = [
  ["il.,:;'|!jI ·", 0.35],
  ['()[]{}frtJ/\\-−"', 0.45],
  ["sczvkxyLTF°*", 0.6],
  ["mwMW%@→←∞≈", 1],
  ["ABCDGHKNOQRUVXΣ+=<>×÷±∂#~", 0.84],
];
const sansDefault = 0.66;
const sansWide = 1.05;

const sansWidthOf = new Map(
  sansWidths.flatMap(([letters, width]) =>
    Array.from(letters, (letter) => [letter, width] as const),
  ),
);

/** Width in pixels of `text` in letters of `size` pixels. */
export function textWidth(text: string, font: Font, size: number): number {
  const characters = charactersOf(text);
  if (font === "mono") return cellsOf(characters) * monoCell * size;
  const ems = characters.reduce((sum, character) => {
    const known = sansWidthOf.get(character) ?? sansDefault;
    return sum + (cellsOf([character]) > 1 ? sansWide : known);
  }, 0);
  return ems * size;
}

/** Latin, Greek, and the signs of formulas: scripts whose letters keep within their cells. */
const expected =
  /^[\u0020-\u024f\p{Mn}\u0370-\u03ff\u1d00-\u1eff\u2010-\u2044\u2070-\u209c\u2190-\u22ff\u2713-\u2718]*$/u;

/**
 * The width that a browser has to press the text into, for text in scripts whose letters may be wider than measured;
 * nothing for others, which it sets as the font says.
 */
export const forcedWidth = (
  text: string,
  font: Font,
  size: number,
): number | undefined =>
  expected.test(text) ? undefined : textWidth(text, font, size);
