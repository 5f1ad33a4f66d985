/**
 * A graph's scalar nodes as flat typed arrays, without an object per node: what makes graphs of 100,000 scalars fast.
 * A scalar's value stands at its node's number in the arena of values, its gradient likewise.
 */
import type { Attributes, GraphNode, NodeId } from "../graph/graph.js";
import {
  type ElementwiseOperation,
  type Operation,
  type ScalarParameters,
  scalarParameters,
} from "../ops/operation.js";
import { callSites, identity, noParameters, siteOf } from "./call-sites.js";

/** What an opcode stands for: an operation with its parameters. */
export interface Instruction {
  readonly operation: ElementwiseOperation;
  readonly partials: ElementwiseOperation["partials"];
  readonly parameters: ScalarParameters;
}

/** One entry per scalar node that is computed, in evaluation order. */
export interface ScalarProgram {
  readonly length: number;
  readonly nodes: Int32Array;
  /** Index into `instructions`. Below the number of call sites it is that call site. */
  readonly opcodes: Int32Array;
  /** The operands' nodes; 0 for those that the operation does not have. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  readonly instructions: readonly Instruction[];
}

/** Collects the entries of a scalar program, of at most `capacity` nodes. */
export class ScalarProgramBuilder {
  private length = 0;
  private readonly nodes: Int32Array;
  private readonly opcodes: Int32Array;
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  private readonly c: Int32Array;
  private readonly instructions: Instruction[] = callSites.map(
    ({ operation }) => ({
      operation,
      partials: operation.partials,
      parameters: noParameters,
    }),
  );
  private readonly byOperation = new Map<Operation, OpcodesOfOperation>();

  constructor(capacity: number) {
    this.nodes = new Int32Array(capacity);
    this.opcodes = new Int32Array(capacity);
    this.a = new Int32Array(capacity);
    this.b = new Int32Array(capacity);
    this.c = new Int32Array(capacity);
  }

  get size(): number {
    return this.length;
  }

  /**
   * Adds a scalar node whose operands are scalars. The operation is elementwise, or hands on its only operand's number
   * (`sharesElements`).
   */
  append(node: GraphNode, operation: Operation): void {
    const at = this.length++;
    const { operands } = node;
    this.nodes[at] = node.id;
    this.opcodes[at] = this.opcodeOf(operation, node.boundAttributes ?? {});
    this.a[at] = operands[0] ?? 0;
    this.b[at] = operands[1] ?? 0;
    this.c[at] = operands[2] ?? 0;
  }

  finish(): ScalarProgram {
    const { length } = this;
    return {
      length,
      nodes: this.nodes.subarray(0, length),
      opcodes: this.opcodes.subarray(0, length),
      a: this.a.subarray(0, length),
      b: this.b.subarray(0, length),
      c: this.c.subarray(0, length),
      instructions: this.instructions,
    };
  }

  private opcodeOf(operation: Operation, attributes: Attributes): number {
    let known = this.byOperation.get(operation);
    if (!known) {
      known = this.opcodesFor(operation);
      this.byOperation.set(operation, known);
    }
    if (typeof known === "number") return known;
    const parameters = scalarParameters(known.operation, attributes);
    const key = parameters.join();
    let opcode = known.byParameters.get(key);
    if (opcode === undefined) {
      opcode = this.addInstruction(known.operation, parameters);
      known.byParameters.set(key, opcode);
    }
    return opcode;
  }

  private opcodesFor(operation: Operation): OpcodesOfOperation {
    if (operation.kernel === "tensor") {
      // Hands on its operand's number; where no gradient passes, an identity without a derivative.
      return operation.derivatives[0]
        ? siteOf(identity.operation)
        : this.addInstruction(
            { ...identity.operation, partials: [undefined] },
            noParameters,
          );
    }
    const site = siteOf(operation);
    if (site >= 0) return site;
    return scalarParameters(operation, {}).length === 0
      ? this.addInstruction(operation, noParameters)
      : { operation, byParameters: new Map() };
  }

  private addInstruction(
    operation: ElementwiseOperation,
    parameters: ScalarParameters,
  ): number {
    const { partials } = operation;
    return this.instructions.push({ operation, partials, parameters }) - 1;
  }
}

/** The opcode of an operation, or its opcodes by their parameters. */
type OpcodesOfOperation =
  | number
  | {
      readonly operation: ElementwiseOperation;
      readonly byParameters: Map<string, number>;
    };

/** Where a node stands in an ascending list of nodes; −1 where it does not. */
export function indexIn(nodes: Int32Array, node: NodeId): number {
  const at = countBelow(nodes, node);
  return nodes[at] === node ? at : -1;
}

/** How many of an ascending list of nodes come before this one. */
export function countBelow(nodes: Int32Array, node: NodeId): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((nodes[middle] ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  return low;
}
