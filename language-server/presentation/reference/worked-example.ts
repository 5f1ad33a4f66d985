/** A record's example, worked out: how the call is written, what it gives and what it owns. */
import {
  addDimensions,
  type Dimension,
  namedDimension,
} from "../../graph/dimension.js";
import type { Attributes, AttributeValue, NodeId } from "../../graph/graph.js";
import { formatShape, type Shape } from "../../graph/shape.js";
import type { OwnedParameter } from "../../ops/composite.js";
import type { CallExample, FormalArgument } from "../../ops/operation.js";
import type { Callable } from "../../ops/registry.js";
import { copyableNumber } from "../numbers.js";
import { RecordingBuilder, withDefaults } from "./recording-builder.js";

export interface WorkedExample {
  /** `x: [batch, 784]`, one for each operand. */
  readonly inputs: readonly string[];
  /** `dense(x, 10)` */
  readonly call: string;
  readonly shape: Shape;
  readonly parameters: readonly OwnedParameter[];
  /** What the call was built of, the result last. */
  readonly built: RecordingBuilder;
  readonly result: NodeId;
  readonly multiplyAdds: Dimension;
}

/** @param name what the record is called by, which is not its own name where it shares one with others */
export function workOut(
  name: string,
  record: Callable,
  { operands, attributes: given = {} }: CallExample,
): WorkedExample {
  const names = namesOfOperands(record.signature, operands.length);
  const shapes = operands.map(parseShape);
  const attributes = withDefaults(record.signature, given);
  const built = new RecordingBuilder();
  const nodes = shapes.map((shape, index) =>
    built.give(names[index] ?? "", shape),
  );
  const parameters = parametersOf(record, shapes, attributes, built);
  const result = build(record, nodes, parameters, attributes, built);
  return {
    inputs: shapes.map(
      (shape, index) => `${names[index] ?? ""}: ${formatShape(shape)}`,
    ),
    call: spellCall(name, record.signature, names, given),
    shape: built.shapeOf(result),
    parameters,
    built,
    result,
    multiplyAdds: costOf(built, attributes),
  };
}

function parametersOf(
  record: Callable,
  shapes: readonly Shape[],
  attributes: Attributes,
  built: RecordingBuilder,
): readonly OwnedParameter[] {
  if (!("kind" in record) || record.kind !== "layer") return [];
  const parameters = record.parameters(shapes, attributes);
  if ("mismatch" in parameters) {
    built.refuse(parameters);
    return [];
  }
  return parameters;
}

function build(
  record: Callable,
  operands: readonly NodeId[],
  parameters: readonly OwnedParameter[],
  attributes: Attributes,
  built: RecordingBuilder,
): NodeId {
  const result = !("kind" in record)
    ? built.apply(record.name, operands, attributes)
    : record.kind === "composite"
      ? record.build(built, operands, attributes)
      : record.build(
          built,
          operands,
          new Map(
            parameters.map(({ name, shape }) => [
              name,
              built.give(name, shape),
            ]),
          ),
          attributes,
        );
  if (result === undefined)
    throw new Error(`The example of ${record.name} gives nothing.`);
  return result;
}

function costOf(
  { nodes }: RecordingBuilder,
  attributes: Attributes,
): Dimension {
  let total: Dimension = 0;
  for (const { operation, operands, shape } of nodes) {
    const shapes = operands.map((operand) => nodes[operand]?.shape ?? []);
    const cost = operation?.cost?.(
      shapes,
      shape,
      withDefaults(operation.signature, attributes),
    );
    if (cost !== undefined) total = addDimensions(total, cost);
  }
  return total;
}

/** `[batch, 3]` */
function parseShape(text: string): Shape {
  const inside = text.slice(1, -1).trim();
  if (inside === "") return [];
  return inside.split(",").map((written): Dimension => {
    const dimension = written.trim();
    return /^\d+$/.test(dimension)
      ? Number(dimension)
      : namedDimension(dimension);
  });
}

/** As in the signature; `a`, `b`, `c`, … for any number of tensors. */
function namesOfOperands(
  signature: readonly FormalArgument[],
  count: number,
): readonly string[] {
  const single = signature.flatMap(({ name, kind }) =>
    kind === "tensor" || kind === "ids" ? [name] : [],
  );
  if (!signature.some(({ kind }) => kind === "tensors"))
    return single.slice(0, count);
  return Array.from({ length: count }, (_, index) =>
    String.fromCharCode("a".charCodeAt(0) + index),
  );
}

/** What has a default is given by name, which reads best. */
function spellCall(
  name: string,
  signature: readonly FormalArgument[],
  operands: readonly string[],
  attributes: Attributes,
): string {
  const others = signature.flatMap((formal) => {
    const value = attributes[formal.name];
    if (value === undefined) return [];
    const byName = formal.named === true || formal.default !== undefined;
    return [byName ? `${formal.name}: ${spell(value)}` : spell(value)];
  });
  return `${name}(${[...operands, ...others].join(", ")})`;
}

function spell(value: AttributeValue): string {
  if (Array.isArray(value))
    return `[${value.map((each: AttributeValue) => spell(each)).join(", ")}]`;
  if (typeof value === "number") return copyableNumber(value);
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "boolean" ? String(value) : "…";
}
