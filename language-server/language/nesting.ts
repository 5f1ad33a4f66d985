/**
 * How deep expressions may be nested. The parser, and the passes over its tree, are recursive: no program written by
 * people comes near these limits, and a hostile one is stopped here, with a message, instead of by the stack's end.
 */
import type { IToken } from "chevrotain";
import type { LexerResult } from "langium";
import { beginsStatement } from "./statement-starts.js";

/** Brackets, exponents and signs inside one another. */
const deepestNesting = 50;
/** Operators behind one another, which make a tree that leans to the left. */
const longestChain = 2000;

/** What a token does to the nesting, by the name of its type; a keyword's is the keyword. */
const roles: ReadonlyMap<
  string,
  "open" | "close" | "operator" | "postfix" | "power" | "minus" | "separator"
> = new Map([
  ...(["(", "["] as const).map((name) => [name, "open"] as const),
  ...([")", "]"] as const).map((name) => [name, "close"] as const),
  ...["+", "*", "·", "×", "/", "@", "|>", "==", "!=", "<", "<=", ">", ">="].map(
    (name) => [name, "operator"] as const,
  ),
  ...[".", "²", "³", "ᵀ"].map((name) => [name, "postfix"] as const),
  ["^", "power"],
  ...["-", "−"].map((name) => [name, "minus"] as const),
  ...[",", "->", "=", "expect"].map((name) => [name, "separator"] as const),
]);

/** What a value ends with, so that a `-` behind it subtracts. */
const valueEnds: ReadonlySet<string> = new Set(
  "NAME NUMBER STRING DENSE ) ] ² ³ ᵀ weight bias input output".split(" "),
);

interface Level {
  /** Operators since the last separator. */
  chain: number;
  /** `^` and signs since the last operator that binds less. */
  raised: number;
}

/**
 * The tokens without what is nested deeper than the limit, up to the end of its statement, and the first of these for
 * each such statement.
 */
export function limitNesting(tokens: readonly IToken[]): {
  tokens: readonly IToken[];
  tooDeep: readonly IToken[];
} {
  const nesting = new Nesting();
  const kept: IToken[] = [];
  const tooDeep: IToken[] = [];
  let skipping = false;
  for (const [index, token] of tokens.entries()) {
    if (token.image === "}" || beginsStatement(tokens, index, true)) {
      nesting.restart();
      skipping = false;
    }
    if (skipping) continue;
    nesting.take(token, tokens[index - 1]);
    skipping = nesting.isTooDeep;
    (skipping ? tooDeep : kept).push(token);
  }
  return tooDeep.length > 0 ? { tokens: kept, tooDeep } : { tokens, tooDeep };
}

class Nesting {
  private readonly outer: Level[] = [];
  private current: Level = { chain: 0, raised: 0 };
  /** Sums over the open levels. */
  private depth = 0;
  private chain = 0;

  get isTooDeep(): boolean {
    return this.depth > deepestNesting || this.chain > longestChain;
  }

  restart(): void {
    this.outer.length = 0;
    this.current = { chain: 0, raised: 0 };
    this.depth = this.chain = 0;
  }

  take({ tokenType }: IToken, before: IToken | undefined): void {
    const role = roles.get(tokenType.name);
    switch (role) {
      case undefined:
        return;
      case "open":
        return this.open();
      case "close":
        return this.close();
      case "postfix":
        return this.link();
      case "separator":
        return this.separate();
      case "power":
        return this.raise();
      case "operator":
        return this.lower();
      case "minus":
        return before && valueEnds.has(before.tokenType.name)
          ? this.lower()
          : this.raise();
    }
  }

  private link(): void {
    this.current.chain++;
    this.chain++;
  }

  private raise(): void {
    this.current.raised++;
    this.depth++;
  }

  /** An operator that binds less than `^` and a sign ends what these have raised. */
  private lower(): void {
    this.link();
    this.depth -= this.current.raised;
    this.current.raised = 0;
  }

  private separate(): void {
    this.depth -= this.current.raised;
    this.chain -= this.current.chain;
    this.current = { chain: 0, raised: 0 };
  }

  private open(): void {
    this.link();
    this.outer.push(this.current);
    this.current = { chain: 0, raised: 0 };
    this.depth++;
  }

  private close(): void {
    const outer = this.outer.pop();
    if (!outer) return;
    this.separate();
    this.depth--;
    this.current = outer;
  }
}

export const nestingError = ({
  startOffset,
  image,
  startLine,
  startColumn,
}: IToken): LexerResult["errors"][number] => ({
  message: `This expression is too long or nested too deeply: at most ${String(deepestNesting)} levels and ${String(longestChain)} operators in a row are understood. Give a part of it a name of its own.`,
  offset: startOffset,
  length: image.length,
  line: startLine ?? 1,
  column: startColumn ?? 1,
});
