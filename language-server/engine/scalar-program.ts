/**
 * A graph's scalar nodes as flat typed arrays, without an object per node: what makes graphs of 100,000 scalars fast.
 * All arrays are indexed by node; a scalar's value stands at its node's number in the arena of values, its gradient
 * likewise in a reverse pass's array.
 */
import type { GraphNode, NodeId } from "../graph/graph.js";
import {
  type ElementwiseOperation,
  type Operation,
  type ScalarParameters,
  scalarParameters,
} from "../ops/operation.js";
import { callSites, identity, noParameters, siteOf } from "./call-sites.js";
import type { Topology } from "./topology.js";
import type { Traits } from "./traits.js";

/** What an opcode stands for: an operation with its parameters. */
export interface Instruction {
  readonly operation: ElementwiseOperation;
  readonly partials: ElementwiseOperation["partials"];
  readonly parameters: ScalarParameters;
}

export interface ScalarProgram {
  /** Index into `instructions`; below the number of call sites it is that call site. −1 for nodes that run otherwise. */
  readonly opcodes: Int32Array;
  /** The operands' nodes; 0 for those that the operation does not have. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Empty where no node has three operands. */
  readonly c: Int32Array;
  readonly instructions: readonly Instruction[];
}

/** Whether the derivative of a node of the program does not exist at its operands' values. */
export function hasKink(
  { opcodes, a, b, c, instructions }: ScalarProgram,
  node: NodeId,
  values: Float64Array,
): boolean {
  const instruction = instructions[opcodes[node] ?? -1];
  const kink = instruction?.operation.kink;
  if (!kink) return false;
  const valueOf = (operands: Int32Array): number =>
    values[operands[node] ?? 0] ?? 0;
  return kink(valueOf(a), valueOf(b), valueOf(c), instruction.parameters);
}

/** Collects the scalar nodes of a graph. */
export class ScalarProgramBuilder {
  private readonly opcodes: Int32Array;
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  private c = new Int32Array(0);
  private readonly instructions: Instruction[] = callSites.map(
    ({ operation }) => ({
      operation,
      partials: operation.partials,
      parameters: noParameters,
    }),
  );
  private readonly known = new Map<Operation, Opcodes>();

  constructor(
    private readonly nodes: readonly GraphNode[],
    private readonly topology: Topology,
  ) {
    this.opcodes = new Int32Array(nodes.length).fill(-1);
    this.a = new Int32Array(nodes.length);
    this.b = new Int32Array(nodes.length);
  }

  /**
   * Adds a scalar node whose operands are scalars. The operation is elementwise, or hands on its only operand's number
   * (`sharesElements`).
   */
  append(id: NodeId, { operation }: Traits): void {
    const { starts, operands } = this.topology;
    const start = starts[id] ?? 0;
    const arity = (starts[id + 1] ?? 0) - start;
    this.opcodes[id] = this.opcodeOf(operation, id);
    this.a[id] = operands[start] ?? 0;
    if (arity > 1) this.b[id] = operands[start + 1] ?? 0;
    if (arity > 2) {
      if (this.c.length === 0) this.c = new Int32Array(this.a.length);
      this.c[id] = operands[start + 2] ?? 0;
    }
  }

  finish(): ScalarProgram {
    const { opcodes, a, b, c, instructions } = this;
    return { opcodes, a, b, c, instructions };
  }

  private opcodeOf(operation: Operation, id: NodeId): number {
    let opcodes = this.known.get(operation);
    if (opcodes === undefined) {
      opcodes = this.opcodesFor(operation);
      this.known.set(operation, opcodes);
    }
    if (typeof opcodes === "number") return opcodes;
    const attributes = this.nodes[id]?.boundAttributes ?? {};
    const parameters = scalarParameters(opcodes.operation, attributes);
    const key = parameters.join();
    let opcode = opcodes.byParameters.get(key);
    if (opcode === undefined) {
      opcode = this.addInstruction(opcodes.operation, parameters);
      opcodes.byParameters.set(key, opcode);
    }
    return opcode;
  }

  private opcodesFor(operation: Operation): Opcodes {
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
type Opcodes =
  | number
  | {
      readonly operation: ElementwiseOperation;
      readonly byParameters: Map<string, number>;
    };
