/** The names that mean something at a place of a program, whether or not everything there parses. */
import type { LoweredFile, LoweredNetwork } from "../graph/lowered.js";
import type { Outline, OutlineItem, OutlineKind } from "../graph/outline.js";
import type { Shape } from "../graph/shape.js";
import type { VisibleDefinition } from "../graph/visible-definition.js";
import { builtInConstants } from "../language/scope.js";
import type { Cursor } from "./cursor.js";
import { leadingTo } from "./leading-to.js";

/** What completion reads of the program at hand. */
export interface ProgramSeen {
  readonly lowered: LoweredFile;
  readonly outline: Outline;
}

export type ValueKind =
  | Extract<
      OutlineKind,
      | "input"
      | "weight"
      | "bias"
      | "layer"
      | "definition"
      | "output"
      | "loss"
      | "hyperparameter"
      | "argument"
    >
  | "dimension"
  | "constant"
  | "built-in";

/** A value that has a name. */
export interface NameInSight {
  readonly name: string;
  readonly kind: ValueKind;
  /** Absent where it is not known, as of what is broken. */
  readonly shape?: Shape;
}

export type DatasetInSight = VisibleDefinition & { readonly kind: "dataset" };

export interface Sight {
  readonly network: LoweredNetwork | undefined;
  /** Values of the network, the last defined first. */
  readonly values: readonly NameInSight[];
  /** Constants, hyperparameters and an `fn`'s parameters. */
  readonly constants: readonly NameInSight[];
  readonly dimensions: readonly NameInSight[];
  readonly datasets: readonly DatasetInSight[];
  readonly callables: readonly VisibleDefinition[];
}

const valueKinds: ReadonlySet<string> = new Set([
  "input",
  "weight",
  "bias",
  "layer",
  "definition",
  "output",
  "loss",
] satisfies ValueKind[]);

export function namesInSight(program: ProgramSeen, cursor: Cursor): Sight {
  const { lowered, outline } = program;
  const isInside = cursor.block === "network" || cursor.block === "train";
  const item = isInside ? networkAround(outline, cursor.start) : undefined;
  const network = item && loweredAs(item, lowered);
  const values = item ? valuesAbove(item, network, cursor.statementStart) : [];
  const own = [...parametersOf(cursor), ...hyperparametersOf(item)];
  const hidden = new Set([...values, ...own].map(({ name }) => name));
  const dimensions = dimensionsAbove(network, cursor.start).filter(
    ({ name }) => !hidden.has(name),
  );
  for (const { name } of dimensions) hidden.add(name);
  const { definitions } = lowered;
  const around = item?.name ?? functionAround(cursor);
  const recursive =
    around === undefined ? undefined : leadingTo(around, program);
  const isRecursive = (name: string): boolean => recursive?.has(name) ?? false;
  return {
    network,
    values,
    constants: [
      ...own,
      ...definitions
        .filter(({ kind, name }) => kind === "constant" && !hidden.has(name))
        .filter(
          ({ name }) => cursor.keyword !== "const" || name !== cursor.name,
        )
        .map(({ name }) => scalar(name, "constant")),
      ...[...builtInConstants.keys()].map((name) => scalar(name, "built-in")),
    ],
    dimensions,
    datasets: definitions
      .filter((each) => each.kind === "dataset")
      .filter(({ name }) => !hidden.has(name)),
    callables: definitions.filter(
      ({ kind, name }) =>
        (kind === "function" || kind === "network") && !isRecursive(name),
    ),
  };
}

const functionAround = ({ keyword, name }: Cursor): string | undefined =>
  keyword === "fn" ? name : undefined;

/** A constant may be an array: its shape is not known here. */
const scalar = (name: string, kind: ValueKind): NameInSight =>
  kind === "constant" ? { name, kind } : { name, kind, shape: [] };

function networkAround(
  { items }: Outline,
  offset: number,
): OutlineItem | undefined {
  return items.findLast(
    ({ kind, nameSource }) => kind === "network" && nameSource.end <= offset,
  );
}

const loweredAs = (
  { nameSource }: OutlineItem,
  { networks }: LoweredFile,
): LoweredNetwork | undefined =>
  networks.find((each) => each.nameSource.start === nameSource.start);

function valuesAbove(
  { children }: OutlineItem,
  network: LoweredNetwork | undefined,
  offset: number,
): NameInSight[] {
  const values = new Map<string, NameInSight>();
  for (const { kind, name, nameSource } of children) {
    if (nameSource.end > offset || !valueKinds.has(kind)) continue;
    const shape = network?.shapes.get(name);
    values.set(name, {
      name,
      kind: kind as ValueKind,
      ...(shape && { shape }),
    });
  }
  return [...values.values()].reverse();
}

/** What is between the parentheses of the `fn`, or of the `network` up to the cursor. */
function parametersOf({ keyword, tokens, part }: Cursor): NameInSight[] {
  if (part !== "value") return [];
  if (keyword === "fn") {
    const end = tokens.findIndex(({ text }) => text === ")");
    return tokens
      .slice(2, end < 0 ? undefined : end)
      .filter(({ kind }) => kind === "name")
      .map(({ text }) => ({ name: text, kind: "argument" }));
  }
  if (keyword !== "network") return [];
  const defined = tokens.filter(
    ({ kind }, index) =>
      index > 1 && kind === "name" && tokens[index + 1]?.text === "=",
  );
  return defined.slice(0, -1).map(({ text }) => scalar(text, "hyperparameter"));
}

const hyperparametersOf = (item: OutlineItem | undefined): NameInSight[] =>
  (item?.children ?? [])
    .filter(({ kind }) => kind === "hyperparameter")
    .map(({ name }) => scalar(name, "hyperparameter"));

function dimensionsAbove(
  network: LoweredNetwork | undefined,
  offset: number,
): NameInSight[] {
  return (network?.graph.dimensions ?? [])
    .filter(({ source }) => source.end < offset)
    .map(({ name }) => scalar(name, "dimension"));
}
