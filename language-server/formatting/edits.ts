/** Changes of white space: as small as they can be, and the part of them that an editor asks for. */

export interface TextChange {
  /** Offsets in the text before any change. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The change without what stays the same at its beginning and end; nothing where all stays the same. */
export function smallest(
  before: string,
  { start, end, text }: TextChange,
): TextChange | undefined {
  if (before === text) return undefined;
  const shorter = Math.min(before.length, text.length);
  let first = 0;
  while (first < shorter && before[first] === text[first]) first++;
  let last = 0;
  while (
    last < shorter - first &&
    before[before.length - 1 - last] === text[text.length - 1 - last]
  )
    last++;
  // Both halves of a CRLF or none.
  if (first > 0 && before[first - 1] === "\r") first--;
  if (last > 0 && before[before.length - last] === "\n" && last < shorter)
    last = Math.max(0, last - 1);
  return {
    start: start + first,
    end: end - last,
    text: text.slice(first, text.length - last),
  };
}

/** @param changes in order, apart from one another */
export function applyChanges(
  text: string,
  changes: readonly TextChange[],
): string {
  const pieces: string[] = [];
  let offset = 0;
  for (const change of changes) {
    pieces.push(text.slice(offset, change.start), change.text);
    offset = change.end;
  }
  pieces.push(text.slice(offset));
  return pieces.join("");
}
