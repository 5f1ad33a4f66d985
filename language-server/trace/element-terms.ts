/** One element written out as the sum that it is: the rows below an element of the variables view. */
import type { ElementSum, Questions } from "../evaluation/questions.js";
import { linearOperands } from "../evaluation/linear-operands.js";
import type { NodeId } from "../graph/graph.js";
import { type BoundShape, scalarShape } from "../graph/shape.js";
import type { TraceVariable } from "../graph/trace-model.js";
import { atom, gradientName } from "../presentation/gradient-names.js";
import { formatNumber } from "../presentation/numbers.js";
import type { DescribeContext } from "./describe.js";
import { tensorNow } from "./traced-tensors.js";
import type { TracedTensor } from "./variable-reference.js";
import { variableOf } from "./variables.js";

/** As many terms are written out, the largest; and as many contributions, the first. */
const mostTerms = 100;

export type AskElementSum = (
  params: Questions["elementSum"]["params"],
) => Promise<ElementSum | "too large" | undefined>;

export async function termRows(
  context: DescribeContext & { readonly askElementSum: AskElementSum },
  tensor: TracedTensor,
  at: readonly number[],
  step: number,
): Promise<TraceVariable[]> {
  const { trace } = context;
  switch (tensor.kind) {
    case "value":
      return trace.progress.hasValue(tensor.node, step)
        ? forwardTerms(context, tensor.node, at)
        : [];
    case "contribution":
      return tensorNow(trace, tensor, step)
        ? backwardTerms(context, tensor, at)
        : [];
    case "gradient": {
      const { steps = [] } = trace.progress.gradient(tensor.id, step) ?? {};
      const uses = trace.progress.usesOf(steps);
      const [only] = uses;
      if (only && uses.length === 1) return backwardTerms(context, only, at);
      return contributionRows(context, steps, at);
    }
    case "local":
    case "expression":
      return [];
  }
}

/** One row for each contribution that has come back. */
async function contributionRows(
  context: DescribeContext,
  steps: readonly number[],
  at: readonly number[],
): Promise<TraceVariable[]> {
  const { trace } = context;
  const uses = trace.progress.usesOf(steps.slice(0, mostTerms));
  const hidden = steps.length - uses.length;
  const parts = await context.read(
    uses.map((use) => ({ kind: "contribution" as const, ...use, at })),
  );
  const rows = uses.flatMap((use, index): TraceVariable[] => {
    const summary = parts[index];
    const through = trace.steps.at(steps[index] ?? -1)?.node.label ?? "?";
    if (!summary) return [];
    const tensor: TracedTensor = { kind: "contribution", ...use };
    return [variableOf(context, `through ${through}`, tensor, at, summary)];
  });
  return hidden > 0
    ? [
        ...rows,
        plainRow("…", `${hidden.toLocaleString("en")} later contributions`),
      ]
    : rows;
}

const plainRow = (name: string, value: string): TraceVariable => ({
  name,
  value,
  editable: false,
});

/** Σⱼ upstream[j] · ∂out[j]/∂in[i] */
async function backwardTerms(
  context: DescribeContext & { readonly askElementSum: AskElementSum },
  { consumer, operand }: { consumer: NodeId; operand: number },
  at: readonly number[],
): Promise<TraceVariable[]> {
  const { trace, digits, askElementSum } = context;
  const { graph } = trace.drawn.network;
  const to = graph.nodes[consumer]?.operands[operand] ?? -1;
  const shape = graph.nodes[to]?.boundShape ?? scalarShape;
  const found = await askElementSum({
    consumer,
    operand,
    direction: "backward",
    element: flatIndex(at, shape),
    most: mostTerms,
  });
  const out = trace.progress.drawnAs(consumer)?.label ?? "out";
  const by = trace.progress.drawnAs(to)?.label ?? "in";
  const outShape = graph.nodes[consumer]?.boundShape ?? scalarShape;
  const element = (label: string, index: readonly number[]): string =>
    index.length === 0 ? label : `${atom(label)}[${index.join(", ")}]`;
  return rowsOfSum(found, digits, (index) => {
    const j = element(out, indexAt(index, outShape));
    const upstream = gradientName(graph.objective?.name ?? "", j);
    return `${upstream} · ${gradientName(j, element(by, at))}`;
  });
}

/** Σᵢ in[i] · ∂out[j]/∂in[i] */
async function forwardTerms(
  context: DescribeContext & { readonly askElementSum: AskElementSum },
  node: NodeId,
  at: readonly number[],
): Promise<TraceVariable[]> {
  const { trace, digits, askElementSum, read } = context;
  const { graph } = trace.drawn.network;
  const found = graph.nodes[node];
  const [operand] = linearOperands(found?.operation ?? "")?.operands ?? [];
  if (!found || operand === undefined) return [];
  const from = found.operands[operand] ?? -1;
  const shape = found.boundShape ?? scalarShape;
  const sum = await askElementSum({
    consumer: node,
    operand,
    direction: "forward",
    element: flatIndex(at, shape),
    most: mostTerms,
  });
  const [value] = await read([{ kind: "value", node, at }]);
  const inShape = graph.nodes[from]?.boundShape ?? scalarShape;
  const label = trace.progress.drawnAs(from)?.label ?? "in";
  const rows = rowsOfSum(sum, digits, (index) => {
    const place = indexAt(index, inShape);
    return place.length === 0 ? label : `${atom(label)}[${place.join(", ")}]`;
  });
  const rest = biasOf(sum, value?.elements[0]);
  return rest === undefined
    ? rows
    : [...rows, plainRow("bias", formatNumber(rest, digits))];
}

/** What the sum lacks of the value, beyond rounding. */
function biasOf(
  sum: ElementSum | "too large" | undefined,
  value: number | undefined,
): number | undefined {
  if (!sum || sum === "too large" || value === undefined) return undefined;
  const rest = value - sum.sum;
  const size = Math.max(Math.abs(value), Math.abs(sum.sum));
  return Math.abs(rest) > 1e-9 * size ? rest : undefined;
}

function rowsOfSum(
  sum: ElementSum | "too large" | undefined,
  digits: number,
  nameOf: (index: number) => string,
): TraceVariable[] {
  if (sum === "too large")
    return [
      plainRow(
        "terms",
        "not written out: the operation is too large to find the terms of one element in time",
      ),
    ];
  if (!sum) return [];
  const number = (value: number): string => formatNumber(value, digits);
  const rows = sum.terms.map(({ index, factor: first, local }) =>
    plainRow(
      nameOf(index),
      `${number(first)} · ${number(local)} = ${number(first * local)}`,
    ),
  );
  const hidden = sum.count - sum.terms.length;
  if (hidden > 0)
    rows.push(plainRow("…", `${hidden.toLocaleString("en")} smaller terms`));
  rows.push(plainRow("sum", number(sum.sum)));
  return rows;
}

export function flatIndex(at: readonly number[], shape: BoundShape): number {
  let flat = 0;
  for (const [axis, index] of at.entries())
    flat = flat * (shape[axis] ?? 1) + index;
  return flat;
}

function indexAt(flat: number, shape: BoundShape): number[] {
  let rest = flat;
  const index: number[] = [];
  for (const dimension of shape.toReversed()) {
    index.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return index;
}
