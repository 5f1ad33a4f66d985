// Formatting as tests see it: text in, text out; and what must not change by it.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { EmptyFileSystem, type LangiumDocument, URI } from "langium";
import { applyChanges } from "../../language-server/formatting/edits.js";
import { createLanguage } from "../../language-server/language-services.js";

const { shared, language } = createLanguage(EmptyFileSystem);

const parse = (text: string): LangiumDocument =>
  shared.workspace.LangiumDocumentFactory.fromString(
    text,
    URI.file("/test/program.nn"),
  );

/** The text in its canonical layout. */
export const format = (text: string): string =>
  applyChanges(text, language.Formatting.changes(parse(text)));

/** The text when only the part between two `|`, or after one, was formatted; they are not part of it. */
export function formatPart(marked: string): string {
  const [before = "", inside = "", after = ""] = marked.split("|");
  const text = before + inside + after;
  const start = before.length;
  const end = start + inside.length;
  return applyChanges(
    text,
    language.Formatting.changes(parse(text), { start, end }),
  );
}

/** The text formatted, and how long its parts took, in milliseconds. */
export function timesOf(text: string): {
  readonly parsing: number;
  readonly formatting: number;
  readonly formatted: string;
} {
  const start = performance.now();
  const parsed = parse(text);
  const between = performance.now();
  const changes = language.Formatting.changes(parsed);
  const end = performance.now();
  return {
    parsing: between - start,
    formatting: end - between,
    formatted: applyChanges(text, changes),
  };
}

/** Tokens and comments, in order. */
export const tokensOf = (text: string): string[] =>
  language.Formatting.tokensOf(text).map((token) => token.text);

export const parses = (text: string): boolean =>
  language.Formatting.problemsOf(parse(text)).length === 0;

/** What a program is lowered to, without places: graphs, checks, shapes, problems in order of place. */
export function meaningOf(text: string): string {
  const { networks, problems } = language.Lowering.lower(parse(text));
  return JSON.stringify(
    {
      networks,
      problems: problems
        .toSorted((a, b) => a.source.start - b.source.start)
        .map(({ severity, code }) => [severity, code]),
    },
    (key, value: unknown) => {
      if (key === "text" || isPlace(value)) return undefined;
      return value instanceof Map || value instanceof Set ? [...value] : value;
    },
    1,
  );
}

const isPlace = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "start" in value;

export interface ProgramFile {
  readonly name: string;
  readonly text: string;
}

/** Every program below a folder of the project. */
export function programsBelow(folder: string): ProgramFile[] {
  const root = path.join(import.meta.dirname, "../..", folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".nn"))
    .sort()
    .map((file) => ({
      name: path.join(folder, file),
      text: readFileSync(path.join(root, file), "utf8"),
    }));
}
