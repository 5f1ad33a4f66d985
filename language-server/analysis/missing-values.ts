/** What a network that has no error lacks to be evaluated, in words. */
import type { Graph } from "../graph/graph.js";

/** ``the input `x` has none``. */
export function missingValues(graph: Graph): string {
  const missing = [...inputsWithoutValue(graph), ...unboundDimensions(graph)];
  return missing.join(" and ") || "what they are read from is not there";
}

function inputsWithoutValue({ names, nodes }: Graph): string[] {
  const inputs = names.filter(
    ({ kind, node, inner }) =>
      kind === "input" && !inner && nodes[node]?.operands.length === 0,
  );
  if (inputs.length === 0) return [];
  const listed = inputs.map(({ name }) => `\`${name}\``).join(", ");
  return inputs.length === 1
    ? [`the input ${listed} has none`]
    : [`the inputs ${listed} have none`];
}

function unboundDimensions({ dimensions, names }: Graph): string[] {
  const unbound = dimensions.filter(({ size }) => size === undefined);
  // Inputs that have no value are reason enough for the sizes that they would give.
  const isExplained = names.some(({ kind }) => kind === "input");
  return isExplained
    ? []
    : unbound.map(({ name }) => `the dimension \`${name}\` has no size`);
}
