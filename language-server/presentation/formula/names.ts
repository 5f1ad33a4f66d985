/**
 * What a name looks like: `w1` is w with the index 1, `x̂` has a hat, `W_ih` the index ih. One letter is italic, several
 * are upright.
 */
import { fromSubscript, subscriptClass } from "./characters.js";

export interface NameParts {
  /** The letters, without accent. */
  readonly base: string;
  /** A combining mark over the letters, if any. */
  readonly accent?: Accent;
  /** `1`, `t−1`, `ih`. */
  readonly subscript?: string;
}

export type Accent = keyof typeof accents;

/** By combining mark: the character that stands over the letter in MathML, and LaTeX's command. */
export const accents = {
  "\u0302": { over: "^", command: "hat" },
  "\u0304": { over: "¯", command: "bar" },
  "\u0303": { over: "~", command: "tilde" },
  "\u0307": { over: "˙", command: "dot" },
  "\u0308": { over: "¨", command: "ddot" },
} as const;

const isAccent = (mark: string): mark is Accent => mark in accents;

const subscripted = new RegExp(`^(.+?)([${subscriptClass}]+)$`, "u");

export function nameParts(text: string): NameParts {
  const name = text.normalize("NFC");
  // A path stays as it is: `h.weight`, `h1.bias`.
  if (name.includes(".")) return { base: name };
  const [, letters = name, small] = subscripted.exec(name) ?? [];
  const [, plain = letters, digits] =
    small === undefined ? (/^(.*[^\d_])(\d+)$/u.exec(letters) ?? []) : [];
  const [, single = plain, index] =
    digits === undefined && small === undefined
      ? (/^(\p{L}\p{M}*)_([\p{L}\p{M}\d]+)$/u.exec(plain) ?? [])
      : [];
  const subscript =
    small === undefined ? (digits ?? index) : fromSubscript(small);
  return {
    ...accented(single),
    ...(subscript !== undefined && { subscript }),
  };
}

/** A single letter with one of the accents; any other mark stays with its letter. */
function accented(letters: string): NameParts {
  const [letter = "", mark = "", ...rest] = Array.from(
    letters.normalize("NFD"),
  );
  const isMarked = rest.length === 0 && isAccent(mark) && !/[ij]/.test(letter);
  return isMarked ? { base: letter, accent: mark } : { base: letters };
}

/** Whether what a name is made of is one letter, which mathematics sets in italics. */
export const isSingleLetter = (base: string): boolean =>
  Array.from(base).length === 1;
