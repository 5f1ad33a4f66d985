/** What the lexer and the parser found, as problems of the file. */
import type { AstNode, ParseResult } from "langium";
import type { Problem } from "../graph/problem.js";

/** One problem at each place where the text does not parse; at the end of what stands there, where nothing does. */
export function syntaxProblems(
  { lexerErrors, lexerReport, parserErrors }: ParseResult<AstNode>,
  text: string,
): Problem[] {
  const problems: Problem[] = [];
  const add = (message: string, offset: number, length: number) => {
    const start = Math.min(Math.max(0, offset), text.length);
    const end = Math.min(text.length, start + Math.max(1, length));
    if (problems.some(({ source }) => source.start === start)) return;
    problems.push({
      severity: "error",
      code: "syntax",
      message,
      source: { file: 0, start, end },
    });
  };
  for (const { offset, length, message } of [
    ...lexerErrors,
    ...(lexerReport?.diagnostics ?? []),
  ]) {
    add(
      describeLexing(text.slice(offset, offset + length), message),
      offset,
      length,
    );
  }
  for (const { token, message, name } of parserErrors) {
    // The end of the file has no place of its own.
    const isEnd = !(token.startOffset >= 0);
    const found = isEnd ? text.length : token.startOffset;
    const before =
      isEnd || endsUnfinishedLine(token.image, name)
        ? endOfCode(text, found)
        : found;
    if (isEnd || text.slice(before, found).includes("\n"))
      add(message, before - 1, 1);
    else add(message, found, token.image.length);
  }
  return problems.sort((a, b) => a.source.start - b.source.start);
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
  return found === "}" || afterNetwork.has(found);
}

const piece = /"[^"\r\n]*"|(\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|\s+)|[\s\S]/gu;

/** Where the last thing before the offset ends that is neither white space nor a comment. */
function endOfCode(text: string, offset: number): number {
  let end = 0;
  for (const match of text.slice(0, offset).matchAll(piece)) {
    if (match[1] === undefined) end = match.index + match[0].length;
  }
  return end;
}

function describeLexing(found: string, message: string): string {
  if (!message.startsWith("unexpected character")) return message;
  return found.startsWith('"')
    ? 'This string is not closed: a string ends with " on the same line.'
    : `\`${found}\` means nothing in a program.`;
}
