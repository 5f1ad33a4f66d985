/** What kind of thing each name is, as editors colour it. */
import type { NameKind } from "../graph/graph.js";
import type { Outline, OutlineItem, OutlineKind } from "../graph/outline.js";
import { builtInConstants } from "../language/scope.js";
import { isDeclaration, type Mention } from "./mentions.js";

/** Those that no other language has stand first; the others are the editor's own. */
export const wordKinds = [
  "input",
  "weight",
  "layer",
  "output",
  "loss",
  "dimension",
  "hyperparameter",
  "network",
  "dataset",
  "variable",
  "parameter",
  "property",
  "function",
] as const;
export type WordKind = (typeof wordKinds)[number];

export const wordModifiers = [
  "declaration",
  "readonly",
  "defaultLibrary",
] as const;
export type WordModifier = (typeof wordModifiers)[number];

export interface ColouredWord {
  readonly kind: WordKind;
  readonly modifiers: readonly WordModifier[];
}

/** What the definitions of a file are, by where their names begin. */
export type DefinitionKinds = ReadonlyMap<number, OutlineKind>;

const known = new WeakMap<Outline, DefinitionKinds>();

export function definitionKinds(outline: Outline): DefinitionKinds {
  let kinds = known.get(outline);
  if (!kinds) {
    kinds = new Map(outline.items.flatMap(kindsIn));
    known.set(outline, kinds);
  }
  return kinds;
}

function kindsIn({
  kind,
  nameSource,
  children,
}: OutlineItem): [number, OutlineKind][] {
  const outputs = new Set(
    children.filter((child) => child.kind === "output").map(({ name }) => name),
  );
  return [
    [nameSource.start, kind],
    ...children.map((child): [number, OutlineKind] => [
      child.nameSource.start,
      // A definition that is marked as an output further below is one.
      child.kind === "definition" && outputs.has(child.name)
        ? "output"
        : child.kind,
    ]),
  ];
}

export function colouredWord(
  mention: Mention,
  definitions: DefinitionKinds,
): ColouredWord {
  const { occurrence, declaration, valueKind, part } = mention;
  const isDefault = occurrence.kind === "builtin";
  const isFixed =
    occurrence.kind === "constant" ||
    (isDefault && builtInConstants.has(occurrence.name));
  const kind =
    part > 0
      ? ofValue(valueKind ?? "parameter")
      : declaration?.file === 0
        ? ofDefinition(definitions.get(declaration.start), mention)
        : ofOccurrence(mention);
  return {
    kind,
    modifiers: [
      ...(isDeclaration(mention) ? ["declaration" as const] : []),
      ...(isFixed ? ["readonly" as const] : []),
      ...(isDefault ? ["defaultLibrary" as const] : []),
    ],
  };
}

function ofDefinition(
  kind: OutlineKind | undefined,
  mention: Mention,
): WordKind {
  switch (kind) {
    case "input":
    case "weight":
    case "bias":
    case "layer":
    case "definition":
    case "output":
    case "loss":
      // A dimension is defined in an input's shape, not by its name.
      return ofValue(kind);
    default:
      return ofOccurrence(mention);
  }
}

const ofValue = (kind: NameKind): WordKind => valueKinds[kind];

const valueKinds: Readonly<Record<NameKind, WordKind>> = {
  input: "input",
  weight: "weight",
  bias: "weight",
  parameter: "weight",
  layer: "layer",
  definition: "variable",
  output: "output",
  loss: "loss",
};

function ofOccurrence({ occurrence }: Mention): WordKind {
  switch (occurrence.kind) {
    // Of other files, values are named only as the inputs of networks that are called.
    case "value":
      return "input";
    case "parameter":
      return "layer";
    case "argument":
      return "parameter";
    case "constant":
      return "variable";
    case "column":
      return "property";
    case "builtin":
      return builtInConstants.has(occurrence.name) ? "variable" : "function";
    default:
      return occurrence.kind;
  }
}

/** The first word that ends behind an offset, among words in the order of the text. */
export function firstFrom(all: readonly Mention[], offset: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.source.end ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
