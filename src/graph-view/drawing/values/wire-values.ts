/** What stands on a visible wire: the value above, the gradient below, from the values of the wires that it stands for. */
import type {
  GraphValues,
  Quantity,
} from "../../../../language-server/graph/graph-model.js";
import type { VisibleWire } from "../visible/visible-wires.js";

export interface WireValues {
  /** Of its source; where it carries several, their number. */
  readonly value?: Quantity;
  /** What comes back along it. Of several wires, all that comes back where that is known, otherwise the largest part. */
  readonly gradient?: Quantity;
}

export function wireValues(
  wire: VisibleWire,
  values: GraphValues | undefined,
): WireValues {
  if (!values) return noValues;
  const value = valueOn(wire, values);
  const gradient = gradientOn(wire, values);
  return { ...(value && { value }), ...(gradient && { gradient }) };
}

const noValues: WireValues = {};

function valueOn(
  { sources }: VisibleWire,
  { nodes }: GraphValues,
): Quantity | undefined {
  const [source = ""] = sources;
  if (sources.length === 1) return own(nodes, source)?.value;
  const known = sources.flatMap((id) => own(nodes, id)?.value ?? []);
  if (known.length === 0) return undefined;
  return {
    text: `${sources.length} values`,
    full: `${sources.length} values`,
    magnitude: Math.max(...known.map(({ magnitude }) => magnitude)),
    broken: known.some(({ broken }) => broken),
  };
}

function gradientOn(
  { sources, members, complete }: VisibleWire,
  values: GraphValues,
): Quantity | undefined {
  const [source = ""] = sources;
  const [first] = members;
  if (members.length === 1 && first) return own(values.wires, first.id);
  if (complete) return own(values.nodes, source)?.gradient;
  const parts = members.flatMap(({ id }) => own(values.wires, id) ?? []);
  return parts.find(({ broken }) => broken) ?? largestOf(parts);
}

const largestOf = (parts: readonly Quantity[]): Quantity | undefined =>
  parts.reduce<Quantity | undefined>(
    (largest, part) =>
      largest && largest.magnitude >= part.magnitude ? largest : part,
    undefined,
  );

/** Ids are names of a program, `constructor` among them. */
export const own = <Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
