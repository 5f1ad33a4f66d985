/** Sections 2 to 4: the intermediate functions, their local derivatives, and how they are connected. */
import { parseFormula } from "../formula/parse.js";
import { gradientFormula } from "../gradient-names.js";
import type { NumberedStep, SectionContext } from "./context.js";
import {
  definition,
  conventionOf,
  derivativeOf,
  equal,
  passedBack,
  rightHandSide,
} from "./gates.js";
import { codeSpan, math, table } from "./markdown.js";

export function functionsSection(
  context: SectionContext,
  forward: readonly NumberedStep[],
): string {
  const { names } = context;
  const functions = forward.filter(({ kind }) => kind === "forward");
  const rows = functions.map(({ node, graphNode }) => {
    const general = definition(context, graphNode);
    const right = rightHandSide(context, graphNode);
    return [
      math(equal([names.formula(node), right])),
      general ? math(general) : "",
    ];
  });
  const hasDefinitions = rows.some(([, general]) => general !== "");
  return [
    "## 2. The intermediate functions",
    namesInWords(context, functions.length),
    hasDefinitions
      ? table(["function", "which is"], rows)
      : table(
          ["function"],
          rows.map(([left = ""]) => [left]),
        ),
  ].join("\n\n");
}

function namesInWords({ names }: SectionContext, count: number): string {
  const { numbered } = names;
  const [first] = numbered;
  const last = numbered.at(-1);
  if (first === undefined || last === undefined)
    return "All names are the program's own.";
  const between = numbered.length === 2 ? "and" : "to";
  const which =
    first === last
      ? `${math(parseFormula(first))} is`
      : `${math(parseFormula(first))} ${between} ${math(parseFormula(last))} are`;
  return numbered.length === count
    ? `The program has no names for them; ${which} their names here.`
    : `The names are the program's own where it has some; ${which} named here.`;
}

/** By operand of each function that passes a gradient back, in the order of the functions. */
export function derivativesSection(
  context: SectionContext,
  backward: readonly NumberedStep[],
): string {
  const seen = new Set<string>();
  const rows: { readonly index: number; readonly cells: string[] }[] = [];
  for (const { node, graphNode, wire } of backward) {
    if (!wire || seen.has(wire.id)) continue;
    seen.add(wire.id);
    const convention = conventionInNames(context, graphNode, wire.operand);
    rows.push({
      index: node.node,
      cells: [
        derivative(context, graphNode, wire.operand),
        convention === undefined ? "" : codeSpan(convention),
      ],
    });
  }
  rows.sort((a, b) => a.index - b.index);
  const cells = rows.map((row) => row.cells);
  const hasConventions = cells.some(([, convention]) => convention !== "");
  const isAllFactors = cells.every(([cell = ""]) => !cell.includes("through"));
  return [
    "## 3. Their local derivatives",
    `The derivative of each function by each of its operands.${isAllFactors ? "" : " Where that is a matrix of derivatives and no factor, the product with it is given instead: what is passed back of the gradient that comes to the function."}`,
    hasConventions
      ? table(["local derivative", "where there is none, by convention"], cells)
      : table(
          ["local derivative"],
          cells.map(([left = ""]) => [left]),
        ),
  ].join("\n\n");
}

/** With the names of the operands. */
const conventionInNames = (
  context: SectionContext,
  node: NumberedStep["graphNode"],
  operand: number,
): string | undefined =>
  conventionOf(context, node, operand) === undefined
    ? undefined
    : derivativeOf(context, node, operand).convention;

function derivative(
  context: SectionContext,
  node: NumberedStep["graphNode"],
  operand: number,
): string {
  const { names, objective, trace } = context;
  const used = node.operands[operand] ?? node.id;
  const by = names.label(used);
  const out = names.label(node.id);
  const isTwice = node.operands.filter((each) => each === used).length > 1;
  const which = isTwice ? ` (as operand ${operand + 1})` : "";
  const { local, contribution } = derivativeOf(context, node, operand);
  if (local && !contribution)
    return `${math(equal([gradientFormula(out, by), local]))}${which}`;
  const passed = passedBack(context, node, operand, false);
  const through = `through ${math(parseFormula(out))}`;
  const { progress } = trace;
  const isOnly =
    progress.contributionsTo(progress.drawnAs(used)?.id ?? "").length === 1;
  return isOnly
    ? `${math(equal([gradientFormula(objective, by), passed]))}, ${through}`
    : `to ${math(parseFormula(by))}${which} ${through}: ${math(passed)}`;
}

/** The computational graph as a list of its edges. */
export function graphSection(
  context: SectionContext,
  forward: readonly NumberedStep[],
): string {
  const { names, trace, objective } = context;
  const { wires, nodes } = trace.drawn.model;
  const inPass = new Set(forward.map(({ node }) => node.id));
  const byId = new Map(
    nodes.filter(({ id }) => inPass.has(id)).map((node) => [node.id, node]),
  );
  const users = new Map<string, string[]>();
  for (const { from, to } of wires) {
    const consumer = byId.get(to);
    if (!consumer) continue;
    const known = users.get(from) ?? [];
    known.push(math(names.formula(consumer)));
    users.set(from, known);
  }
  const rows = forward.map(({ node, graphNode, kind }) => [
    math(names.formula(node)),
    kind === "given" ? "given" : codeSpan(node.symbol),
    kind === "given"
      ? ""
      : graphNode.operands
          .map((operand) => math(parseFormula(names.label(operand))))
          .join(", "),
    [...new Set(users.get(node.id) ?? [])].join(", "),
  ]);
  return [
    "## 4. The computational graph",
    `A line for each node: which operation it is, where its operands come from, and where its value goes. The graph ends in ${math(parseFormula(objective))}.`,
    table(["node", "operation", "from", "to"], rows),
  ].join("\n\n");
}
