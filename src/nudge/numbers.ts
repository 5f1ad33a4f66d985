// The numbers of a program's text, each with its sign, for commands that change one. Comments, strings and names with
// digits hold none.

export interface WrittenNumber {
  /** Where it begins, with its sign, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** `-` or `−`, and nothing where it has no sign. */
  readonly sign: string;
  /** As written, without sign. */
  readonly digits: string;
}

const token =
  /(?<space>\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\s\uFEFF]+)|(?<string>"[^"\r\n]*"?)|(?<name>[\p{Lu}\p{Ll}\p{Lt}\p{Lo}_][\p{Lu}\p{Ll}\p{Lt}\p{Lo}_0-9₀-₉\p{M}]*)|(?<number>(?:[0-9](?:_?[0-9])*(?:\.[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+\-−]?[0-9]+)?)|->|[\s\S]/gu;

/** Behind these a minus is a sign: they end no value. */
const statementWords: ReadonlySet<string> = new Set(
  "expect within seed".split(" "),
);

/** @param text a program, or as much of one as matters */
export function numbersIn(text: string): WrittenNumber[] {
  const numbers: WrittenNumber[] = [];
  const seen = new Seen();
  for (const match of text.matchAll(token)) {
    if (match.groups?.["space"] !== undefined) continue;
    const [found] = match;
    const { index } = match;
    if (match.groups?.["number"] !== undefined) {
      const { sign } = seen;
      numbers.push({
        start: sign?.start ?? index,
        end: index + found.length,
        sign: sign?.text ?? "",
        digits: found,
      });
    }
    seen.take(found, index, match.groups?.["string"] !== undefined);
  }
  return numbers;
}

/** What the tokens before a number say about a minus in front of it. */
class Seen {
  /** The minus that was seen last, where it is a sign. */
  sign: { readonly start: number; readonly text: string } | undefined;
  private endsValue = false;
  private isMember = false;
  private isDataset = false;
  /** Whether the braces that are open are a dataset's, in which every minus is a sign. */
  private isInDataset = false;

  take(text: string, start: number, isString: boolean): void {
    const isMinus = text === "-" || text === "−";
    const isSign = isMinus && (this.isInDataset || !this.endsValue);
    this.sign = isSign ? { start, text } : undefined;
    if (text === "dataset") this.isDataset = true;
    if (text === "{") this.isInDataset = this.isDataset;
    if (text === "{" || text === "}") this.isDataset = false;
    if (text === "}") this.isInDataset = false;
    this.endsValue =
      isString ||
      /^[)\]²³ᵀ]$/.test(text) ||
      (/^[\p{L}_.0-9]./u.test(text) && text !== "->") ||
      /^[\p{L}_0-9]$/u.test(text);
    if (statementWords.has(text) && !this.isMember) this.endsValue = false;
    this.isMember = text === ".";
  }
}
