/** Gives every node of a graph its shape and attributes in numbers, once the symbolic dimensions have sizes. */
import {
  type Dimension,
  type DimensionBindings,
  evaluateDimension,
  formatDimension,
  namesInDimension,
} from "../graph/dimension.js";
import type {
  Attributes,
  AttributeValue,
  GraphNode,
  NodeId,
} from "../graph/graph.js";
import { type BoundShape, isBound, scalarShape } from "../graph/shape.js";
import { type Mismatch, isMismatch } from "../ops/operation.js";
import { operations } from "../ops/registry.js";

/** A node that the sizes do not fit, and why. */
export interface BindingProblem {
  readonly node: NodeId;
  readonly mismatch: Mismatch;
}

/**
 * Sets `boundShape` and `boundAttributes` of every node by running each operation's shape rule again, now with numbers,
 * and returns what does not fit: rules that pass with names can fail with numbers. Nodes that do not fit, and what
 * depends on them, stay unbound.
 */
export function bindGraph(
  nodes: readonly GraphNode[],
  bindings: DimensionBindings,
): BindingProblem[] {
  const problems: BindingProblem[] = [];
  for (const node of nodes) {
    const operands: BoundShape[] = [];
    for (const operand of node.operands) {
      const shape = nodes[operand]?.boundShape;
      if (shape) operands.push(shape);
    }
    const complete = operands.length === node.operands.length;
    const mismatch = complete ? bindNode(node, operands, bindings) : undefined;
    if (mismatch) problems.push({ node: node.id, mismatch });
    if (mismatch || !complete) {
      // Not at the start: deleting a property makes an object slow.
      delete node.boundAttributes;
      delete node.boundShape;
    }
  }
  return problems;
}

/** Binds one node, whose operands have these shapes; why it does not fit, or nothing. */
export function bindNode(
  node: GraphNode,
  operands: readonly BoundShape[],
  bindings: DimensionBindings,
): Mismatch | undefined {
  const operation = operations.get(node.operation);
  if (!operation)
    return { mismatch: `There is no operation ${node.operation}` };
  const unbound: Dimension[] = [];
  const attributes = bindAttributes(node.attributes, bindings, unbound);
  const [first] = unbound;
  if (first !== undefined) return notWhole(first, bindings);
  const shape = operation.shape(operands, attributes);
  if (isMismatch(shape)) return shape;
  for (const [axis, size] of shape.entries()) {
    if (typeof size !== "number" || !Number.isInteger(size))
      return notWhole(size, bindings);
    if (size < 1)
      return {
        mismatch: `Axis ${axis} would have ${size} elements; an axis has at least one`,
      };
  }
  if (!isBound(shape)) return undefined;
  node.boundShape = shape.length === 0 ? scalarShape : shape;
  node.boundAttributes = attributes;
  return undefined;
}

/** The attributes with every dimension in numbers. Dimensions that have no size are added to `unbound`. */
export function bindAttributes(
  attributes: Attributes,
  bindings: DimensionBindings,
  unbound: Dimension[] = [],
): Attributes {
  let symbolic = false;
  for (const name in attributes) symbolic ||= isSymbolic(attributes[name]);
  if (!symbolic) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      bindValue(value, bindings, unbound),
    ]),
  );
}

/** Whether there is a dimension in it that is not a number. */
function isSymbolic(value: AttributeValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Float64Array) return false;
  return "terms" in value || value.some(isSymbolic);
}

function bindValue(
  value: AttributeValue,
  bindings: DimensionBindings,
  unbound: Dimension[],
): AttributeValue {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Float64Array) return value;
  if ("terms" in value) {
    const size = evaluateDimension(value, bindings);
    if (size === undefined) unbound.push(value);
    return size;
  }
  return value.map((each) => bindValue(each, bindings, unbound));
}

/** Why a dimension has no size under these bindings. */
function notWhole(dimension: Dimension, bindings: DimensionBindings): Mismatch {
  const names = [...new Set(namesInDimension(dimension))];
  const missing = names.filter((name) => !bindings.has(name));
  const spelled = formatDimension(dimension);
  if (missing.length > 0)
    return {
      mismatch: `${spelled} has no size yet: nothing gives ${missing.join(", ")} one`,
    };
  const given = names.map((name) => `${name} is ${String(bindings.get(name))}`);
  return {
    mismatch: `${spelled} is not a whole number${given.length > 0 ? ` where ${given.join(" and ")}` : ""}; a dimension has to be`,
  };
}
