/** What the lexer and the parser found, as problems of the file. */
import type { ParseResult } from "langium";
import type { Problem } from "../graph/problem.js";
import type { File } from "../grammar/generated/ast.js";
import { findEarlyEnds } from "./early-ends.js";
import { mostErrors } from "./syntax-messages.js";
import { slipAt } from "./syntax-slips.js";

export interface Finding {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The word that was meant. */
  readonly nearest?: string;
}

/**
 * One problem for each line that does not parse: what else is found there is mostly its consequence. What the lexer
 * found comes before what the parser made of the rest.
 */
export function syntaxProblems(
  { value, lexerErrors, lexerReport, parserErrors }: ParseResult,
  text: string,
): Problem[] {
  const lines = new Lines(text);
  const byLine = new Map<number, Finding>();
  const ofLexer = [...lexerErrors, ...(lexerReport?.diagnostics ?? [])].map(
    lexical,
  );
  // Behind a comment that is not closed there is only the end of the file.
  const isEndless = ofLexer.some(({ start }) => text.startsWith("/*", start));
  for (const finding of [
    ...byPlace(ofLexer),
    ...byPlace(syntactic(parserErrors, value as File, text, isEndless)),
  ]) {
    const line = lines.lineOf(finding.start);
    if (!byLine.has(line)) byLine.set(line, within(text, finding));
  }
  const findings = byPlace([...byLine.values()]).slice(0, mostErrors);
  return findings.map(({ message, start, end, nearest }, index) => ({
    severity: "error",
    code: "syntax",
    message:
      index === findings.length - 1 && parserErrors.length >= mostErrors
        ? `${message} There may be more errors: what follows was not read.`
        : message,
    source: { file: 0, start, end },
    ...(nearest !== undefined && { data: { nearest } }),
  }));
}

/** What lowering found, without what stands on lines that do not parse. */
export function withoutConsequences(
  problems: readonly Problem[],
  syntax: readonly Problem[],
  text: string,
): Problem[] {
  if (syntax.length === 0) return [...problems];
  const lines = new Lines(text);
  const broken = new Set(
    syntax.map(({ source }) => lines.lineOf(source.start)),
  );
  return problems.filter(
    ({ source }) =>
      source.file !== 0 || !broken.has(lines.lineOf(source.start)),
  );
}

const byPlace = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => a.start - b.start);

/** At least one character, in the text. */
function within(text: string, finding: Finding): Finding {
  const { start, end } = finding;
  const from = Math.max(0, Math.min(start, text.length));
  return {
    ...finding,
    start: from,
    end: Math.min(text.length, Math.max(end, from + 1)),
  };
}

type LexicalError = ParseResult["lexerErrors"][number];

function lexical({ offset, length, message }: LexicalError): Finding {
  return { message, start: offset, end: offset + length };
}

type ParserErrors = ParseResult["parserErrors"];

function syntactic(
  errors: ParserErrors,
  file: File,
  text: string,
  isEndless: boolean,
): Finding[] {
  const { interruptions, consequences } = findEarlyEnds(errors, file, text);
  const ends = new CodeEnds(text);
  // The end of the file has no place of its own.
  const isEnd = ({ token }: ParserErrors[number]): boolean =>
    !(token.startOffset >= 0);
  const placeOf = (error: ParserErrors[number]): number =>
    isEnd(error) ? text.length : error.token.startOffset;
  return errors
    .filter((error) => !consequences.has(error) && !(isEndless && isEnd(error)))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((error) => {
      const { token, name, message } = error;
      const found = placeOf(error);
      const slip = slipAt(found, message, text);
      if (slip) return slip;
      const before =
        isEnd(error) ||
        (endsUnfinishedLine(token.image, name) && !interruptions.has(error))
          ? ends.before(found)
          : found;
      return isEnd(error) || text.slice(before, found).includes("\n")
        ? { message, start: before - 1, end: before }
        : { message, start: found, end: found + token.image.length };
    });
}

const afterNetwork: ReadonlySet<string> = new Set(
  "import const fn dataset network".split(" "),
);

/**
 * Whether what was found instead only shows that something before it is not finished: the end of a block, or the next
 * element of the file inside a network. Such an error belongs to the unfinished line.
 */
function endsUnfinishedLine(found: string, error: string): boolean {
  if (error === "NotAllInputParsedException") return false;
  return isEndOfBlock(found);
}

/** Whether a token's text ends a block, or would have to stand behind its end. */
export const isEndOfBlock = (image: string): boolean =>
  image === "}" || afterNetwork.has(image);

/** Where the last thing before an offset ends that is neither white space nor a comment; asked in ascending order. */
class CodeEnds {
  private readonly pieces: Iterator<RegExpExecArray>;
  private next: RegExpExecArray | undefined;
  private end = 0;

  constructor(text: string) {
    this.pieces = text.matchAll(
      /"[^"\r\n]*"|(\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|\s+)|[^\s"/]+|[\s\S]/gu,
    );
    this.advance();
  }

  before(offset: number): number {
    while (this.next && this.next.index < offset) {
      if (this.next[1] === undefined)
        this.end = this.next.index + this.next[0].length;
      this.advance();
    }
    return Math.min(this.end, offset);
  }

  private advance(): void {
    const result = this.pieces.next();
    this.next = result.done === true ? undefined : result.value;
  }
}

/** Numbers of lines by offset. */
class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (const { index } of text.matchAll(/\r\n?|\n/g))
      this.starts.push(index + 1);
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
