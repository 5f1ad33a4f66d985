/** The rows of the variables view: scopes, tensors by index, elements as sums. */
import type { Summary, TensorPart } from "../evaluation/questions.js";
import type { ModelNode } from "../graph/graph-model.js";
import type { NodeId } from "../graph/graph.js";
import { type BoundShape, formatShape } from "../graph/shape.js";
import type {
  TracePosition,
  TraceScope,
  TraceVariable,
} from "../graph/trace-model.js";
import { symbolicDerivative } from "../presentation/derivative-formula.js";
import { plainText } from "../presentation/formula/plain-text.js";
import { gradientName } from "../presentation/gradient-names.js";
import { shownTensor } from "../presentation/trace-lines.js";
import type { DescribeContext } from "./describe.js";
import { hasTerms } from "./sums.js";
import { tensorNow } from "./traced-tensors.js";
import { type TracedTensor, writeReference } from "./variable-reference.js";
import { unitAt } from "./walk.js";

const names: readonly TraceScope["name"][] = [
  "Values",
  "Local derivatives",
  "Upstream",
  "Accumulated gradients",
  "Parameters",
];

/** Where nobody says how many rows are wanted, and as many as are sent at once. */
const mostRows = 1000;

export const scopes = (): TraceScope[] =>
  names.map((name) => ({
    name,
    reference: writeReference({ kind: "scope", scope: name }),
  }));

/** A tensor with what it is called. */
interface Row {
  readonly name: string;
  readonly tensor: TracedTensor;
  readonly evaluateName?: string;
  readonly editable?: boolean;
  /** In place of a value, for a tensor that is none. */
  readonly text?: string;
}

/** The rows of a scope that are known at the position. */
export function scopeRows(
  context: DescribeContext,
  scope: TraceScope["name"],
  at: TracePosition,
): Promise<TraceVariable[]> {
  return variablesOf(context, rowsOf(context, scope, at), at.step);
}

function rowsOf(
  context: DescribeContext,
  scope: TraceScope["name"],
  at: TracePosition,
): Row[] {
  const { trace } = context;
  const { nodes } = trace.drawn.model;
  const current = currentNode(context, at);
  const operands = current ? operandsOf(context, current) : [];
  switch (scope) {
    case "Values": {
      const shown = new Set([...operands, ...(current ? [current] : [])]);
      return nodes
        .filter(
          (node) =>
            node.operation !== "parameter" &&
            (node.name !== undefined || shown.has(node)),
        )
        .map(valueRow);
    }
    case "Parameters":
      return nodes
        .filter(({ operation }) => operation === "parameter")
        .map(valueRow);
    case "Accumulated gradients": {
      const shown = new Set([...operands, ...(current ? [current] : [])]);
      return nodes
        .filter((node) => node.name !== undefined || shown.has(node))
        .map((node) => gradientRow(context, node));
    }
    case "Upstream":
      return current ? [gradientRow(context, current)] : [];
    case "Local derivatives":
      return current ? localRows(context, current) : [];
  }
}

const valueRow = (node: ModelNode): Row => ({
  name: node.label,
  tensor: { kind: "value", node: node.node },
  ...(node.name !== undefined && { evaluateName: node.name }),
  editable: node.literals?.length === 1 && node.shape === "",
});

function gradientRow({ trace }: DescribeContext, node: ModelNode): Row {
  const objective = trace.drawn.network.graph.objective?.name ?? "";
  const name = gradientName(objective, node.label);
  return {
    name,
    tensor: { kind: "gradient", id: node.id },
    ...(node.name !== undefined && { evaluateName: name }),
  };
}

/** The operation that the position is at; of a layer taken as one, its result. */
function currentNode(
  { trace }: DescribeContext,
  at: TracePosition,
): ModelNode | undefined {
  const unit = unitAt(trace.steps, at);
  if (!unit) return undefined;
  const isBackward = trace.steps.passOf(unit.last) === "backward";
  return trace.steps.at(isBackward ? unit.first : unit.last)?.node;
}

function operandsOf(
  { trace }: DescribeContext,
  { node }: ModelNode,
): ModelNode[] {
  const { operands = [], operation } =
    trace.drawn.network.graph.nodes[node] ?? {};
  if (operation === "input" || operation === "parameter") return [];
  return operands.flatMap((operand) => trace.progress.drawnAs(operand) ?? []);
}

/** ∂out/∂operand for each operand that a gradient goes to; what is no elementwise factor as the formula that it is. */
function localRows(context: DescribeContext, current: ModelNode): Row[] {
  const { trace, labels } = context;
  const { graph } = trace.drawn.network;
  const node = graph.nodes[current.node];
  if (!node || node.operation === "input" || node.operation === "parameter")
    return [];
  return node.operands.flatMap((operandId, operand): Row[] => {
    const from = trace.progress.drawnAs(operandId);
    if (!from || graph.nodes[operandId]?.operation === "constant") return [];
    const { local, contribution, counted } = symbolicDerivative(
      graph,
      node,
      operand,
      labels,
      graph.objective?.name ?? "",
    );
    const name = gradientName(current.label, from.label);
    const symbols = local ?? contribution;
    if (symbols === undefined) return [];
    const numbers =
      local === undefined ? counted?.contribution?.() : counted?.local;
    const formula = [symbols, ...(numbers ? [numbers] : [])]
      .map(plainText)
      .join(" = ");
    return [
      {
        name,
        tensor: { kind: "local", consumer: node.id, operand },
        text: local === undefined ? `passes back ${formula}` : formula,
      },
    ];
  });
}

/** Those that are known by now, each with its value. */
async function variablesOf(
  context: DescribeContext,
  rows: readonly Row[],
  step: number,
): Promise<TraceVariable[]> {
  const known = rows.flatMap((row) => {
    if (row.tensor.kind === "expression") return [];
    const now = tensorNow(context.trace, row.tensor, step);
    return now ? [{ row, now }] : [];
  });
  const values = await context.read(known.map(({ now }) => now.of));
  return known.flatMap(({ row, now }, index): TraceVariable[] => {
    const summary = values[index];
    const { name, tensor, evaluateName, editable, text } = row;
    if (!summary)
      return text === undefined ? [] : [{ name, value: text, editable: false }];
    const shown = variableOf(context, name, tensor, [], summary);
    const isNumber = text === undefined || text === shown.value;
    return [
      {
        ...shown,
        ...(!isNumber && { value: `${text} = ${shown.value}` }),
        ...(now.note !== undefined && {
          type: `${shown.type ?? ""}, ${now.note}`,
        }),
        ...(evaluateName !== undefined && { evaluateName }),
        editable: editable ?? false,
      },
    ];
  });
}

/** A tensor, or the part of it at an index, as a row. */
export function variableOf(
  { trace, digits }: DescribeContext,
  name: string,
  tensor: TracedTensor,
  at: readonly number[],
  summary: Summary,
): TraceVariable {
  const [rows] = summary.shape;
  const isElement = rows === undefined;
  const reference = isElement
    ? hasTerms(trace, tensor)
      ? writeReference({ kind: "terms", of: tensor, at })
      : undefined
    : writeReference({ kind: "elements", of: tensor, at });
  return {
    name,
    value: shownTensor(summary, digits),
    type: isElement ? "scalar" : formatShape(summary.shape),
    ...(reference !== undefined && { reference }),
    ...(!isElement && { indexed: rows }),
    editable: false,
  };
}

/**
 * The rows of a tensor from `start` on.
 * @param of the whole tensor
 * @param at which part of it the rows are of
 */
export async function elementRows(
  context: DescribeContext,
  tensor: TracedTensor,
  of: TensorPart,
  shape: BoundShape,
  { at, start = 0, count = mostRows }: ElementWindow,
): Promise<TraceVariable[]> {
  const length = shape[at.length] ?? 0;
  const end = Math.min(length, start + Math.min(count, mostRows));
  const indices = Array.from(
    { length: Math.max(0, end - start) },
    (_, index) => start + index,
  );
  const parts = await context.read(
    indices.map((index) => ({ ...of, at: [...at, index] })),
  );
  const literals =
    tensor.kind === "value" && at.length === shape.length - 1
      ? literalsOf(context, tensor.node)
      : 0;
  return indices.flatMap((index, place): TraceVariable[] => {
    const summary = parts[place];
    if (!summary) return [];
    const name = `[${index}]`;
    const row = variableOf(context, name, tensor, [...at, index], summary);
    return [{ ...row, editable: literals > 0 }];
  });
}

/** How many numbers of the text the value of a node is; 0 where it is none. */
const literalsOf = ({ trace }: DescribeContext, node: NodeId): number =>
  trace.drawn.model.nodes.find((each) => each.node === node)?.literals
    ?.length ?? 0;

export interface ElementWindow {
  readonly at: readonly number[];
  readonly start?: number;
  readonly count?: number;
}
