/**
 * What the functions of a network are called in its worked solution: as the program calls them, and f1, f2, … where it
 * has no name for them.
 */
import type { ModelNode } from "../../graph/graph-model.js";
import type { NodeId } from "../../graph/graph.js";
import type { DrawnNetwork } from "../../graph-model/build.js";
import type { Formula } from "../formula/formula.js";
import { parseFormula } from "../formula/parse.js";
import type { NodeNames } from "../derivative-formula.js";

export class FunctionNames implements NodeNames {
  /** The names that the program does not have, in order. */
  readonly numbered: string[] = [];
  private readonly names = new Map<NodeId, string>();

  constructor(
    { model, network }: DrawnNetwork,
    /** Of what is no function: numbers. */
    private readonly others: NodeNames,
  ) {
    const { graph } = network;
    const taken = new Set(graph.names.map(({ name }) => name));
    let number = 0;
    const next = (): string => {
      do number++;
      while (taken.has(`f${number}`));
      return `f${number}`;
    };
    const byId = new Map<string, string>();
    for (const { id, node, name, kind, label } of model.nodes) {
      if (kind === "constant") continue;
      const isGiven = kind === "input" || kind === "parameter";
      const called = name ?? (isGiven ? label : next());
      if (name === undefined && !isGiven) this.numbered.push(called);
      byId.set(id, called);
      this.names.set(node, called);
    }
    // What a reader does not see between two functions has the name of the first.
    const consumers = new Map(model.nodes.map(({ id, node }) => [id, node]));
    for (const { from, to, operand } of model.wires) {
      const used = graph.nodes[consumers.get(to) ?? -1]?.operands[operand];
      const called = byId.get(from);
      if (used !== undefined && called !== undefined && !this.names.has(used))
        this.names.set(used, called);
    }
  }

  label(id: NodeId): string {
    return this.names.get(id) ?? this.others.label(id);
  }

  formula({ node }: Pick<ModelNode, "node">): Formula {
    return parseFormula(this.label(node));
  }
}
