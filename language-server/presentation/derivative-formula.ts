/** The derivative of an operation by one operand in symbols, from the operation's record. */
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { boundSize } from "../graph/shape.js";
import { countLetters, type DerivativeFormula } from "../ops/operation.js";
import { operations } from "../ops/registry.js";
import { conventionTemplate } from "./conventions.js";
import { countsOf } from "./counts.js";
import type { Formula } from "./formula/formula.js";
import { fillTemplate, typesetTemplate } from "./formulas.js";
import { gradientName } from "./gradient-names.js";

/** What nodes are called in a formula; see NodeLabels. */
export interface NodeNames {
  label(id: NodeId): string;
}

export interface SymbolicDerivative {
  /** ∂result/∂operand: `a1(1 − a1)`; absent where it is no elementwise factor. */
  readonly local?: Formula;
  /** Whether that is one of the operands, or a number: nothing that would have to be worked out. */
  readonly isPlain: boolean;
  /** What is passed back, where it is not upstream · local: `∂L/∂z ⊗ x`. */
  readonly contribution?: Formula;
  /** Where letters count elements (`1/N`): the same with their numbers (`1/4`). */
  readonly counted?: {
    readonly local?: Formula;
    /** @param upstream what stands for the gradient that comes to the result: its number, where it is one */
    readonly contribution?: (upstream?: string) => Formula;
  };
  readonly convention?: string;
}

/**
 * @param objective name of the scalar whose gradient comes back
 */
export function symbolicDerivative(
  graph: Graph,
  node: GraphNode,
  operand: number,
  labels: NodeNames,
  objective: string,
): SymbolicDerivative {
  const derivatives = operations.get(node.operation)?.derivatives;
  const derivative = derivatives?.[operand] ?? derivatives?.[0];
  if (!derivative) return { isPlain: false };
  const out = labels.label(node.id);
  const given = {
    operands: node.operands.map((each) => labels.label(each)),
    out,
    up: gradientName(objective, out),
    attributes: node.boundAttributes ?? node.attributes,
  };
  const local = localTemplate(derivative, node, graph);
  const counts = countsOf(graph, node);
  const inSymbols = { ...given, counts: takenLetters(graph, counts) };
  const inNumbers = { ...given, counts };
  const convention = conventionTemplate(derivative, node);
  const contribution = contributionTemplate(derivative, node, operand, graph);
  return {
    isPlain: local !== undefined && plainTemplate.test(local),
    ...(local !== undefined && { local: typesetTemplate(local, inSymbols) }),
    ...(contribution !== undefined && {
      contribution: typesetTemplate(contribution, inSymbols),
    }),
    counted: {
      ...(isCounted(local, counts) && {
        local: typesetTemplate(local, inNumbers),
      }),
      ...(isCounted(contribution, counts) && {
        contribution: (up = given.up) =>
          typesetTemplate(withoutRemarks(contribution), { ...inNumbers, up }),
      }),
    },
    ...(convention !== undefined && {
      convention: fillTemplate(convention, given),
    }),
  };
}

/** Whether letters of a template count elements. */
const counting = new RegExp(`\\{[${countLetters.join("")}]\\}`);

/** The numbers of those letters that the program has as names. */
const takenLetters = (
  { names }: Graph,
  counts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(counts).filter(([letter]) =>
      names.some(({ name }) => name === letter),
    ),
  );

/** What is said in words, and what would say the same again, is left out behind the numbers. */
function withoutRemarks(template: string): string {
  const plain = template.replace(/,? (?:for|to) every .*$/, "");
  const [formula = plain, ...remarks] = plain.split(/(?=,? with |, and )/);
  return [formula, ...remarks.filter((each) => counting.test(each))].join("");
}

/** Whether there is a number for a letter of the template. */
const isCounted = (
  template: string | undefined,
  counts: Readonly<Record<string, string>>,
): template is string =>
  Object.keys(counts).some((letter) => template?.includes(`{${letter}}`));

/** How what is passed back reads: otherwise where one of the operands is a vector, or where a batch shares one. */
export function contributionTemplate(
  derivative: DerivativeFormula,
  { operands, boundAttributes, attributes }: GraphNode,
  operand: number,
  { nodes }: Graph,
): string | undefined {
  const { contributionWithVector, sumsOverBatch } = derivative;
  const contribution =
    derivative.contributionOfAttributes?.(
      boundAttributes ?? attributes,
      operands.length,
    ) ?? derivative.contribution;
  const isVector = (id: NodeId | undefined): boolean =>
    nodes[id ?? -1]?.shape.length === 1;
  // An outer product is no vector.
  const isOther =
    isVector(operands[operand]) && contributionWithVector?.includes("⊗");
  const template =
    operands.some(isVector) && !isOther
      ? (contributionWithVector ?? contribution)
      : contribution;
  if (template === undefined) return undefined;
  const matrices = operands.map((id) => batchSize(nodes[id]));
  const isShared = Math.max(...matrices) > (matrices[operand] ?? 1);
  // A vector has no transpose.
  const plain = template.replace(/\{(\d)\}ᵀ/g, (written, index: string) =>
    isVector(operands[Number(index)]) ? `{${index}}` : written,
  );
  return sumsOverBatch && isShared ? `Σ ${plain}` : plain;
}

/** How many matrices a tensor is a batch of. */
const batchSize = (node: GraphNode | undefined): number =>
  boundSize((node?.boundShape ?? []).slice(0, -2));

const plainTemplate = /^−?(?:\{\d+\}|[\d.]+)$/;

/** The shorter template for literal operands, where there is one. */
function localTemplate(
  derivative: DerivativeFormula,
  { operands, boundAttributes, attributes }: GraphNode,
  { nodes }: Graph,
): string | undefined {
  const literals = operands.map((operand) => {
    const { operation, attributes } = nodes[operand] ?? {};
    const data = attributes?.["data"];
    return operation === "constant" && typeof data === "number"
      ? data
      : undefined;
  });
  return (
    derivative.localOfLiterals?.(literals) ??
    derivative.localOfAttributes?.(boundAttributes ?? attributes) ??
    derivative.local
  );
}
