/**
 * What the tokens of a program say about its structure: where statements begin, which brackets hold what, which minus is
 * a sign. Found from the tokens alone, so that a program that does not parse has a structure too; in one that parses it
 * is the grammar's.
 */
import { type FormatToken, isComment } from "./tokens.js";

export type BracketKind =
  "file" | "network" | "dataset" | "train" | "round" | "index" | "array";

export interface Bracket {
  readonly kind: BracketKind;
  /** Whether what is inside stands on lines of its own. */
  isBroken: boolean;
  /** Whether there are commas right inside, so that each line may begin with an element. */
  hasElements: boolean;
  /** Statements, rows or settings. */
  parts: number;
}

export interface Item {
  readonly token: FormatToken;
  /** Line breaks in the white space before it. */
  readonly breaks: number;
  /** The innermost brackets around it; of a bracket, its own where it closes, the outer ones where it opens. */
  readonly inside: Bracket;
  /** The brackets that it opens. */
  readonly opens?: Bracket;
  readonly closes: boolean;
  readonly beginsStatement: boolean;
  /** The statement that it belongs to, counted from 1; 0 before the first. */
  readonly statement: number;
  /** A minus with nothing to subtract from. */
  readonly isSign: boolean;
  /** The `/` of `∂a/∂b`. */
  readonly isOfPartial: boolean;
  readonly endsValue: boolean;
}

const fileWords: ReadonlySet<string> = new Set(
  "import const fn dataset network".split(" "),
);
const statementWords: ReadonlySet<string> = new Set(
  "input weight bias layer output loss expect train seed".split(" "),
);
const valueSymbols: ReadonlySet<string> = new Set(") ] ² ³ ᵀ".split(" "));

export function readStructure(
  text: string,
  tokens: readonly FormatToken[],
): Item[] {
  return new StructureReader(text, tokens).read();
}

class StructureReader {
  private readonly items: Item[] = [];
  private readonly stack: Bracket[] = [newBracket("file")];
  private readonly code: readonly FormatToken[];
  private readonly ofPartial: ReadonlySet<FormatToken>;
  /** The next token that is no comment, in `code`. */
  private next = 0;
  private statement = 0;
  /** The reserved word that the statement of the innermost block begins with. */
  private head = "";
  /** Whether there was a line break since the last token that is no comment, or before the comma that it is. */
  private wasBroken = false;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly FormatToken[],
  ) {
    this.code = tokens.filter((token) => !isComment(token));
    this.ofPartial = slashesOfPartials(this.code);
  }

  read(): Item[] {
    let end = 0;
    for (const token of this.tokens) {
      const breaks = countBreaks(this.text.slice(end, token.start));
      if (breaks > 0) this.wasBroken = true;
      this.items.push(
        isComment(token)
          ? this.comment(token, breaks)
          : this.codeItem(token, breaks),
      );
      end = token.end;
    }
    return this.items;
  }

  private get inside(): Bracket {
    return this.stack.at(-1) ?? newBracket("file");
  }

  private comment(token: FormatToken, breaks: number): Item {
    if (token.kind === "lineComment") this.wasBroken = true;
    return {
      token,
      breaks,
      inside: this.inside,
      closes: false,
      beginsStatement: false,
      statement: this.statement,
      isSign: false,
      isOfPartial: false,
      endsValue: false,
    };
  }

  private codeItem(token: FormatToken, breaks: number): Item {
    const before = this.code[this.next - 1];
    const { inside } = this;
    const { text } = token;
    const beginsStatement = this.beginsStatement(token);
    if (beginsStatement) {
      this.statement++;
      inside.parts++;
      if (token.kind === "word") this.head = text;
    }
    this.noteBreak(token, before, inside);
    this.next++;
    const closes = this.isCloser(text);
    if (closes) this.stack.pop();
    const opens = this.opened(text);
    if (opens) this.stack.push(opens);
    const isMinus = text === "-" || text === "−";
    return {
      token,
      breaks,
      inside,
      ...(opens && { opens }),
      closes,
      beginsStatement,
      statement: this.statement,
      isSign: isMinus && (inside.kind === "dataset" || !this.valueBefore),
      isOfPartial: this.ofPartial.has(token),
      endsValue: endsValue(token, before),
    };
  }

  /** Whether the token before the one that was just counted ends a value. */
  private get valueBefore(): boolean {
    const before = this.code[this.next - 2];
    return before ? endsValue(before, this.code[this.next - 3]) : false;
  }

  /** Brackets are broken where the writer began a line behind the opening one, or on either side of a comma. */
  private noteBreak(
    { text }: FormatToken,
    before: FormatToken | undefined,
    inside: Bracket,
  ): void {
    if (text === ",") {
      inside.hasElements = true;
      return; // a break before it counts as one behind it
    }
    const isAfter =
      before?.text === "(" || before?.text === "[" || before?.text === ",";
    if (this.wasBroken && inside.kind !== "index") {
      if (isAfter && !this.isCloser(text)) inside.isBroken = true;
    }
    const block = this.wasBroken ? this.stack.findLast(isBlock) : undefined;
    if (block) block.isBroken = true;
    this.wasBroken = false;
  }

  private isCloser(text: string): boolean {
    const { kind } = this.inside;
    if (text === ")") return kind === "round";
    if (text === "]") return kind === "array" || kind === "index";
    return text === "}" && isBlock(this.inside) && kind !== "file";
  }

  private opened(text: string): Bracket | undefined {
    if (text === "(") return newBracket("round");
    if (text === "[") return newBracket(this.valueBefore ? "index" : "array");
    if (text !== "{") return undefined;
    const isOther = this.head === "dataset" || this.head === "train";
    return newBracket(isOther ? (this.head as "dataset" | "train") : "network");
  }

  private beginsStatement(token: FormatToken): boolean {
    const before = this.code[this.next - 1];
    const after = this.code[this.next + 1]?.text;
    const { kind, text } = token;
    if (this.isCloser(text) || before?.text === ".") return false;
    if (before === undefined || before.text === "{" || before.text === "}")
      return isBlock(this.inside) && text !== "}";
    switch (this.inside.kind) {
      case "file":
        return kind === "word" && fileWords.has(text);
      case "network":
        if (kind === "word")
          return statementWords.has(text) || fileWords.has(text);
        return (
          kind === "name" &&
          (after === "=" || after === ":") &&
          !(before.kind === "word" && this.isHead(before))
        );
      case "train":
        return (kind === "word" || kind === "name") && after === ":";
      case "dataset":
        return (
          text !== "," &&
          text !== "->" &&
          !/^(?:,|->|-|−)$/.test(before.text) &&
          before.text !== "from"
        );
      default:
        return false;
    }
  }

  /** Whether a word is the first one of its statement, and no member's name. */
  private isHead(word: FormatToken): boolean {
    return (
      statementWords.has(word.text) && this.code[this.next - 2]?.text !== "."
    );
  }
}

const newBracket = (kind: BracketKind): Bracket => ({
  kind,
  isBroken: false,
  hasElements: false,
  parts: 0,
});

export const isBlock = ({ kind }: Bracket): boolean =>
  kind === "file" ||
  kind === "network" ||
  kind === "dataset" ||
  kind === "train";

export const countBreaks = (space: string): number =>
  space === "" || space === " " ? 0 : (space.match(/\r\n?|\n/g)?.length ?? 0);

function endsValue(
  { kind, text }: FormatToken,
  before: FormatToken | undefined,
): boolean {
  switch (kind) {
    case "name":
    case "number":
    case "text":
      return true;
    case "word":
      return text === "true" || text === "false" || before?.text === ".";
    default:
      return valueSymbols.has(text);
  }
}

/** The slashes between `∂a`, with members and indices of `a`, and `∂b`. */
function slashesOfPartials(
  code: readonly FormatToken[],
): ReadonlySet<FormatToken> {
  const found = new Set<FormatToken>();
  let denominator = -1;
  for (const [index, { text }] of code.entries()) {
    if (text !== "∂" || index === denominator) continue;
    const end = endOfPath(code, index + 1);
    const slash = code[end];
    if (slash?.text !== "/" || code[end + 1]?.text !== "∂") continue;
    found.add(slash);
    denominator = end + 1;
  }
  return found;
}

/** Behind a name and its `.member` and `[index]`. */
function endOfPath(code: readonly FormatToken[], start: number): number {
  let index = start + 1;
  for (;;) {
    const text = code[index]?.text;
    if (text === ".") index += 2;
    else if (text === "[") index = behindBrackets(code, index);
    else return index;
  }
}

function behindBrackets(code: readonly FormatToken[], start: number): number {
  let depth = 0;
  for (let index = start; index < code.length; index++) {
    const text = code[index]?.text;
    if (text === "[") depth++;
    if (text === "]" && --depth === 0) return index + 1;
  }
  return code.length;
}
