/** Derivatives of a function in symbols, a line each: `∂out/∂x = out(1 − out)`, `∂L/∂w = upstreamᵀ · x`. */
import type { Attributes, NodeId } from "../../graph/graph.js";
import type {
  DerivativeFormula,
  FormalArgument,
  Operation,
} from "../../ops/operation.js";
import { fillTemplate } from "../formulas.js";
import { formatInFull } from "../numbers.js";
import { operandNames } from "../signature.js";
import type { RecordingBuilder } from "./recording-builder.js";
import type { WorkedExample } from "./worked-example.js";

/** What stands for ∂L/∂out in the formulas. */
const upstream = "upstream";
const out = "out";

/** One line for the local derivative by each operand, where it is elementwise, and one for its contribution. */
export function derivativesOfOperation(operation: Operation): string[] {
  const { signature, derivatives } = operation;
  const isVariadic = signature.some(({ kind }) => kind === "tensors");
  const operands = isVariadic ? ["operand"] : operandNames(signature);
  return operands.flatMap((name, index) => {
    const derivative = derivatives[index];
    return derivative ? lines(derivative, name, operands, signature) : [];
  });
}

/** What holds where a derivative does not exist, each convention once. */
export function conventionsOf({ signature, derivatives }: Operation): string[] {
  const labels = {
    operands: operandNames(signature),
    out,
    attributes: ownNames(signature),
  };
  const stated = derivatives.flatMap((derivative) =>
    derivative?.convention === undefined
      ? []
      : [fillTemplate(derivative.convention, labels)],
  );
  return [...new Set(stated)];
}

/** Operands that no gradient goes to. */
export function withoutGradient({
  signature,
  derivatives,
}: Operation): string[] {
  return operandNames(signature).filter(
    (_, index) => derivatives[index] === undefined,
  );
}

/**
 * The contributions of a function that is made of operations, to what it is given. Absent where there is more between an
 * operand and the result than one operation and sums, so that no single formula says it.
 */
export function derivativesOfBuilt({
  built,
  result,
}: WorkedExample): string[] | undefined {
  const found = new Map<NodeId, string[]>();
  for (const node of passedOn(built, result)) {
    const { operation, operands = [], name: own } = built.nodes[node] ?? {};
    if (own !== undefined) found.set(node, [sumLine(own)]);
    if (!operation || operation.name === "add") continue;
    const labels = operands.map((operand) => labelOf(built, operand));
    for (const [index, operand] of operands.entries()) {
      const name = built.nodes[operand]?.name;
      const derivative = operation.derivatives[index];
      if (name === undefined || found.has(operand)) continue;
      found.set(
        operand,
        derivative ? lines(derivative, name, labels, operation.signature) : [],
      );
    }
  }
  const given = [...built.nodes.entries()].filter(
    ([, { name }]) => name !== undefined,
  );
  return given.every(([node]) => found.has(node))
    ? given.flatMap(([node]) => found.get(node) ?? [])
    : undefined;
}

/** The nodes that receive the result's own upstream gradient: it, and what is added up to it. */
function passedOn({ nodes }: RecordingBuilder, result: NodeId): Set<NodeId> {
  const reached = new Set([result]);
  for (const node of reached) {
    const { operation, operands = [] } = nodes[node] ?? {};
    if (operation?.name !== "add") continue;
    for (const operand of operands) reached.add(operand);
  }
  return reached;
}

const sumLine = (name: string): string =>
  `∂L/∂${name} = ${upstream}, summed over what shares it`;

/** The name, or what the node reads like: `softmax(q · kᵀ / √d)`. */
function labelOf(built: RecordingBuilder, node: NodeId): string {
  const { name, value, operation, operands = [] } = built.nodes[node] ?? {};
  if (name !== undefined) return name;
  if (value !== undefined) return formatInFull(value);
  return fillTemplate(operation?.notation ?? operation?.name ?? "", {
    operands: operands.map((operand) => labelOf(built, operand)),
    out,
    attributes: {},
  });
}

function lines(
  { local, contribution, contributionWithVector }: DerivativeFormula,
  name: string,
  operands: readonly string[],
  signature: readonly FormalArgument[],
): string[] {
  const labels = {
    operands,
    out,
    up: upstream,
    attributes: ownNames(signature),
  };
  const said: string[] = [];
  if (local !== undefined) {
    const formula = fillTemplate(local, labels);
    // Some say themselves what is differentiated: `∂outᵢ/∂xⱼ = …`.
    said.push(
      formula.startsWith("∂") ? formula : `∂${out}/∂${name} = ${formula}`,
    );
  }
  if (contribution !== undefined)
    said.push(`∂L/∂${name} = ${fillTemplate(contribution, labels)}`);
  if (contributionWithVector !== undefined) {
    const which = contributionWithVector.includes("⊗")
      ? "the other operand"
      : "an operand";
    said.push(
      `∂L/∂${name} = ${fillTemplate(contributionWithVector, labels)}, where ${which} is a vector`,
    );
  }
  return said;
}

/** In a general formula an attribute stands for itself: `{lo}` is `lo`. */
const ownNames = (signature: readonly FormalArgument[]): Attributes =>
  Object.fromEntries(signature.map(({ name }) => [name, name]));
