/** The labels behind every statement of a network that the editor shows a part of. */
import type {
  LiveEvaluations,
  NetworkValues,
} from "../evaluation/live-evaluations.js";
import type { QuantityOf, Summary } from "../evaluation/questions.js";
import type { Summaries } from "../evaluation/summaries.js";
import type { Graph, NamedValue, NodeId, SourceRange } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import {
  type Label,
  type LabelStyle,
  checkLabel,
  gradientLabel,
  shapeLabel,
  valueLabel,
} from "../presentation/labels.js";
import { isLiteral } from "../presentation/source-text.js";
import type { OpenProgram } from "./programs.js";
import type { Settings } from "./settings.js";

export type LabelKind = "shape" | "value" | "gradient" | "check";

export interface StatementLabel {
  readonly kind: LabelKind;
  /** The statement that it stands behind. */
  readonly statement: SourceRange;
  readonly label: Label;
}

export interface StatementLabelsContext {
  readonly program: OpenProgram;
  readonly evaluations: LiveEvaluations;
  readonly summaries: Summaries;
  readonly settings: Settings;
  /** Whether a statement is in the part of the file that is shown. */
  readonly isShown: (statement: SourceRange) => boolean;
  /** Whether a trace of the network is shown: its numbers are then the debugger's, see traced-values.ts. */
  readonly isTraced: (network: LoweredNetwork) => boolean;
}

/** In the order of the networks; within one, names first and then checks. */
export async function statementLabels(
  context: StatementLabelsContext,
): Promise<StatementLabel[]> {
  const { program, evaluations, isShown } = context;
  const labels: StatementLabel[] = [];
  for (const network of program.lowered.networks) {
    if (!isShown(network.source)) continue;
    if (context.isTraced(network)) {
      labels.push(...layerLabels(network, context));
      continue;
    }
    const values = evaluations.valuesOf(program, network);
    labels.push(
      ...(await nameLabels(network, values, context)),
      ...checkLabels(network, values, context),
    );
  }
  return labels;
}

/** The shapes of layers, which are shown beside numbers too. */
function layerLabels(
  network: LoweredNetwork,
  context: StatementLabelsContext,
): StatementLabel[] {
  return network.graph.names
    .filter(
      ({ kind, inner, statement }) =>
        kind === "layer" && !inner && context.isShown(statement),
    )
    .flatMap((name) => labelsOf(name, network, noNumbers, context));
}

const noNumbers: Evaluated = {
  value: undefined,
  gradient: undefined,
  isStale: false,
  objective: undefined,
};

async function nameLabels(
  network: LoweredNetwork,
  values: NetworkValues | undefined,
  context: StatementLabelsContext,
): Promise<StatementLabel[]> {
  const names = network.graph.names.filter(
    ({ kind, inner, statement }) =>
      kind !== "parameter" && !inner && context.isShown(statement),
  );
  const nodes = nodesOf(names, network, values);
  const [found, gradients] = await Promise.all([
    read(nodes, "value", values, context),
    read(nodes, "gradient", values, context),
  ]);
  return names.flatMap((name, index) => {
    const evaluated: Evaluated = {
      value: found[index],
      gradient: gradients[index],
      isStale: values?.isStale ?? false,
      objective: values?.network.graph.objective?.name,
    };
    return labelsOf(name, network, evaluated, context);
  });
}

/** The nodes of names where they were evaluated: under the same names, where that was an older text. */
function nodesOf(
  names: readonly NamedValue[],
  network: LoweredNetwork,
  values: NetworkValues | undefined,
): (NodeId | undefined)[] {
  if (!values) return names.map(() => undefined);
  if (values.network === network) return names.map(({ node }) => node);
  const old = new Map(
    values.network.graph.names.map(({ name, node }) => [name, node]),
  );
  return names.map(({ name }) => old.get(name));
}

/** Summaries by position in `nodes`; absent for a node that is absent, or has no such quantity. */
async function read(
  nodes: readonly (NodeId | undefined)[],
  quantity: QuantityOf["quantity"],
  values: NetworkValues | undefined,
  { summaries, settings: { inlayHints } }: StatementLabelsContext,
): Promise<(Summary | undefined)[]> {
  const isWanted =
    quantity === "value" ? inlayHints.values : inlayHints.gradients;
  const of = nodes
    .filter((node) => node !== undefined)
    .map((node) => ({ node, quantity }));
  if (!isWanted || !values || of.length === 0) return [];
  const answers = (await summaries.read(values.run, of)).values();
  return nodes.map((node) =>
    node === undefined ? undefined : answers.next().value,
  );
}

export interface Evaluated {
  readonly value: Summary | undefined;
  readonly gradient: Summary | undefined;
  readonly isStale: boolean;
  readonly objective: string | undefined;
}

/** Shape, value and gradient of one name, as far as they are known, wanted, and not written there anyway. */
export function labelsOf(
  name: NamedValue,
  { graph }: LoweredNetwork,
  { value, gradient, isStale, objective }: Evaluated,
  { program, settings }: Pick<StatementLabelsContext, "program" | "settings">,
): StatementLabel[] {
  const { statement } = name;
  const style: LabelStyle = { digits: settings.digits, isStale };
  const labels: StatementLabel[] = [];
  const add = (kind: LabelKind, label: Label): void => {
    labels.push({ kind, statement, label });
  };
  const textAt = ({ start, end }: SourceRange): string =>
    program.document.getText().slice(start, end);
  const node = graph.nodes[name.node];
  const isEvaluated = value !== undefined || gradient !== undefined;
  const showsShape =
    settings.inlayHints.shapes &&
    node !== undefined &&
    (name.kind === "layer" ||
      (!isEvaluated && !hasShapeAnnotation(name, textAt(statement))));
  if (showsShape) add("shape", shapeLabel(node.boundShape ?? node.shape));
  if (value && !isLiteral(textAt(valueSource(name, graph))))
    add("value", valueLabel(name.name, value, style, !showsShape));
  if (gradient && objective !== undefined && objective !== name.name)
    add("gradient", gradientLabel(objective, name.name, gradient, style));
  return labels;
}

/** Where the expression stands that gives the name its value. */
function valueSource({ node }: NamedValue, { nodes }: Graph): SourceRange {
  const found = nodes[node];
  const isGiven =
    found?.operation === "input" || found?.operation === "parameter";
  const operand = isGiven ? nodes[found.operands[0] ?? -1] : undefined;
  return (operand ?? found)?.source ?? { file: 0, start: 0, end: 0 };
}

/** Whether the statement says the shape itself: `input x: [batch, 4]`. */
function hasShapeAnnotation(
  { source, statement }: NamedValue,
  text: string,
): boolean {
  return /^\s*:/.test(text.slice(source.end - statement.start));
}

function checkLabels(
  network: LoweredNetwork,
  values: NetworkValues | undefined,
  { isShown, settings }: StatementLabelsContext,
): StatementLabel[] {
  const outcome = values?.run.result;
  if (!values || outcome?.kind !== "evaluated" || !settings.inlayHints.values)
    return [];
  const { isStale } = values;
  const style = { digits: settings.digits, isStale };
  // In another version of the text a check is recognised by its words.
  const old = new Map(
    values.network.graph.checks.map(({ text }, index) => [text, index]),
  );
  return network.graph.checks.flatMap((check, index) => {
    if (!isShown(check.source)) return [];
    const position = isStale ? old.get(check.text) : index;
    const result = outcome.checks[position ?? -1];
    const label = result && checkLabel(check.text, result, style);
    return label
      ? [{ kind: "check", statement: check.source, label } as const]
      : [];
  });
}
