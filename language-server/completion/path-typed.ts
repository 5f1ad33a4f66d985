/** A string that names a file, as far as it is typed. */
import type { Cursor } from "./cursor.js";

export interface PathTyped {
  readonly typed: string;
  /** What the file's name may end with, in small letters. */
  readonly endings: readonly string[];
}

export function pathAt({
  inText,
  word,
  keyword,
  tokens,
  frames,
}: Cursor): PathTyped | undefined {
  if (!inText) return undefined;
  const last = tokens.at(-1)?.text;
  if (keyword === "import" && tokens.length === 1)
    return { typed: word, endings: [".nn"] };
  if (keyword === "dataset" && last === "from")
    return { typed: word, endings: [".csv", ".tsv", ".npy", ".npz"] };
  const frame = frames.at(-1);
  return frame?.kind === "call" &&
    frame.callee === "load" &&
    frame.written.length === 1
    ? { typed: word, endings: [".safetensors", ".npz", ".npy"] }
    : undefined;
}
