/** A builder that runs nothing: it works out shapes, and remembers which operations a function is made of. */
import type { Attributes, AttributeValue, NodeId } from "../../graph/graph.js";
import { type Shape, scalarShape } from "../../graph/shape.js";
import type { Builder, Operand } from "../../ops/composite.js";
import {
  type FormalArgument,
  isMismatch,
  type Mismatch,
  type Operation,
} from "../../ops/operation.js";
import { operations } from "../../ops/registry.js";

export interface RecordedNode {
  readonly shape: Shape;
  /** Of what the function is given. */
  readonly name?: string;
  /** A number that the function brings along. */
  readonly value?: number;
  /** Absent for what has a name or a value. */
  readonly operation?: Operation;
  readonly operands: readonly NodeId[];
}

export class RecordingBuilder implements Builder {
  readonly nodes: RecordedNode[] = [];

  /** Something that the function is given. */
  give(name: string, shape: Shape): NodeId {
    return this.nodes.push({ name, shape, operands: [] }) - 1;
  }

  apply(
    name: string,
    operands: readonly Operand[],
    attributes: Attributes = {},
  ): Operand {
    const operation = operations.get(name);
    const given = operands.filter((operand) => operand !== undefined);
    if (!operation || given.length < operands.length) return undefined;
    const shape = operation.shape(
      given.map((operand) => this.shapeOf(operand)),
      withDefaults(operation.signature, attributes),
    );
    return isMismatch(shape)
      ? this.refuse(shape)
      : this.nodes.push({ shape, operation, operands: given }) - 1;
  }

  constant(value: number): NodeId {
    return this.nodes.push({ value, shape: scalarShape, operands: [] }) - 1;
  }

  shapeOf(node: NodeId): Shape {
    return this.nodes[node]?.shape ?? scalarShape;
  }

  /** An example that does not fit is a mistake in the record. */
  refuse({ mismatch }: Mismatch): undefined {
    throw new Error(`An example of the reference is refused: ${mismatch}`);
  }
}

/** The attributes of a call, those that are left out with the signature's defaults. */
export function withDefaults(
  signature: readonly FormalArgument[],
  given: Attributes,
): Attributes {
  const defaults: Record<string, AttributeValue> = {};
  for (const { name, default: standard } of signature)
    if (standard !== undefined) defaults[name] = standard;
  return { ...defaults, ...given };
}
