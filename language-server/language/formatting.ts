/** Formatting of parsed documents: the canonical layout (formatting/layout.ts) where it is safe. */
import type { LangiumDocument, LexerResult } from "langium";
import { applyChanges, type TextChange } from "../formatting/edits.js";
import { changesOf, type Gap, layOut } from "../formatting/layout.js";
import { type FormatToken, numbersApart } from "../formatting/tokens.js";
import type { SourceRange } from "../graph/graph.js";
import type { Problem } from "../graph/problem.js";
import type { NnLexer } from "./lexer.js";
import { reservedWords } from "./statement-starts.js";
import { syntaxProblems } from "./syntax-problems.js";

export type Part = Pick<SourceRange, "start" | "end">;

export class Formatting {
  constructor(private readonly lexer: NnLexer) {}

  /** What keeps a document from being formatted as a whole. */
  problemsOf({ parseResult, textDocument }: LangiumDocument): Problem[] {
    return syntaxProblems(parseResult, textDocument.getText());
  }

  /**
   * The changes that give a document its canonical layout. Where it does not parse, line breaks tell which statement an
   * error belongs to: there only the spacing within lines is changed, of statements without an error.
   * @param part only gaps that end in this part of the text, both ends included
   */
  changes(document: LangiumDocument, part?: Part): TextChange[] {
    const text = document.textDocument.getText();
    const tokens = this.tokensOf(text);
    const { gaps, statements } = layOut(text, tokens);
    const problems = this.problemsOf(document);
    const safe =
      problems.length > 0
        ? spacingApartFrom(problems, gaps, statements, text)
        : gaps;
    const changes = changesOf(
      part
        ? safe.filter(({ end }) => part.start <= end && end <= part.end)
        : safe,
    );
    return this.isSame(tokens, applyChanges(text, changes)) ? changes : [];
  }

  /** Tokens and comments, in order. */
  tokensOf(text: string): FormatToken[] {
    const { tokens, hidden } = this.lexer.tokenize(text);
    const code = tokens.flatMap((token) =>
      token.tokenType.name === "DENSE"
        ? numbersApart(token.image, token.startOffset)
        : formatToken(token),
    );
    return merged(code, hidden.map(formatToken));
  }

  /** The last guard: whatever the layout does, a text with other tokens is never returned. */
  private isSame(tokens: readonly FormatToken[], text: string): boolean {
    const after = this.tokensOf(text);
    return (
      after.length === tokens.length &&
      after.every(
        ({ kind, text }, index) =>
          tokens[index]?.kind === kind && tokens[index].text === text,
      )
    );
  }
}

type Token = LexerResult["tokens"][number];

function formatToken({ image, startOffset, tokenType }: Token): FormatToken {
  const kind = kindOf(image, tokenType.name);
  const text = kind === "lineComment" ? image.trimEnd() : image;
  return { kind, text, start: startOffset, end: startOffset + text.length };
}

function kindOf(image: string, type: string): FormatToken["kind"] {
  switch (type) {
    case "LINE_COMMENT":
      return "lineComment";
    case "BLOCK_COMMENT":
      return "blockComment";
    case "NUMBER":
      return "number";
    case "STRING":
      return "text";
    default:
      if (reservedWords.has(image)) return "word";
      return ["NAME", "CALLED", "LABEL"].includes(type) ? "name" : "symbol";
  }
}

function merged(
  code: readonly FormatToken[],
  comments: readonly FormatToken[],
): FormatToken[] {
  const all: FormatToken[] = [];
  let next = 0;
  for (const comment of comments) {
    for (; (code[next]?.start ?? Infinity) < comment.start; next++)
      all.push(...code.slice(next, next + 1));
    all.push(comment);
  }
  return [...all, ...code.slice(next)];
}

/** The gaps inside of lines, of statements in which there is no problem. */
function spacingApartFrom(
  problems: readonly Problem[],
  gaps: readonly Gap[],
  statements: readonly number[],
  text: string,
): Gap[] {
  const isTouched = statements.map((start, index) => {
    const end = statements[index + 1] ?? text.length;
    return problems.some(
      ({ source }) => source.start <= end && start <= source.end,
    );
  });
  return gaps.filter(
    ({ statement, before, text: after }) =>
      statement !== undefined &&
      isTouched[statement] === false &&
      !/[\r\n]/.test(before + after),
  );
}
