/** One function of a worked solution in formulas: what it is, and what it passes back to an operand. */
import type { Summary } from "../../evaluation/questions.js";
import type { GraphNode } from "../../graph/graph.js";
import { operations } from "../../ops/registry.js";
import {
  type SymbolicDerivative,
  symbolicDerivative,
} from "../derivative-formula.js";
import { conventionTemplate } from "../conventions.js";
import { countsOf } from "../counts.js";
import {
  chained,
  type Formula,
  isFactor,
  parenthesised,
} from "../formula/formula.js";
import { parseFormula } from "../formula/parse.js";
import { plainText } from "../formula/plain-text.js";
import { gradientFormula } from "../gradient-names.js";
import { generalFormula, notationFormula } from "../operation-formula.js";
import type { SectionContext } from "./context.js";
import { inNumbers, shapeText } from "./quantities.js";

export const equal = (sides: readonly Formula[]): Formula =>
  chained(sides, "=", "relation");

/** `σ(z1)`; a call where the record has no notation. */
export function rightHandSide(
  { names }: Pick<SectionContext, "names">,
  node: GraphNode,
): Formula {
  const operands = node.operands.map((operand) => names.label(operand));
  return (
    notationFormula(node, operands, names.label(node.id)) ??
    parseFormula(`${node.operation}(${operands.join(", ")})`)
  );
}

/** `1 / (1 + e^(−z1))`, where a function is more than its name. */
export function definition(
  { names, digits }: Pick<SectionContext, "names" | "digits">,
  node: GraphNode,
): Formula | undefined {
  const operands = node.operands.map((operand) => names.label(operand));
  const general = generalFormula(node, operands, digits);
  const written = plainText(rightHandSide({ names }, node));
  return general && plainText(general) !== written ? general : undefined;
}

/** The function with numbers for its operands; of large tensors with their shapes. */
export function filledIn(
  { digits, trace }: Pick<SectionContext, "digits" | "trace">,
  node: GraphNode,
  operands: readonly (Summary | undefined)[],
  value: Summary | undefined,
):
  | { readonly kind: "numbers" | "shapes"; readonly formula: Formula }
  | undefined {
  // A derivative is read off the backward pass: nothing is done with the values of its names.
  if (node.operation === "derivative") return undefined;
  const counts = countsOf(trace.drawn.network.graph, node);
  const numbers = operands.map((operand) => inNumbers(operand, digits));
  const known = numbers.filter((text) => text !== undefined);
  if (known.length === operands.length) {
    const general = operands.every((operand) => operand?.size === 1)
      ? generalFormula(node, known, digits)
      : undefined;
    const formula = general ?? notationFormula(node, known, "", counts);
    return formula && { kind: "numbers", formula };
  }
  const shapes = operands.map((operand) =>
    operand ? shapeText(operand) : "…",
  );
  const formula = notationFormula(node, shapes, "", counts);
  if (!formula || !value) return undefined;
  const sides = [parseFormula(shapeText(value)), formula];
  return { kind: "shapes", formula: equal(sides) };
}

export const derivativeOf = (
  { trace, names, objective }: SectionContext,
  node: GraphNode,
  operand: number,
): SymbolicDerivative => {
  const { graph } = trace.drawn.network;
  return symbolicDerivative(graph, node, operand, names, objective);
};

/**
 * What holds where the operation has no derivative; absent where a literal operand gives the derivative another, shorter
 * formula. Where a convention was used, it is said of the backward pass in any case.
 */
export function conventionOf(
  { trace }: SectionContext,
  node: GraphNode,
  operand: number,
): string | undefined {
  const { nodes } = trace.drawn.network.graph;
  const { derivatives = [] } = operations.get(node.operation) ?? {};
  const derivative = derivatives[operand] ?? derivatives[0];
  const literals = node.operands.map((each) => {
    const { operation, attributes } = nodes[each] ?? {};
    const data = attributes?.["data"];
    return operation === "constant" && typeof data === "number"
      ? data
      : undefined;
  });
  return derivative && derivative.localOfLiterals?.(literals) === undefined
    ? conventionTemplate(derivative, node)
    : undefined;
}

/**
 * The same where letters count elements, with their numbers: `1 · 2(p − y) / 4`; absent where none do.
 * @param upstream the number that comes to the function, where it is one
 */
export function passedBackCounted(
  context: SectionContext,
  node: GraphNode,
  operand: number,
  upstream: string | undefined,
): Formula | undefined {
  const { names, objective } = context;
  const { counted } = derivativeOf(context, node, operand);
  if (counted?.contribution) return counted.contribution(upstream);
  const local = counted?.local;
  if (!local) return undefined;
  const up =
    upstream === undefined
      ? gradientFormula(objective, names.label(node.id))
      : parseFormula(upstream);
  return chained(
    [up, isFactor(local) ? local : parenthesised(local)],
    "·",
    "product",
  );
}

/** What is passed back in symbols: `∂L/∂z1 · x`, `∂L/∂z ⊗ x`; a value that was stretched gets a sum. */
export function passedBack(
  context: SectionContext,
  node: GraphNode,
  operand: number,
  isStretched: boolean,
): Formula {
  const { trace, names, objective } = context;
  const { graph } = trace.drawn.network;
  const { local, contribution } = derivativeOf(context, node, operand);
  if (contribution) return contribution;
  const out = names.label(node.id);
  const to = graph.nodes[node.operands[operand] ?? -1];
  const factor = local ?? gradientFormula(out, names.label(to?.id ?? node.id));
  const product = chained(
    [
      gradientFormula(objective, out),
      isFactor(factor) ? factor : parenthesised(factor),
    ],
    "·",
    "product",
  );
  return isStretched ? { kind: "big", symbol: "Σ", body: product } : product;
}
