/** What can stand behind a `.`: parameters of layers, values of networks used as layers, columns of datasets, the transpose. */
import { formatShape } from "../graph/shape.js";
import type { Cursor } from "./cursor.js";
import type { Sight } from "./names-in-sight.js";
import { type Offer, ranks } from "./offer.js";
import type { Token } from "./tokens.js";

/** More are no help to choose from. */
const mostMembers = 200;

export function memberOffers({ tokens }: Cursor, sight: Sight): Offer[] {
  const dot = tokens.at(-1);
  if (!dot) return [];
  const path = spelledBefore(tokens, tokens.length - 1);
  if (path === "") return transposeOffer();
  if (sight.datasets.some(({ name }) => name === path))
    return ["inputs", "targets"].map((label) => ({
      label,
      kind: "column",
      rank: ranks.best,
      summary: `All columns ${label === "inputs" ? "left" : "right"} of the arrow.`,
    }));
  const { network } = sight;
  const names = network?.graph.names ?? [];
  const known = network?.shapes;
  const isMatrix = known?.get(path)?.length === 2;
  const members = names
    .flatMap(({ name, kind }) => {
      const rest = restBehind(name, path);
      return rest === undefined ? [] : [{ name, kind, rest }];
    })
    .slice(0, mostMembers)
    .map(({ name, kind, rest }, index): Offer => {
      const shape = known?.get(name);
      const isIndexed = rest.startsWith("[");
      return {
        label: isIndexed ? rest : rest.slice(1),
        kind: kind === "parameter" ? "parameter" : "value",
        rank: index === 0 ? ranks.best : ranks.fitting,
        ...(shape && { note: `${kind} ${formatShape(shape)}` }),
        // `h.` becomes `h[0].weight`: the dot goes.
        ...(isIndexed && { from: dot.start, filter: `.${rest}` }),
        value: name,
      };
    });
  return [...members, ...(isMatrix ? transposeOffer() : [])];
}

const transposeOffer = (): Offer[] => [
  {
    label: "T",
    kind: "function",
    rank: ranks.late,
    summary: "The transpose of a matrix.",
  },
];

/** `h[0].weight` behind `h` is `[0].weight`; `[0]` may be left out where a layer has one call. */
function restBehind(name: string, path: string): string | undefined {
  for (const spelled of [path, path.replaceAll("[0]", "")]) {
    const next = name.charAt(spelled.length);
    if (name.startsWith(spelled) && (next === "." || next === "["))
      return name.slice(spelled.length);
  }
  return undefined;
}

/** The path before a token as names spell it: `e[0].hidden`; empty where something else stands there. */
export function spelledBefore(tokens: readonly Token[], index: number): string {
  let from = index;
  for (;;) {
    const before = tokens[from - 1];
    if (before?.text === "]" && tokens[from - 3]?.text === "[") from -= 3;
    else if (before?.kind === "name") {
      from--;
      if (tokens[from - 1]?.text !== ".") break;
      from--;
    } else return "";
  }
  return tokens
    .slice(from, index)
    .map(({ text }) => text)
    .join("");
}
