/**
 * What one case of TensorFlow.js's tests does, on our engine: every operation becomes a node of a graph, which is run when
 * a number of it is asked for.
 */
import type { Attributes, NodeId } from "../../language-server/graph/graph.js";
import type { BoundShape } from "../../language-server/graph/shape.js";
import type { Tape } from "../../language-server/engine/tape.js";
import { operations } from "../../language-server/ops/registry.js";
import { GraphBuilder } from "../engine/build-graph.js";
import { withDefaults } from "../ops/run-function.js";

/** Thrown where a case asks for what the language does not have. */
export class NotShared extends Error {
  constructor(readonly what: string) {
    super(`Not shared: ${what}`);
  }
}

/** The graph of one case, and what is known of the case. */
export class Recording {
  readonly #build = new GraphBuilder();
  #tape: { readonly nodes: number; readonly tape: Tape } | undefined;
  /** Whether any operation of ours was asked for. */
  usesOperations = false;
  /** The first thing that the language does not have. Noted because a case may expect, and catch, an exception. */
  notShared: string | undefined;

  /** Gives up on the case: it is about something that the language does not have. */
  refuse(what: string): never {
    this.notShared ??= what;
    throw new NotShared(what);
  }

  /** A value from outside, which gradients are taken of. */
  input(numbers: ArrayLike<number>, shape: BoundShape): NodeId {
    if (shape.includes(0)) this.refuse("tensors without elements");
    return this.#build.input(numbers, shape);
  }

  /** Throws what the shape rule says where it refuses. */
  apply(
    operation: string,
    operands: readonly NodeId[],
    attributes: Attributes = {},
  ): NodeId {
    const record = operations.get(operation);
    if (!record) throw new Error(`There is no operation ${operation}.`);
    this.usesOperations = true;
    const given = withDefaults(record.signature, attributes);
    return this.#build.apply(operation, operands, given);
  }

  shapeOf(node: NodeId): BoundShape {
    return this.#build.shapeOf(node);
  }

  /** The numbers of a node; throws where a kernel refused its operands' values. */
  numbersOf(node: NodeId): Float64Array {
    const nodes = this.#build.nodes.length;
    if (this.#tape?.nodes !== nodes)
      this.#tape = { nodes, tape: this.#build.run() };
    const { tape } = this.#tape;
    const value = tape.value(node);
    if (value) return value.slice();
    throw new Error(tape.faults.map(({ fault }) => fault).join("; "));
  }

  /** The gradients of a scalar; absent where it does not depend on a node. */
  gradientsOf(
    objective: NodeId,
    nodes: readonly NodeId[],
  ): (Float64Array | undefined)[] {
    const tape = this.#build.run(objective);
    return nodes.map((node) => tape.gradient(node)?.slice());
  }
}

let current = new Recording();

/** The recording of the case that runs. */
export const recording = (): Recording => current;

/** A recording for the next case. */
export function startRecording(): Recording {
  current = new Recording();
  return current;
}

/** Gives up on the case that runs. */
export const notShared = (what: string): never => current.refuse(what);
