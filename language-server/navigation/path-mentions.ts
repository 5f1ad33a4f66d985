/**
 * The words of a path, `e[0].hidden.weight`: the first is the layer's name, those between are names of the networks that
 * are used as layers, the last a value's or parameter's.
 */
import type { NamedValue, NodeId, SourceRange } from "../graph/graph.js";
import type {
  LoweredFile,
  LoweredNetwork,
  Occurrence,
} from "../graph/lowered.js";
import type { Mention } from "./mentions.js";

export function pathMentions(
  occurrence: Occurrence,
  lowered: LoweredFile,
): Mention[] {
  const words = wordsIn(occurrence.source, lowered.texts[0] ?? "");
  const network = lowered.networks[occurrence.network ?? -1];
  const named = innerValues(
    occurrence,
    words.length,
    network && namesOf(network),
  );
  return words.map((source, part) => {
    const value = named[part];
    const declaration =
      part === 0 ? occurrence.declaration : value?.declaration;
    return {
      source,
      ...(declaration && { declaration }),
      ...(value && { valueKind: value.kind }),
      occurrence,
      part,
      isLast: part === words.length - 1,
    };
  });
}

/** Names with what stands between them; numbers are those of indices. */
const pieces =
  /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|[0-9][\p{L}\p{M}_0-9₀-₉.]*|([\p{L}_][\p{L}\p{M}_0-9₀-₉]*)/gu;

function wordsIn(
  { file, start, end }: SourceRange,
  text: string,
): SourceRange[] {
  const words: SourceRange[] = [];
  for (const match of text.slice(start, end).matchAll(pieces)) {
    const [, word] = match;
    if (word === undefined) continue;
    const at = start + match.index;
    words.push({ file, start: at, end: at + word.length });
  }
  return words;
}

interface Names {
  readonly byNode: ReadonlyMap<NodeId, readonly NamedValue[]>;
  readonly byName: ReadonlyMap<string, NamedValue>;
}

const known = new WeakMap<LoweredNetwork, Names>();

function namesOf(network: LoweredNetwork): Names {
  let names = known.get(network);
  if (!names) {
    const all = network.graph.names;
    names = {
      byNode: Map.groupBy(all, ({ node }) => node),
      byName: new Map(all.map((value) => [value.name, value])),
    };
    known.set(network, names);
  }
  return names;
}

/** What each word behind the first names, by its place. Spellings differ in their indices only. */
function innerValues(
  { name, node }: Occurrence,
  count: number,
  names: Names | undefined,
): (NamedValue | undefined)[] {
  const spelled = words(name);
  const full = names?.byNode
    .get(node ?? -1)
    ?.find((value) => words(value.name).join(".") === spelled.join("."));
  if (!names || !full || spelled.length !== count) return [];
  const parts = full.name.split(".");
  return parts.map((_, index) =>
    index === 0
      ? undefined
      : valueOf(parts.slice(0, index + 1).join("."), names),
  );
}

const words = (name: string): string[] =>
  name.split(".").map((part) => part.replace(/\[.*$/, ""));

/** `e.hidden[0]` is owned by `e.hidden`. */
function valueOf(name: string, { byName }: Names): NamedValue | undefined {
  for (let spelled = name; ; spelled = spelled.replace(/\[\d+\]$/, "")) {
    const value = byName.get(spelled);
    if (value) return value;
    if (!spelled.endsWith("]")) return undefined;
  }
}
