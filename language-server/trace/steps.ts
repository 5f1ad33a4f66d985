/**
 * The steps of a network's forward pass and backpropagation in the order in which they are done on paper. Only which
 * node and which wire each step is about, in flat arrays: what a step says is made when somebody looks at it.
 */
import { gradientCarriers, reachedFrom } from "../engine/reach.js";
import { readTopology } from "../engine/topology.js";
import type { DrawnNetwork } from "../graph-model/build.js";
import type { ModelNode, ModelWire } from "../graph/graph-model.js";
import type { Graph, NodeId } from "../graph/graph.js";
import type {
  StepIndex,
  TracePass,
  TraceStepKind,
} from "../graph/trace-model.js";
import { GroupPaths } from "./group-paths.js";

/** One thing that is done; layers are made of these. */
export interface Step {
  readonly kind: Exclude<TraceStepKind, "entry" | "layer">;
  readonly pass: TracePass;
  /** What is computed; in the backward pass what passes a contribution back, or whose gradient has arrived. */
  readonly node: ModelNode;
  /** With `backward`: where the contribution goes. */
  readonly wire?: ModelWire;
  /** Number of the group that it is done in, see `GroupPaths`. */
  readonly group: number;
}

const kinds = ["given", "forward", "seed", "backward", "arrived"] as const;

export class StepList {
  /** The first step of the backward pass, and the first behind it. Both are `length` where there is none. */
  readonly backward: StepIndex;
  readonly afterwards: StepIndex;
  private readonly kind: number[] = [];
  private readonly node: number[] = [];
  private readonly wire: number[] = [];
  readonly groups: GroupPaths;

  constructor(private readonly drawn: DrawnNetwork) {
    const { model, network } = drawn;
    this.groups = new GroupPaths(model);
    const reached = reachedByObjective(network.graph);
    const isLate = computedFromGradients(network.graph);
    const late: number[] = [];
    for (const [index, node] of model.nodes.entries()) {
      if (node.kind === "constant") continue;
      if (isLate(node.node)) late.push(index);
      else this.add(isGiven(node) ? "given" : "forward", index);
    }
    this.backward = this.length;
    this.addBackward(reached);
    this.afterwards = this.length;
    for (const index of late) this.add("forward", index);
  }

  get length(): number {
    return this.kind.length;
  }

  /** @param step from 0 up to, not including, `length` */
  at(step: StepIndex): Step | undefined {
    const { nodes, wires } = this.drawn.model;
    const kind = kinds[this.kind[step] ?? -1];
    const node = nodes[this.node[step] ?? -1];
    const wire = wires[this.wire[step] ?? -1];
    if (!kind || !node) return undefined;
    const pass = this.passOf(step);
    const group = this.groupOf(step);
    return { kind, pass, node, group, ...(wire && { wire }) };
  }

  passOf(step: StepIndex): TracePass {
    if (step < this.backward) return "forward";
    return step < this.afterwards ? "backward" : "afterwards";
  }

  /** The number of the group that the step is done in; the whole network for the seed. */
  groupOf(step: StepIndex): number {
    if (kinds[this.kind[step] ?? -1] === "seed") return GroupPaths.network;
    return this.groups.ofNode(this.node[step] ?? -1);
  }

  private add(kind: Step["kind"], node: number, wire = -1): void {
    this.kind.push(kinds.indexOf(kind));
    this.node.push(node);
    this.wire.push(wire);
  }

  /** From the objective to the inputs; at each operation one contribution after the other. */
  private addBackward(reached: Uint8Array): void {
    const { model, network } = this.drawn;
    const { objective, nodes } = network.graph;
    if (!objective) return;
    const wires = wiresByConsumer(this.drawn);
    const start = model.nodes.findIndex(
      ({ id }) => id === this.drawn.idOf(objective.node),
    );
    for (let index = start; index >= 0; index--) {
      const node = model.nodes[index];
      if (!node || reached[node.node] !== 1) continue;
      if (index === start) this.add("seed", index);
      if (isGiven(node)) this.add("arrived", index);
      for (const wire of wires.get(node.id) ?? []) {
        const { operand = -1 } = model.wires[wire] ?? {};
        const from = nodes[node.node]?.operands[operand];
        if (from !== undefined && passesTo(reached, from))
          this.add("backward", index, wire);
      }
    }
  }
}

const isGiven = ({ operation }: ModelNode): boolean =>
  operation === "input" || operation === "parameter";

const passesTo = (reached: Uint8Array, operand: NodeId): boolean =>
  reached[operand] === 1;

/** By node, 1 where the objective has a gradient by it; all 0 without an objective. */
function reachedByObjective(graph: Graph): Uint8Array {
  const { objective, nodes } = graph;
  if (!objective) return new Uint8Array(nodes.length);
  const topology = readTopology(nodes);
  return reachedFrom(
    topology,
    gradientCarriers(graph, topology),
    objective.node,
  );
}

/** What waits for the backward pass: it depends on a derivative, and the objective does not depend on it. */
function computedFromGradients({
  nodes,
  objective,
}: Graph): (node: NodeId) => boolean {
  const needed = new Uint8Array(nodes.length);
  if (objective) needed[objective.node] = 1;
  for (const { id, operands } of nodes.toReversed())
    if (needed[id] === 1) for (const operand of operands) needed[operand] = 1;
  const late = new Uint8Array(nodes.length);
  for (const { id, operation, operands } of nodes)
    if (operation === "derivative" || operands.some((each) => late[each] === 1))
      late[id] = 1;
  return (node) => late[node] === 1 && needed[node] === 0;
}

/** By consumer's id, the numbers of its wires in the order of its operands. */
function wiresByConsumer({ model }: DrawnNetwork): Map<string, number[]> {
  const byConsumer = new Map<string, number[]>();
  for (const [index, { to }] of model.wires.entries()) {
    const known = byConsumer.get(to);
    if (known) known.push(index);
    else byConsumer.set(to, [index]);
  }
  const operandOf = (wire: number): number => model.wires[wire]?.operand ?? 0;
  for (const wires of byConsumer.values())
    wires.sort((a, b) => operandOf(a) - operandOf(b));
  return byConsumer;
}
