/**
 * The statement that the text before the cursor ends in, by the rule that the parser recovers with: one begins with a
 * reserved word, or a name with `=` or `:` behind it.
 */
import type { Token } from "./tokens.js";

export type Block = "file" | "network" | "dataset" | "train";

export interface StatementAt {
  readonly block: Block;
  /** Of the statement, up to the word that is being typed; none where one may begin. */
  readonly tokens: readonly Token[];
  /** Of the block, before that statement. */
  readonly above: readonly Token[];
}

const fileWords: ReadonlySet<string> = new Set(
  "import const fn dataset network".split(" "),
);
export const statementWords: ReadonlySet<string> = new Set(
  "input weight bias layer output loss expect seed train".split(" "),
);

/**
 * @param tokens without comments
 * @param outer the block that the first of them is in
 */
export function statementAt(
  tokens: readonly Token[],
  outer: Block,
): StatementAt {
  let blocks: Block[] = outer === "file" ? ["file"] : ["file", outer];
  const openings: number[] = outer === "file" ? [] : [0];
  let start = 0;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const block = blocks.at(-1) ?? "file";
    const { text } = token;
    if (beginsDefinition(tokens, index, block)) {
      blocks = ["file"];
      openings.length = 0;
      start = index;
      depth = 0;
    } else if (beginsStatement(tokens, index, block, start, depth)) {
      start = index;
      depth = 0;
    }
    if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") depth = Math.max(0, depth - 1);
    else if (text === "{") {
      blocks.push(opened(tokens[start]?.text));
      openings.push(index + 1);
      start = index + 1;
      depth = 0;
    } else if (text === "}") {
      if (blocks.length > 1) blocks.pop();
      openings.pop();
      start = index + 1;
      depth = 0;
    }
  }
  return {
    block: blocks.at(-1) ?? "file",
    tokens: tokens.slice(start),
    above: tokens.slice(openings.at(-1) ?? 0, start),
  };
}

function opened(word: string | undefined): Block {
  return word === "dataset" || word === "train" ? word : "network";
}

function isKeyword(tokens: readonly Token[], index: number): boolean {
  return tokens[index + 1]?.text !== ":" && tokens[index - 1]?.text !== ".";
}

function beginsDefinition(
  tokens: readonly Token[],
  index: number,
  block: Block,
): boolean {
  const token = tokens[index];
  return (
    token !== undefined &&
    fileWords.has(token.text) &&
    block !== "dataset" &&
    (token.beginsLine || block === "file") &&
    isKeyword(tokens, index)
  );
}

function beginsStatement(
  tokens: readonly Token[],
  index: number,
  block: Block,
  start: number,
  depth: number,
): boolean {
  const token = tokens[index];
  if (token?.kind !== "name" || block === "file" || block === "dataset")
    return false;
  if (depth > 0 && !token.beginsLine) return false;
  const next = tokens[index + 1]?.text;
  if (block === "network" && statementWords.has(token.text))
    return isKeyword(tokens, index);
  const isNamed = index === start + 1 && isStatementWord(tokens[start]);
  return !isNamed && (next === "=" || (next === ":" && depth === 0));
}

const isStatementWord = (token: Token | undefined): boolean =>
  token !== undefined && statementWords.has(token.text);
