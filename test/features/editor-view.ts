// What the editor shows of a program, rendered back into its text: hints behind their lines, diagnostics and hovers below.
// A hover is asked for by a comment `// ^?` below the place that the caret points to; a word in the question mark's place
// asks something else, `// ^references`, and a comment of one such word, `// outline`, asks about the whole file.
import type { Diagnostic, Hover, InlayHint } from "vscode-languageserver/node";
import { Session, type SessionOptions } from "../server/session.js";
import { navigationQuestions } from "./navigation-questions.js";
import { typingQuestions } from "./typing-questions.js";

const uri = "file:///work/program.nn";
const marker = /^\s*\/\/\s*\^(\?|[a-z]+)(?:\s+(.*))?/;
const fileMarker = /^\s*\/\/ ([a-z]+)$/;
const severities = ["", "error", "warning", "information", "hint"];

/** Where hints begin, so that they stand below one another. */
const hintColumn = 44;

export interface View {
  readonly hints: readonly InlayHint[];
  readonly diagnostics: readonly Diagnostic[];
  readonly hovers: ReadonlyMap<number, Hover | null>;
  /** What was answered to the other questions, by the lines that they stand on. */
  readonly answers: ReadonlyMap<number, readonly string[]>;
}

/** Opens the program in a server of its own, waits for its values, and renders what there is to see. */
export async function editorView(
  text: string,
  options?: SessionOptions,
): Promise<string> {
  const session = await Session.start(options);
  try {
    session.open(uri, text);
    await session.settled(uri);
    return await viewOf(session, text);
  } finally {
    session.stop();
  }
}

/** The same of a program that was evaluated and then edited. */
export async function editorViewAfterEdit(
  text: string,
  edited: string,
): Promise<string> {
  const session = await Session.start();
  try {
    session.open(uri, text);
    await session.settled(uri);
    session.edit(uri, edited);
    await session.settled(uri);
    return await viewOf(session, edited);
  } finally {
    session.stop();
  }
}

async function viewOf(session: Session, text: string): Promise<string> {
  const hovers = new Map<number, Hover | null>();
  const answers = new Map<number, readonly string[]>();
  const { aboutPlaces, aboutFiles } = navigationQuestions;
  const lines = text.split("\n");
  for (const [line, content] of lines.entries()) {
    const above = lines.findLastIndex(
      (other, index) => index < line && !marker.test(other),
    );
    const [, word = "", argument = ""] = marker.exec(content) ?? [];
    const [, fileWord = ""] = fileMarker.exec(content) ?? [];
    const position = { line: above, character: content.indexOf("^") };
    if (word === "?")
      hovers.set(line, await session.hover(uri, above, position.character));
    const answer =
      aboutPlaces[word] ?? typingQuestions[word] ?? aboutFiles[fileWord];
    if (answer)
      answers.set(
        line,
        await answer({ session, uri, text, position, argument }),
      );
  }
  return render(text, {
    hints: await session.hints(uri),
    diagnostics: session.diagnosticsOf(uri),
    hovers,
    answers,
  });
}

export function render(
  text: string,
  { hints, diagnostics, hovers, answers }: View,
): string {
  return text
    .split("\n")
    .flatMap((content, line) => [
      withHints(
        content,
        hints.filter(({ position }) => position.line === line),
      ),
      ...diagnostics
        .filter(({ range }) => range.start.line === line)
        .flatMap((diagnostic) => underlined(content, diagnostic)),
      ...boxed(hovers.get(line)),
      ...(answers.get(line) ?? []).map((answer) => `    │ ${answer}`),
    ])
    .map((line) => line.trimEnd())
    .join("\n");
}

function withHints(content: string, hints: readonly InlayHint[]): string {
  if (hints.length === 0) return content;
  const labels = hints.map(({ label }) =>
    typeof label === "string" ? label : "",
  );
  return `${content.padEnd(hintColumn)}  ${labels.join("  ")}`;
}

function underlined(content: string, diagnostic: Diagnostic): string[] {
  const { range, severity, code, message, relatedInformation } = diagnostic;
  const { start, end } = range;
  const until = end.line === start.line ? end.character : content.length;
  const marks = "~".repeat(Math.max(1, until - start.character));
  const indent = " ".repeat(start.character);
  return [
    `${indent}${marks} ${severities[severity ?? 0] ?? ""} ${code ?? ""}`,
    `${indent}${typeof message === "string" ? message : message.value}`,
    ...(relatedInformation ?? []).map(
      ({ message: related, location }) =>
        `${indent}  ${location.range.start.line + 1}:${location.range.start.character + 1} ${related}`,
    ),
  ];
}

/** Code as it is, without the fences, and words between. */
function boxed(hover: Hover | null | undefined): string[] {
  if (hover === undefined) return [];
  const contents = hover?.contents;
  const text =
    contents && typeof contents === "object" && "value" in contents
      ? contents.value
      : "nothing";
  return text
    .split("\n")
    .filter((line) => !line.startsWith("```") && line.trim() !== "")
    .map((line) => line.replace(/\]\(data:image[^)]*\)/, "]"))
    .map((line) => `    │ ${line}`);
}
