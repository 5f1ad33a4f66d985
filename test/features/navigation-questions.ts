// What a person asks about names and structure, as fixtures ask it: `// ^references` below a name, `// outline` anywhere.
// Answers are places as text: line, column and what stands there.
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Location,
  Range,
  SelectionRange,
  SemanticTokens,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import {
  type SemanticTokensLegend,
  SymbolKind,
} from "vscode-languageserver/node";
import { TextDocument } from "langium";
import { semanticTokensLegend } from "../../language-server/features/semantic-tokens.js";
import type { Session } from "../server/session.js";

export interface Question {
  readonly session: Session;
  readonly uri: string;
  readonly text: string;
  readonly position: { readonly line: number; readonly character: number };
  /** What stands behind the question's word. */
  readonly argument: string;
}

type Answer = (question: Question) => Promise<string[]>;

const ask = <Result>(
  { session, uri, position }: Question,
  method: string,
  more: object = {},
): Promise<Result> =>
  session.client.sendRequest(`textDocument/${method}`, {
    textDocument: { uri },
    position,
    ...more,
  });

/** `4:3 a1 = σ(z1)`: where, and the text there up to the end of the line. */
function placed(text: string, { start, end }: Range): string {
  const line = text.split("\n")[start.line] ?? "";
  const until = end.line === start.line ? end.character : line.length;
  const more = end.line > start.line ? " …" : "";
  return `${String(start.line + 1)}:${String(start.character + 1)} ${line.slice(start.character, until)}${more}`;
}

const nameOfKind = (kind: SymbolKind): string =>
  Object.entries(SymbolKind)
    .find(([, value]) => value === kind)?.[0]
    ?.toLowerCase() ?? "";

/** Questions about the place above the caret. */
const aboutPlaces: Readonly<Record<string, Answer>> = {
  definition: async (question) => {
    const found = await ask<Location | null>(question, "definition");
    return found ? [placed(question.text, found.range)] : ["nowhere"];
  },
  references: async (question) => {
    const found = await ask<Location[] | null>(question, "references", {
      context: { includeDeclaration: true },
    });
    return (found ?? []).map(({ range }) => placed(question.text, range));
  },
  highlights: async (question) => {
    const found = await ask<DocumentHighlight[] | null>(
      question,
      "documentHighlight",
    );
    return (found ?? []).map(
      ({ range, kind }) =>
        `${kind === 3 ? "write" : "read "} ${placed(question.text, range)}`,
    );
  },
  rename: async (question) => {
    const { argument, uri, text } = question;
    const edit = await ask<WorkspaceEdit | null>(question, "rename", {
      newName: argument,
    }).catch((error: unknown) =>
      error instanceof Error ? error.message : "refused",
    );
    if (typeof edit === "string") return [edit];
    const edits = edit?.changes?.[uri] ?? [];
    const document = TextDocument.create(uri, "nn", 0, text);
    const lines = TextDocument.applyEdits(document, edits).split("\n");
    const changed = new Set(edits.map(({ range }) => range.start.line));
    return [...changed].map(
      (line) => `${String(line + 1)} ${(lines[line] ?? "").trim()}`,
    );
  },
  selection: async (question) => {
    const { position, text } = question;
    const [found] = await ask<SelectionRange[]>(question, "selectionRange", {
      positions: [position],
    });
    const ranges: string[] = [];
    for (let at = found; at; at = at.parent)
      ranges.push(placed(text, at.range));
    return ranges;
  },
  flow: async (question) => {
    const { session, text } = question;
    const items = await ask<CallHierarchyItem[] | null>(
      question,
      "prepareCallHierarchy",
    );
    const [item] = items ?? [];
    if (!item) return ["no value"];
    const incoming = await session.client.sendRequest<
      CallHierarchyIncomingCall[]
    >("callHierarchy/incomingCalls", { item });
    const outgoing = await session.client.sendRequest<
      CallHierarchyOutgoingCall[]
    >("callHierarchy/outgoingCalls", { item });
    const uses = (ranges: readonly Range[]): string =>
      ranges.map((range) => placed(text, range)).join(", ");
    return [
      `${item.name} (${item.detail ?? ""})`,
      ...incoming.map(
        ({ from, fromRanges }) => `← ${from.name} at ${uses(fromRanges)}`,
      ),
      ...outgoing.map(
        ({ to, fromRanges }) => `→ ${to.name} at ${uses(fromRanges)}`,
      ),
    ];
  },
};

/** Questions about the whole file. */
const aboutFiles: Readonly<Record<string, Answer>> = {
  outline: async (question) => {
    const symbols = await ask<DocumentSymbol[]>(question, "documentSymbol");
    const lines = (symbol: DocumentSymbol, indent: string): string[] => [
      `${indent}${nameOfKind(symbol.kind)} ${symbol.name}${symbol.detail ? `  ${symbol.detail}` : ""}`,
      ...(symbol.children ?? []).flatMap((child) =>
        lines(child, `${indent}  `),
      ),
    ];
    return symbols.flatMap((symbol) => lines(symbol, ""));
  },
  folds: async (question) => {
    const folds = await ask<FoldingRange[]>(question, "foldingRange");
    return folds.map(
      ({ startLine, endLine, kind }) =>
        `${String(startLine + 1)}–${String(endLine + 1)}${kind ? ` ${kind}` : ""}`,
    );
  },
  colours: async (question) => {
    const { data } = await ask<SemanticTokens>(question, "semanticTokens/full");
    return coloured(question.text, data, semanticTokensLegend);
  },
};

/** A line of the answer for each line of the text that has names. */
function coloured(
  text: string,
  data: readonly number[],
  { tokenTypes, tokenModifiers }: SemanticTokensLegend,
): string[] {
  const lines = text.split("\n");
  const answers: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(
      at,
      at + 5,
    );
    character = down > 0 ? right : character + right;
    line += down;
    const word = (lines[line] ?? "").slice(character, character + length);
    const modifiers = tokenModifiers.filter((_, bit) => bits & (1 << bit));
    const kind = [tokenTypes[type] ?? "", ...modifiers].join(".");
    const prefix = `${String(line + 1)} `;
    const last = answers.at(-1);
    if (last?.startsWith(prefix))
      answers[answers.length - 1] = `${last}, ${word} ${kind}`;
    else answers.push(`${prefix}${word} ${kind}`);
  }
  return answers;
}

export const navigationQuestions = { aboutPlaces, aboutFiles };
