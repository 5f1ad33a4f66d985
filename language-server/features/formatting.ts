/** Formatting of a document, of a part, and of what has just been typed: changes of white space, as small as they are. */
import type {
  Connection,
  DocumentOnTypeFormattingParams,
  Position,
  Range,
  ServerCapabilities,
  TextEdit,
} from "vscode-languageserver";
import type { TextDocument } from "langium";
import { rangeOf } from "./positions.js";
import type { Programs } from "./programs.js";
import { cancellable } from "./requests.js";

export const formattingCapabilities: ServerCapabilities = {
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: {
    firstTriggerCharacter: "}",
    moreTriggerCharacter: ["\n"],
  },
};

interface About {
  readonly textDocument: { readonly uri: string };
}

/** A part of a text, or nothing of it. */
type Part = { readonly start: number; readonly end: number } | undefined;

export function listenForFormatting(
  connection: Connection,
  programs: Programs,
): void {
  const answer =
    <Params extends About>(
      partOf: (document: TextDocument, params: Params) => Part,
    ): ((params: Params) => Promise<TextEdit[] | null>) =>
    (params) =>
      Promise.resolve(
        edits(programs, params.textDocument.uri, (document) =>
          partOf(document, params),
        ),
      );
  connection.onDocumentFormatting(cancellable(answer(wholeText)));
  connection.onDocumentRangeFormatting(
    cancellable(answer((document, { range }) => wholeLines(document, range))),
  );
  connection.onDocumentOnTypeFormatting(cancellable(answer(typedPart)));
}

function edits(
  programs: Programs,
  uri: string,
  partOf: (document: TextDocument) => Part,
): TextEdit[] | null {
  const program = programs.current(uri);
  if (!program) return null;
  const { document } = program;
  const part = partOf(document);
  if (!part) return [];
  return programs.layout(uri, part).map(({ start, end, text }) => ({
    range: rangeOf(document, { file: 0, start, end }),
    newText: text,
  }));
}

const wholeText = (document: TextDocument): Part => ({
  start: 0,
  end: document.getText().length,
});

function wholeLines(document: TextDocument, { start, end }: Range): Part {
  // A selection of whole lines ends before the first character of the next one.
  const last =
    end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return linesOf(document, start.line, last);
}

function linesOf(document: TextDocument, first: number, last: number): Part {
  const start = document.offsetAt({ line: first, character: 0 });
  const text = document.getText();
  const end = document.offsetAt({ line: last, character: Infinity });
  return { start, end: Math.min(end, text.length) };
}

/** Behind a line break the line that it ended, behind a `}` the block that it closed. */
function typedPart(
  document: TextDocument,
  { ch, position }: DocumentOnTypeFormattingParams,
): Part {
  if (ch !== "}")
    return position.line > 0
      ? linesOf(document, position.line - 1, position.line - 1)
      : undefined;
  return closedBlock(document, position);
}

/**
 * From the line on which a block opens to its `}`. The matching brace is looked for in the text with its comments and
 * strings blanked: what is typed need not parse.
 */
function closedBlock(document: TextDocument, position: Position): Part {
  const end = document.offsetAt(position);
  const text = withoutTexts(document.getText().slice(0, end));
  if (!text.endsWith("}")) return undefined;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === "}") depth++;
    if (text[at] === "{" && --depth === 0) {
      const { line } = document.positionAt(at);
      // Up to the `}`: what is behind it, which may be the end of the file, is not touched.
      return { start: document.offsetAt({ line, character: 0 }), end: end - 1 };
    }
  }
  return undefined;
}

/** The text with comments and strings blanked, as long as it was. */
const withoutTexts = (text: string): string =>
  text.replace(/\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\r\n]*"?/g, (found) =>
    " ".repeat(found.length),
  );
