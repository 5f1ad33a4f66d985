/**
 * How a value and its gradient come about, as equations for the graph's card: symbols first, then this program's
 * numbers.
 */
import type { Summary } from "../evaluation/questions.js";
import type { NodeId } from "../graph/graph.js";
import type { Equation } from "../graph/mathml.js";
import { operations } from "../ops/registry.js";
import {
  chainRuleFormula,
  type ChainRuleOptions,
  type UseFormula,
} from "./chain-rule-formula.js";
import { countsOf } from "./counts.js";
import {
  chained,
  type Formula,
  numberFormula,
  words,
} from "./formula/formula.js";
import { equationMathml } from "./formula/mathml.js";
import { parseFormula } from "./formula/parse.js";
import { plainText } from "./formula/plain-text.js";
import { soFar } from "./gradient-names.js";
import { formatNumber } from "./numbers.js";
import { generalFormula, notationFormula } from "./operation-formula.js";
import { isLiteral } from "./source-text.js";

export interface ExplanationOptions extends Omit<
  ChainRuleOptions,
  "objective" | "gradient"
> {
  readonly value: Summary | undefined;
  readonly gradient: Summary | undefined;
  /** The values of the node's operands. */
  readonly operands: readonly (Summary | undefined)[];
  /** In a trace: how many contributions have yet to come back. The gradient is then the sum of the others. */
  readonly missing?: number;
}

/** The node's value, then its gradient. */
export const explainNode = (options: ExplanationOptions): Equation[] => [
  ...explainValue(options),
  ...explainGradient(options),
];

/** What one use of the value passes back to it. */
export function explainWire(
  options: ExplanationOptions,
  consumer: NodeId,
  operand: number,
): Equation[] {
  const only = options.uses.filter(
    (each) => each.consumer === consumer && each.operand === operand,
  );
  const rule = ruleOf({ ...options, uses: only });
  const [use] = rule?.uses ?? [];
  if (!rule || !use) return [];
  const isOnly = options.uses.length === 1 && !options.missing;
  return [
    equation(
      isOnly ? "gradient" : titleOf(use),
      isOnly ? rule.gradient : undefined,
      rows(use.steps),
    ),
    ...conventionOf(use),
  ];
}

/** What was taken for a derivative that does not exist. */
const conventionOf = ({ convention }: UseFormula): Equation[] =>
  convention === undefined
    ? []
    : [equation("by convention", undefined, [words(convention)])];

/** How the node's value comes about; nothing for a number that is written down. */
export function explainValue(options: ExplanationOptions): Equation[] {
  const { graph, labels, node, value, digits } = options;
  const name = labels.name(node);
  const expression = labels.expression(node);
  const number = numberOf(value, digits);
  // Of a value that is written down there is nothing to explain.
  if (isLiteral(expression)) return [];
  const [left, ...rest] = [
    ...(name === undefined ? [] : [parseFormula(name)]),
    parseFormula(expression),
    ...formulasOf(options),
    ...(number ? [number] : []),
  ];
  const distinct = rest.filter(
    (formula, index) =>
      plainText(formula) !== plainText(rest[index - 1] ?? left ?? formula) ||
      (index === 0 && left === undefined),
  );
  if (!left || distinct.length === 0 || !graph.nodes[node]) return [];
  return [equation("value", left, distinct)];
}

/** What the operation computes: of its operands, and where all are single numbers, of these. */
function formulasOf({
  graph,
  labels,
  node,
  digits,
  operands,
}: ExplanationOptions): Formula[] {
  const found = graph.nodes[node];
  const record = found && operations.get(found.operation);
  if (!found || !record || found.operands.length === 0) return [];
  if (record.family === "source") return [];
  const out = labels.label(node);
  const fill = (
    texts: readonly string[],
    counts?: Readonly<Record<string, string>>,
  ): Formula[] => {
    const formula =
      generalFormula(found, texts, digits) ??
      notationFormula(found, texts, out, counts);
    return formula ? [formula] : [];
  };
  const numbers = operands.map((operand) =>
    operand?.size === 1
      ? formatNumber(operand.elements[0] ?? NaN, digits)
      : undefined,
  );
  const known = numbers.filter((number) => number !== undefined);
  return [
    // An operator's formula is its notation.
    ...(record.callable
      ? fill(found.operands.map((operand) => labels.label(operand)))
      : []),
    ...(known.length === found.operands.length
      ? fill(known, countsOf(graph, found))
      : []),
  ];
}

const numberOf = (
  summary: Summary | undefined,
  digits: number,
): Formula | undefined =>
  summary?.size === 1
    ? numberFormula(formatNumber(summary.elements[0] ?? NaN, digits))
    : undefined;

function ruleOf(options: ExplanationOptions) {
  const { graph, gradient } = options;
  return graph.objective && gradient
    ? chainRuleFormula({
        ...options,
        objective: graph.objective.name,
        gradient,
      })
    : undefined;
}

/** How the node's gradient comes about: as a sum where it is one, and each contribution. */
export function explainGradient(options: ExplanationOptions): Equation[] {
  const { gradient, digits } = options;
  const rule = ruleOf(options);
  if (!rule) return [];
  const [only] = rule.uses;
  if (!only) {
    const number = numberOf(gradient, digits);
    return number && !options.missing
      ? [equation("gradient", rule.gradient, [number])]
      : [];
  }
  if (!rule.sum && !options.missing)
    return [
      equation("gradient", rule.gradient, rows(only.steps)),
      ...conventionOf(only),
    ];
  return [
    ...explainSum(options),
    ...rule.uses.flatMap((use) => [
      equation(titleOf(use), undefined, rows(use.steps)),
      ...conventionOf(use),
    ]),
  ];
}

/** How several contributions become the gradient, or that part of it that has come back. */
export function explainSum(options: ExplanationOptions): Equation[] {
  const rule = ruleOf(options);
  if (!rule?.sum) return [];
  const { symbols, numbers } = rule.sum;
  const { missing = 0 } = options;
  const count = options.uses.length;
  return missing > 0
    ? [
        equation(
          `gradient ${soFar(count, count + missing)}`,
          undefined,
          rows([symbols, numbers]),
        ),
      ]
    : [equation("gradient", rule.gradient, rows([symbols, numbers]))];
}

const titleOf = ({ label }: UseFormula): string => `from ${label}`;

/** What is equal goes on a line each, but numbers with their result on one. */
const rows = ([first, ...rest]: readonly Formula[]): Formula[] => {
  if (!first) return [];
  const isEquation =
    first.kind === "chain" &&
    first.operators.every(({ symbol }) => symbol === "=");
  if (!isEquation) return [first, ...rest];
  const [symbols, ...numbers] = first.terms;
  return [
    ...(symbols ? [symbols] : []),
    ...(numbers.length > 0 ? [chained(numbers, "=", "relation")] : []),
    ...rest,
  ];
};

const equation = (
  title: string,
  left: Formula | undefined,
  steps: readonly Formula[],
): Equation => ({
  title,
  mathml: equationMathml(left, steps),
  text: [...(left ? [left] : []), ...steps].map(plainText).join(" = "),
});
