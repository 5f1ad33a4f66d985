/** Text of a program made fit to be drawn: what would be invisible, or turn the text around it, becomes visible. */

/** Control characters, half surrogates, characters that XML forbids, and marks that change the direction of writing. */
const unprintable =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu;

/** The text on one line, each character that cannot be seen replaced by `�`. */
export const printable = (text: string): string =>
  text.replaceAll(/\s+/g, " ").trim().replaceAll(unprintable, "�");

const segmenter = new Intl.Segmenter("en");

/** What readers take for characters: letters with their combining marks. */
export const charactersOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** At most `cells` wide, with `…` in the middle: names that differ at their end still do. */
export function shortened(text: string, cells: number): string {
  const characters = charactersOf(printable(text));
  if (cellsOf(characters) <= cells) return characters.join("");
  const tail: string[] = [];
  while (cellsOf(tail) < Math.floor((cells - 1) / 3)) {
    const last = characters.pop();
    if (last === undefined) break;
    tail.unshift(last);
  }
  while (
    cellsOf(characters) + 1 + cellsOf(tail) > cells &&
    characters.length > 0
  )
    characters.pop();
  return `${characters.join("")}…${tail.join("")}`;
}

/** East Asian letters and pictures, which fill two cells of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}|[\u{1f000}-\u{3ffff}]/u;

/** How many cells of equal width the characters take. */
export const cellsOf = (characters: readonly string[]): number =>
  characters.reduce(
    (sum, character) => sum + (wide.test(character) ? 2 : 1),
    0,
  );
