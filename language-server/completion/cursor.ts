/** What can stand at the cursor, as far as the tokens before it tell: which part of which statement, inside which brackets. */
import type { ScanStart } from "./scan-start.js";
import {
  type Block,
  type StatementAt,
  statementAt,
  statementWords,
} from "./statement-at.js";
import { isOpen, type Token, tokensBefore } from "./tokens.js";

/** An argument of a call that is being written. */
export interface WrittenArgument {
  readonly name?: string;
  /** Of its value, up to the cursor. */
  readonly tokens: Token[];
}

/** A bracket that is open at the cursor. */
export type Frame =
  | {
      readonly kind: "call";
      readonly callee: string;
      /** Where the callee's name begins. */
      readonly start: number;
      /** What a pipe brings, as tokens; absent where nothing is piped in. */
      readonly piped?: readonly Token[];
      /** The last one is the one at the cursor. */
      readonly written: WrittenArgument[];
    }
  | { readonly kind: "subscript"; readonly base: readonly Token[] }
  | { readonly kind: "shape" | "array" | "group" };

export type Part =
  /** Where a statement or definition may begin. */
  | "start"
  /** Where a new name is written. */
  | "name"
  /** Behind `output`, where a name of above may stand as well as a new one. */
  | "marked"
  | "shape"
  | "value"
  /** Parameters of an `fn`, names of hyperparameters, columns. */
  | "header";

export interface Cursor {
  /** What is typed of the word, and where that begins. */
  readonly word: string;
  readonly start: number;
  readonly block: Block;
  /** The reserved word that the statement begins with; empty for a definition. */
  readonly keyword: string;
  readonly name: string | undefined;
  /** Where the statement begins; the word where none has begun. */
  readonly statementStart: number;
  readonly part: Part;
  readonly frames: readonly Frame[];
  /** Whether an operand can stand here; otherwise an operator, or the end. */
  readonly expectsOperand: boolean;
  /** Of the statement, up to the word. */
  readonly tokens: readonly Token[];
  /** Of the block that the statement is in, before the statement. */
  readonly above: readonly Token[];
  /** Whether the word is the first of its line. */
  readonly beginsLine: boolean;
  /** Inside a string that is not closed. */
  readonly inText: boolean;
}

/** In a comment; with the symbol's name that is being typed there, where one is. */
export interface Symbolic {
  readonly mark: string;
  readonly start: number;
}

export type Place =
  | { readonly kind: "code"; readonly cursor: Cursor }
  | { readonly kind: "symbol"; readonly symbol: Symbolic }
  | { readonly kind: "nowhere" };

const markAtEnd = /\\[\^_]?[\p{L}\p{N}]*$/u;

/** @param scan where reading begins, which is no matter but of time */
export function placeAt(
  text: string,
  offset: number,
  scan: ScanStart = { at: 0, block: "file" },
): Place {
  const tokens = tokensBefore(text, offset, scan.at);
  const last = tokens.at(-1);
  const isTouched = last?.end === offset;
  if (isTouched && (last.kind === "mark" || last.kind === "comment")) {
    if (last.kind === "mark" || isOpen(last)) {
      const mark = markAtEnd.exec(last.text)?.[0];
      return mark === undefined
        ? { kind: "nowhere" }
        : { kind: "symbol", symbol: { mark, start: offset - mark.length } };
    }
  }
  if (isTouched && last.kind === "number") return { kind: "nowhere" };
  const code = tokens.filter(({ kind }) => kind !== "comment");
  const inText = isTouched && last.kind === "text" && isOpen(last);
  const isWord = isTouched && (last.kind === "name" || inText);
  if (isTouched && last.kind === "text" && !inText) return { kind: "nowhere" };
  const word = isWord ? code.pop() : undefined;
  return {
    kind: "code",
    cursor: cursorOf(statementAt(code, scan.block), word, text, offset, inText),
  };
}

function cursorOf(
  { block, tokens, above }: StatementAt,
  word: Token | undefined,
  text: string,
  offset: number,
  inText: boolean,
): Cursor {
  const start = word?.start ?? offset;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const [first, second] = tokens;
  const beginsLine =
    word?.beginsLine ?? text.slice(lineStart, start).trim() === "";
  const hasKeyword =
    first !== undefined &&
    (block === "file" ||
      (block === "network" &&
        statementWords.has(first.text) &&
        second?.text !== ":" &&
        second?.text !== "="));
  const keyword = hasKeyword ? first.text : "";
  const header = headerOf(keyword, hasKeyword, tokens, block);
  const { frames, expectsOperand } = readExpression(
    tokens.slice(header.from),
    header.part === "shape",
  );
  return {
    word: inText ? (word?.text.slice(1) ?? "") : (word?.text ?? ""),
    start: inText ? start + 1 : start,
    block,
    keyword,
    name: (hasKeyword ? second : first)?.text,
    statementStart: first?.start ?? start,
    part: header.part,
    frames,
    expectsOperand,
    tokens,
    above,
    beginsLine,
    inText,
  };
}

/** Which part of the statement its tokens end in, and from which of them that part is. */
function headerOf(
  keyword: string,
  hasKeyword: boolean,
  tokens: readonly Token[],
  block: Block,
): { readonly part: Part; readonly from: number } {
  const count = tokens.length;
  if (count === 0) return { part: "start", from: 0 };
  if (block === "dataset") return { part: "header", from: 0 };
  if (keyword === "expect" || keyword === "seed")
    return { part: "value", from: 1 };
  if (keyword === "import") return { part: "header", from: 1 };
  if (hasKeyword && count === 1)
    return { part: keyword === "output" ? "marked" : "name", from: 1 };
  const from = hasKeyword ? 2 : 1;
  if (block === "train")
    return tokens[1]?.text === ":"
      ? { part: "value", from: 2 }
      : { part: "name", from };
  if (keyword === "network") return networkHeader(tokens, from);
  const equals = indexOutside(tokens, "=", from);
  if (equals >= 0) return { part: "value", from: equals + 1 };
  if (keyword === "fn" || keyword === "dataset" || keyword === "train")
    return { part: "header", from };
  if (tokens[from]?.text === ":") {
    const isClosed = tokens.at(-1)?.text === "]";
    return { part: isClosed ? "header" : "shape", from: from + 1 };
  }
  return { part: "header", from };
}

/** `network N(width = 64, …`: a name, or the value of one. */
function networkHeader(
  tokens: readonly Token[],
  from: number,
): { readonly part: Part; readonly from: number } {
  let depth = 0;
  let found: { part: Part; from: number } = { part: "header", from };
  for (let index = from + 1; index < tokens.length; index++) {
    const text = tokens[index]?.text ?? "";
    if (text === "=" && depth === 0) found = { part: "value", from: index + 1 };
    if (text === "," && depth === 0) found = { part: "header", from: index };
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
    if (depth < 0) found = { part: "header", from: index };
  }
  return found;
}

function indexOutside(
  tokens: readonly Token[],
  sought: string,
  from: number,
): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const text = tokens[index]?.text ?? "";
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
    if (text === sought && depth === 0) return index;
  }
  return -1;
}

interface Reading {
  readonly frames: Frame[];
  expectsOperand: boolean;
}

const closings: ReadonlySet<string> = new Set([")", "]"]);
const suffixes: ReadonlySet<string> = new Set(["ᵀ", "²", "³"]);

function readExpression(tokens: readonly Token[], isShape: boolean): Reading {
  const reading: Reading = { frames: [], expectsOperand: true };
  for (const [index, token] of tokens.entries()) {
    const { frames } = reading;
    const before = frames.at(-1);
    const argument =
      before?.kind === "call" ? before.written.at(-1) : undefined;
    switch (token.text) {
      case "(":
        frames.push(callOrGroup(tokens, index, reading.expectsOperand));
        reading.expectsOperand = true;
        break;
      case "[":
        frames.push(
          reading.expectsOperand
            ? { kind: isShape && frames.length === 0 ? "shape" : "array" }
            : { kind: "subscript", base: pathBefore(tokens, index) },
        );
        reading.expectsOperand = true;
        break;
      case ")":
      case "]":
        frames.pop();
        reading.expectsOperand = false;
        break;
      case ",":
        if (before?.kind === "call") before.written.push({ tokens: [] });
        reading.expectsOperand = true;
        continue;
      case ":":
        if (before?.kind === "call" && argument) {
          const name = argument.tokens.map(({ text }) => text).join("");
          before.written.splice(-1, 1, { name, tokens: [] });
        }
        reading.expectsOperand = true;
        continue;
      default:
        reading.expectsOperand =
          token.kind === "symbol" && !suffixes.has(token.text);
    }
    argument?.tokens.push(token);
    // A closing bracket belongs to the argument that its opening one is in.
    if (closings.has(token.text)) {
      const outer = frames.at(-1);
      if (outer?.kind === "call") outer.written.at(-1)?.tokens.push(token);
    }
  }
  return reading;
}

function callOrGroup(
  tokens: readonly Token[],
  index: number,
  expectsOperand: boolean,
): Frame {
  const callee = tokens[index - 1];
  if (expectsOperand || callee?.kind !== "name") return { kind: "group" };
  const isPiped = tokens[index - 2]?.text === "|>";
  return {
    kind: "call",
    callee: callee.text,
    start: callee.start,
    ...(isPiped && { piped: pathBefore(tokens, index - 2) }),
    written: [{ tokens: [] }],
  };
}

/** The names and members right before a token: `h.weight.T`; nothing where something else stands there. */
export function pathBefore(
  tokens: readonly Token[],
  index: number,
): readonly Token[] {
  let from = index;
  while (suffixes.has(tokens[from - 1]?.text ?? "")) from--;
  if (tokens[from - 1]?.kind === "number") return tokens.slice(from - 1, index);
  if (tokens[from - 1]?.kind !== "name") return [];
  from--;
  while (tokens[from - 1]?.text === "." && tokens[from - 2]?.kind === "name")
    from -= 2;
  return tokens.slice(from, index);
}
