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
  for (const {
    token,
    message,
    previousToken,
  } of parserErrors as (ParseResult["parserErrors"][number] & {
    readonly previousToken?: { readonly endOffset?: number };
  })[]) {
    // The end of the file has no place of its own: the error is at the last token before it.
    const offset = Number.isNaN(token.startOffset)
      ? (previousToken?.endOffset ?? text.trimEnd().length - 1)
      : token.startOffset;
    add(
      message,
      offset,
      Number.isNaN(token.startOffset) ? 1 : token.image.length,
    );
  }
  return problems.sort((a, b) => a.source.start - b.source.start);
}

function describeLexing(found: string, message: string): string {
  if (!message.startsWith("unexpected character")) return message;
  return found.startsWith('"')
    ? 'This string is not closed: a string ends with " on the same line.'
    : `\`${found}\` means nothing in a program.`;
}
