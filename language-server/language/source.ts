/** From syntax tree nodes to places in a source file, and to the text that stands there. */
import { type AstNode, GrammarUtils } from "langium";
import type { SourceRange } from "../graph/graph.js";

/** The place of a node; an empty range at the file's beginning for a node that the parser made up. */
export function sourceOf(node: AstNode, file: number): SourceRange {
  const cst = node.$cstNode;
  return { file, start: cst?.offset ?? 0, end: cst?.end ?? 0 };
}

/** The place of the string that names a file, or the node's own where it is missing. */
export function sourceOfPath(
  node: AstNode & { readonly path?: string },
  file: number,
): SourceRange {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, "path");
  return cst ? { file, start: cst.offset, end: cst.end } : sourceOf(node, file);
}

/** The text of a node as written, on one line. */
export function textOf(node: AstNode): string {
  return (node.$cstNode?.text ?? "").replace(/\s+/g, " ");
}

/** The text of a node for messages: on one line, and cut off where it is long. */
export const excerptOf = (node: AstNode): string => excerpt(textOf(node));

const longestExcerpt = 60;

export const excerpt = (text: string): string =>
  text.length > longestExcerpt ? `${text.slice(0, longestExcerpt - 1)}…` : text;

/** The place where a node's property `name` (or another) stands, or the node's own where it is missing. */
export function sourceOfName(
  node: AstNode & { readonly name?: string },
  file: number,
): SourceRange {
  const whole = sourceOf(node, file);
  const text = node.$cstNode?.text;
  if (!text || !node.name) return whole;
  // A declaration is its keyword, if it has one, white space or comments, and the name.
  const start = findName(text, node.name);
  return start < 0
    ? whole
    : {
        file,
        start: whole.start + start,
        end: whole.start + start + nameLength(text, start),
      };
}

/** The place of the name that a call begins with. */
export function sourceOfCallee(call: AstNode, file: number): SourceRange {
  const whole = sourceOf(call, file);
  const length = nameLength(call.$cstNode?.text ?? "", 0);
  return { ...whole, end: whole.start + length };
}

/** The names, reserved words and numbers in a node's text, comments included, as names are compared. */
export const wordsOf = (node: AstNode): readonly string[] =>
  (node.$cstNode?.text ?? "").normalize("NFC").match(words) ?? [];

const words = /[\p{L}\p{M}_0-9₀-₉]+/gu;
const nameCharacters = /[\p{L}\p{M}_0-9₀-₉]+/uy;
const skipped = /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)+/y;

function findName(text: string, name: string): number {
  let offset = 0;
  while (offset < text.length) {
    skipped.lastIndex = offset;
    if (skipped.exec(text)) offset = skipped.lastIndex;
    nameCharacters.lastIndex = offset;
    const word = nameCharacters.exec(text)?.[0];
    if (!word) return -1;
    if (word.normalize("NFC") === name) return offset;
    offset += word.length;
  }
  return -1;
}

function nameLength(text: string, start: number): number {
  nameCharacters.lastIndex = start;
  return nameCharacters.exec(text)?.[0].length ?? 0;
}
