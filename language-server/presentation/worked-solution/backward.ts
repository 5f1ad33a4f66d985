/** Section 6: the backward pass, from the objective to the inputs: upstream gradient × local derivative at each gate. */
import type { Summary, TensorPart } from "../../evaluation/questions.js";
import { placeInNetwork } from "../../graph/places.js";
import { chained, type Formula } from "../formula/formula.js";
import { parseFormula } from "../formula/parse.js";
import { gradientFormula } from "../gradient-names.js";
import { contributionShapes } from "../trace-lines.js";
import {
  type NumberedStep,
  type SectionContext,
  stepNumber,
} from "./context.js";
import { equal, passedBack, passedBackCounted } from "./gates.js";
import { math, table } from "./markdown.js";
import { inNumbers, isBroken, quantity } from "./quantities.js";
import { sectionsByLayer } from "./sections-by-layer.js";

const header = ["step", "gate", "upstream · local", "in numbers"];

export async function backwardSection(
  context: SectionContext,
  all: readonly NumberedStep[],
): Promise<string> {
  const steps = all.filter(({ kind }) => kind !== "arrived");
  const rows = new Map(
    await Promise.all(
      steps.map(async (step) => [step, await rowOf(context, step)] as const),
    ),
  );
  const cellsOf = (step: NumberedStep): readonly string[] =>
    rows.get(step)?.cells ?? [];
  const broken = steps.find((step) => rows.get(step)?.isFirstBroken);
  return [
    "## 6. The backward pass",
    "From the end to the beginning: each gate multiplies the gradient that comes to it (upstream) by its local derivative, and passes the product back. The product is the gradient of the value that it comes to; where several come to one value, they are added up.",
    ...sectionsByLayer(context, steps).flatMap(({ title, steps: inside }) => [
      ...(title === undefined ? [] : [`### ${title}`]),
      table(header, inside.map(cellsOf)),
    ]),
    ...conventions(context),
    ...(broken
      ? [
          `**Not finite:** in step ${stepNumber(broken)} a NaN or an infinity comes back for the first time, though the upstream gradient is finite.`,
        ]
      : []),
  ].join("\n\n");
}

interface Row {
  readonly cells: readonly string[];
  readonly isFirstBroken: boolean;
}

async function rowOf(
  context: SectionContext,
  step: NumberedStep,
): Promise<Row> {
  const { names, objective } = context;
  const { wire, graphNode } = step;
  const gate = math(names.formula(step.node));
  const gradient = (label: string): Formula =>
    gradientFormula(objective, label);
  if (!wire) {
    const seed = math(equal([gradient(objective), parseFormula("1")]));
    const cells = [stepNumber(step), gate, seed, math(parseFormula("1"))];
    return { cells, isFirstBroken: false };
  }
  const { operand } = wire;
  const to = names.label(graphNode.operands[operand] ?? graphNode.id);
  const { upstream, local, contribution, soFar } = await tensorsOf(
    context,
    step,
    operand,
  );
  const isStretched =
    upstream !== undefined &&
    contribution !== undefined &&
    upstream.size > contribution.size;
  const symbols = passedBack(context, graphNode, operand, isStretched);
  const all = context.trace.progress.contributionsTo(wire.from).length;
  const numbers = inNumbersOr(context, step, { upstream, local, contribution });
  return {
    cells: [
      stepNumber(step),
      gate,
      all > 1
        ? `to ${math(parseFormula(to))}: ${math(symbols)}`
        : math(equal([gradient(to), symbols])),
      all > 1
        ? `${numbers}; so far ${sumSoFar(context, step, soFar, to)}`
        : numbers,
    ],
    isFirstBroken:
      contribution !== undefined &&
      isBroken(contribution) &&
      !(upstream && isBroken(upstream)),
  };
}

interface Passed {
  readonly upstream: Summary | undefined;
  readonly local: Summary | undefined;
  readonly contribution: Summary | undefined;
}

async function tensorsOf(
  { read, trace }: SectionContext,
  { wire, graphNode, index }: NumberedStep,
  operand: number,
): Promise<Passed & { readonly soFar: Summary | undefined }> {
  const use = { consumer: graphNode.id, operand };
  const sum: TensorPart = trace.progress.gradient(wire?.from ?? "", index)
    ?.of ?? { kind: "contribution", ...use };
  const [upstream, local, contribution, soFar] = await read([
    { kind: "gradient", node: graphNode.id },
    { kind: "local", ...use },
    { kind: "contribution", ...use },
    sum,
  ]);
  return { upstream, local, contribution, soFar };
}

/** `−0.4283 · 0.2449 = −0.1049`; of large tensors the shapes, and what is passed back at a glance. */
function inNumbersOr(
  context: SectionContext,
  { graphNode, wire }: NumberedStep,
  { upstream, local, contribution }: Passed,
): string {
  const { digits, trace } = context;
  const result = inNumbers(contribution, digits);
  const up = inNumbers(upstream, digits);
  const factor = inNumbers(local, digits);
  const isFactor = local?.size === upstream?.size;
  if (
    result !== undefined &&
    up !== undefined &&
    factor !== undefined &&
    isFactor
  ) {
    const isScalar = upstream?.size === 1;
    const product = chained(
      [factorOf(up), factorOf(factor)],
      isScalar ? "·" : "⊙",
      "product",
    );
    const isStretched = (upstream?.size ?? 0) > (contribution?.size ?? 0);
    const left: Formula = isStretched
      ? { kind: "big", symbol: "Σ", body: product }
      : product;
    return math(equal([left, parseFormula(result)]));
  }
  const counted = passedBackCounted(
    context,
    graphNode,
    wire?.operand ?? 0,
    upstream?.size === 1 ? up?.replace(/[[\]]/g, "") : undefined,
  );
  if (counted)
    return result === undefined
      ? `${math(counted)}: ${quantity(contribution, digits)}`
      : math(equal([counted, parseFormula(result)]));
  const { graph } = trace.drawn.network;
  const shapes = contributionShapes(graph, graphNode, wire?.operand ?? 0);
  const shown = quantity(contribution, digits);
  return shapes === undefined
    ? shown
    : `${shown}, shapes ${math(parseFormula(shapes))}`;
}

/** A negative number that stands behind an operator gets parentheses. */
function factorOf(text: string): Formula {
  const formula = parseFormula(text);
  return formula.kind === "prefixed"
    ? { kind: "fence", fence: "()", items: [formula] }
    : formula;
}

/** What several contributions sum to so far, and how many of them there are. */
function sumSoFar(
  { trace, digits, objective }: SectionContext,
  { wire, index }: NumberedStep,
  soFar: Summary | undefined,
  to: string,
): string {
  const { progress } = trace;
  const from = wire?.from ?? "";
  const all = progress.contributionsTo(from).length;
  const count = progress.gradient(from, index)?.steps.length ?? all;
  const numbers = inNumbers(soFar, digits);
  const gradient = gradientFormula(objective, to);
  const sum =
    numbers === undefined
      ? `${math(gradient)}: ${quantity(soFar, digits)}`
      : math(equal([gradient, parseFormula(numbers)]));
  return `${sum} (${count} of ${all})`;
}

/** Where the gradient went through a point without a derivative, and what was taken instead. */
export function conventions({ problems, trace, names }: SectionContext): string[] {
  const { graph } = trace.drawn.network;
  const lines = problems.flatMap(({ code, message, source }) => {
    if (code !== "derivative-by-convention") return [];
    const node = graph.nodes.find((each) => {
      const place = placeInNetwork(each, graph.groups);
      return (
        place.file === source.file &&
        place.start === source.start &&
        place.end === source.end
      );
    });
    if (!node) return [];
    const last = graph.nodes.findLast(
      (each) =>
        each.source.start === node.source.start &&
        each.source.end === node.source.end &&
        each.source.file === node.source.file,
    );
    return [
      `- ${math(parseFormula(names.label((last ?? node).id)))}: ${message}`,
    ];
  });
  return lines.length === 0
    ? []
    : [
        "**No derivative here.** At these places the local derivative does not exist, and a convention was used:",
        lines.join("\n"),
      ];
}
