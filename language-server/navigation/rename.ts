/**
 * Renaming: which name is meant, why it cannot be renamed, and where the new one has to be written. That a renamed
 * program still means the same is looked at afterwards, in `same-meaning.ts`.
 */
import type { SourceRange } from "../graph/graph.js";
import type { LoweredFile, OccurrenceKind } from "../graph/lowered.js";
import { isDeclaration, keyOf, mentionAt, mentionsOf } from "./mentions.js";
import { isCallable, spelledName } from "./new-name.js";

export interface RenameTarget {
  readonly kind: OccurrenceKind;
  /** Without quotes. */
  readonly name: string;
  /** The word at the cursor, without quotes. */
  readonly source: SourceRange;
  readonly declaration: SourceRange;
  /** See `keyOf`. */
  readonly key: string;
}

export interface Refusal {
  readonly refused: string;
}

export const isRefusal = (result: object): result is Refusal =>
  "refused" in result;

/** The name at an offset as one that can be renamed; nothing where no name stands. */
export function renameTarget(
  lowered: LoweredFile,
  offset: number,
): RenameTarget | Refusal | undefined {
  const mention = mentionAt(lowered, offset);
  if (!mention) return undefined;
  const { source, declaration, occurrence, part } = mention;
  const written = textAt(lowered, source);
  if (!declaration) {
    return {
      refused:
        occurrence.kind === "parameter"
          ? `\`${written}\` is what a built-in layer calls its parameter: it cannot be renamed.`
          : occurrence.kind === "column"
            ? `The column \`${written}\` is not defined in this program.`
            : `\`${written}\` is built in: it cannot be renamed.`,
    };
  }
  // What the words of a path name are values.
  const kind = occurrence.kind === "parameter" ? "value" : occurrence.kind;
  if (kind === "column") {
    const file = fileOfColumns(lowered, declaration);
    if (file !== undefined)
      return {
        refused: `The column \`${unquoted(written)}\` is named in the first row of \`${file}\`: change it there.`,
      };
  }
  const isPath = occurrence.kind === "parameter" && part > 0;
  return {
    kind: isPath ? "value" : kind,
    name: unquoted(textAt(lowered, declaration)),
    source: withoutQuotes(lowered, source),
    declaration,
    key: keyOf(lowered, declaration),
  };
}

/** A place, and what is written there from now on. */
export interface NameEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where the name stands in a program, its own definition included, in the order of the text. */
export function nameEdits(
  lowered: LoweredFile,
  { key, kind }: RenameTarget,
  newName: string,
): NameEdit[] {
  const mentions = mentionsOf(lowered).byDeclaration.get(key) ?? [];
  return mentions.map(({ source }) => ({
    start: source.start,
    end: source.end,
    text: spelledName(newName, kind, textAt(lowered, source)),
  }));
}

/**
 * A definition of the same kind of name that has the new name already, in the program that defines the old one: in its
 * network, function, dataset, or file.
 */
export function takenBy(
  lowered: LoweredFile,
  { kind, declaration }: RenameTarget,
  newName: string,
): SourceRange | undefined {
  const wanted = newName.normalize("NFC");
  const scope = scopeOf(lowered, kind, declaration);
  const found = mentionsOf(lowered).all.find(
    (mention) =>
      mention.source.start !== declaration.start &&
      isDeclaration(mention) &&
      mention.source.start >= scope.start &&
      mention.source.end <= scope.end &&
      isSameNamespace(kind, mention.occurrence.kind) &&
      unquoted(textAt(lowered, mention.source)).normalize("NFC") === wanted,
  );
  return found?.source;
}

const ofNetworks: ReadonlySet<OccurrenceKind> = new Set([
  "value",
  "dimension",
  "hyperparameter",
]);
const ofFiles: ReadonlySet<OccurrenceKind> = new Set(["constant", "dataset"]);

function isSameNamespace(a: OccurrenceKind, b: OccurrenceKind): boolean {
  if (isCallable(a)) return isCallable(b);
  return [ofNetworks, ofFiles].some((kinds) => kinds.has(a) && kinds.has(b))
    ? true
    : a === b;
}

/** The part of the file in which names of this kind are unique. */
function scopeOf(
  { networks, texts }: LoweredFile,
  kind: OccurrenceKind,
  { start }: SourceRange,
): { start: number; end: number } {
  const text = texts[0] ?? "";
  if (ofNetworks.has(kind)) {
    const network = networks.find(
      ({ source }) => source.start <= start && start < source.end,
    );
    if (network) return network.source;
  }
  if (kind === "argument" || kind === "column") {
    const [open, close] = kind === "argument" ? ["(", ")"] : ["{", "}"];
    const end = text.indexOf(close, start);
    return {
      start: text.lastIndexOf(open, start),
      end: end < 0 ? text.length : end,
    };
  }
  return { start: 0, end: text.length };
}

/**
 * Where the old name still stands as a word of the code though nobody knows what it means there, because the statement
 * has an error. Renaming would leave it behind.
 */
export function leftBehind(
  lowered: LoweredFile,
  { kind, name, declaration }: RenameTarget,
  isOwn: boolean,
): number | undefined {
  if (!lowered.problems.some(({ severity }) => severity === "error"))
    return undefined;
  // In other files these stand as members and as names of arguments only.
  if (!isOwn && (ofNetworks.has(kind) || kind === "argument")) return undefined;
  const scope = isOwn
    ? scopeOf(lowered, kind, declaration)
    : { start: 0, end: Infinity };
  const { all } = mentionsOf(lowered);
  const known = new Set(all.map(({ source }) => source.start));
  for (const match of (lowered.texts[0] ?? "").matchAll(words)) {
    const [, word] = match;
    if (word?.normalize("NFC") !== name) continue;
    if (match.index < scope.start || match.index >= scope.end) continue;
    if (!known.has(match.index)) return match.index;
  }
  return undefined;
}

/** Words outside comments and strings that are no members and no names of arguments. */
const words =
  /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|"[^"\r\n]*"|\.\s*[\p{L}_][\p{L}\p{M}_0-9₀-₉]*|[0-9][\p{L}\p{M}_0-9₀-₉.]*|([\p{L}_][\p{L}\p{M}_0-9₀-₉]*)(?!\s*:)/gu;

/** The file that the header of a dataset's columns is in. */
function fileOfColumns(
  { texts }: LoweredFile,
  { file, start }: SourceRange,
): string | undefined {
  const before = (texts[file] ?? "").slice(0, start);
  const header = before.slice(before.lastIndexOf("dataset"));
  return /^dataset\s+\S+\s+from\s+"([^"]*)"\s*\{[^{}]*$/.exec(header)?.[1];
}

export const textAt = (
  { texts }: LoweredFile,
  { file, start, end }: SourceRange,
): string => (texts[file] ?? "").slice(start, end);

const unquoted = (text: string): string => text.replace(/^"|"$/g, "");

function withoutQuotes(
  lowered: LoweredFile,
  { file, start, end }: SourceRange,
): SourceRange {
  return textAt(lowered, { file, start, end }).startsWith('"')
    ? { file, start: start + 1, end: end - 1 }
    : { file, start, end };
}
