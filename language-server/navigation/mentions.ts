/**
 * Every name in a file as a reader sees it, one word each: a path like `e.hidden.weight` is three. Made once for each
 * lowering, with what each word leads to, so that no question about a name looks through the whole file.
 */
import type { NameKind, SourceRange } from "../graph/graph.js";
import type { LoweredFile, Occurrence } from "../graph/lowered.js";
import { pathMentions } from "./path-mentions.js";

export interface Mention {
  /** The word itself; a column's with the quotes that it may have. */
  readonly source: SourceRange;
  /** Where the name is defined; absent for what is built in, parameters of built-in layers among it. */
  readonly declaration?: SourceRange;
  /** What the occurrence is that the word belongs to. */
  readonly occurrence: Occurrence;
  /** The word's place in its path, 0 for the first. */
  readonly part: number;
  /** A path's last word, or a word on its own. */
  readonly isLast: boolean;
  /** What the value is that a word behind the first of a path names. */
  readonly valueKind?: NameKind;
}

export interface Mentions {
  /** In the order of the text. */
  readonly all: readonly Mention[];
  /** The words that lead to a definition, by its key. */
  readonly byDeclaration: ReadonlyMap<string, readonly Mention[]>;
}

const known = new WeakMap<LoweredFile, Mentions>();

export function mentionsOf(lowered: LoweredFile): Mentions {
  let mentions = known.get(lowered);
  if (!mentions) {
    mentions = collect(lowered);
    known.set(lowered, mentions);
  }
  return mentions;
}

/** The word at an offset; right behind its last character counts, where no other word begins. */
export function mentionAt(
  lowered: LoweredFile,
  offset: number,
): Mention | undefined {
  const { all } = mentionsOf(lowered);
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.source.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = all[low - 1];
  return found && offset <= found.source.end ? found : undefined;
}

/** A definition's place as a key: the file's address and where the name begins. */
export const keyOf = (
  { files }: LoweredFile,
  { file, start }: SourceRange,
): string => `${files[file] ?? ""}#${String(start)}`;

/** The words of a file that mean a definition, wherever that is. */
export const mentionsOfKey = (
  lowered: LoweredFile,
  key: string,
): readonly Mention[] => mentionsOf(lowered).byDeclaration.get(key) ?? [];

/** The words of the same file that mean the same as one of it. */
export function sameInFile(
  lowered: LoweredFile,
  mention: Mention,
): readonly Mention[] {
  const { declaration, occurrence, isLast } = mention;
  if (declaration) return mentionsOfKey(lowered, keyOf(lowered, declaration));
  const { kind, name, network, node } = occurrence;
  return mentionsOf(lowered).all.filter(
    (other) =>
      !other.declaration &&
      other.occurrence.kind === kind &&
      (kind === "parameter"
        ? other.occurrence.network === network &&
          other.occurrence.node === node &&
          other.isLast === isLast
        : other.occurrence.name === name),
  );
}

/** Whether a word is the one that defines its name. */
export const isDeclaration = ({ source, declaration }: Mention): boolean =>
  declaration?.file === 0 &&
  source.file === 0 &&
  declaration.start === source.start;

function collect(lowered: LoweredFile): Mentions {
  const words = lowered.occurrences.flatMap((occurrence) =>
    occurrence.kind === "parameter"
      ? pathMentions(occurrence, lowered)
      : [wordOf(occurrence)],
  );
  const all = words.sort((a, b) => a.source.start - b.source.start);
  const byDeclaration = Map.groupBy(
    all.filter(({ declaration }) => declaration !== undefined),
    ({ source, declaration }) => keyOf(lowered, declaration ?? source),
  );
  return { all, byDeclaration };
}

const wordOf = (occurrence: Occurrence): Mention => ({
  source: occurrence.source,
  ...(occurrence.declaration && { declaration: occurrence.declaration }),
  occurrence,
  part: 0,
  isLast: true,
});
