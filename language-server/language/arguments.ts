/** From the arguments of a call to what a record takes: operands as nodes, everything else as attributes. */
import type { AstNode } from "langium";
import type { Attributes, AttributeValue } from "../graph/graph.js";
import type { Operand } from "../ops/composite.js";
import type { FormalArgument } from "../ops/operation.js";
import {
  type Argument,
  type Expression,
  isArrayLiteral,
  isSwitchLiteral,
  isTextLiteral,
} from "../grammar/generated/ast.js";
import { foldExpression, foldScalar, foldWhole } from "./constants.js";
import { type Context, report } from "./context.js";
import { lowerDimension } from "./dimensions.js";
import { lowerExpression } from "./expressions.js";
import { nearestName } from "./scope.js";
import { excerptOf } from "./source.js";

/** An argument as written, or the value that a pipe brings as the first one. */
export type Actual = Argument | { readonly piped: Operand };

export interface BoundArguments {
  /** By position of the signature's tensors; optional ones that are left out are not among them. */
  readonly operands: readonly Operand[];
  readonly attributes: Attributes;
  /** Parameters of a layer that the call sets, by name. */
  readonly parameters: ReadonlyMap<string, Expression>;
}

/** What is called, for messages and for finding each argument's meaning. */
export interface Called {
  readonly name: string;
  readonly signature: readonly FormalArgument[];
  readonly parameterNames?: readonly string[];
}

const isPiped = (actual: Actual): actual is { readonly piped: Operand } =>
  "piped" in actual;

export const countPositional = (actuals: readonly Actual[]): number =>
  actuals.filter((actual) => isPiped(actual) || !actual.name).length;

/**
 * Matches arguments with a signature, in the order in which they are written; `undefined` where they do not fit, which
 * is reported. An operand with an error of its own is absent, and the rest is still looked at.
 */
export function bindArguments(
  called: Called,
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): BoundArguments | undefined {
  const { signature } = called;
  const operands = new Map<FormalArgument, Operand[]>();
  const attributes: Record<string, AttributeValue> = {};
  const parameters = new Map<string, Expression>();
  const seen = new Set<string>();
  const positional = signature.filter(({ named }) => !named);
  let position = 0;
  let failed = reportLatePositional(actuals, context);
  for (const actual of actuals) {
    const target =
      isPiped(actual) || !actual.name
        ? positional[position]
        : targetOf(actual, called);
    if (!target) {
      reportUnexpected(called, actual, position, place, context);
      failed = true;
      continue;
    }
    if (isPiped(actual) || !actual.name) {
      if (typeof target !== "string" && target.kind !== "tensors") position++;
    }
    const name = typeof target === "string" ? target : target.name;
    const repeated =
      seen.has(name) &&
      !(typeof target !== "string" && target.kind === "tensors");
    if (repeated && !isPiped(actual)) {
      report(
        context,
        actual,
        "invalid-argument",
        `The argument \`${name}\` of \`${called.name}\` is given twice.`,
      );
      failed = true;
      continue;
    }
    seen.add(name);
    if (typeof target === "string") {
      if (!isPiped(actual)) parameters.set(name, actual.value);
    } else if (isOperand(target)) {
      const operand = isPiped(actual)
        ? actual.piped
        : lowerExpression(actual.value, context);
      operands.set(target, [...(operands.get(target) ?? []), operand]);
    } else if (isPiped(actual)) {
      failed = true;
    } else {
      const value = convert(target, actual.value, called, context);
      if (value === undefined) failed = true;
      else attributes[target.name] = value;
    }
  }
  const missing = signature.filter(
    (formal) => !seen.has(formal.name) && !("default" in formal),
  );
  if (missing.length > 0) {
    report(
      context,
      place,
      "missing-argument",
      `\`${called.name}\` needs ${missing.map(({ name, summary }) => `\`${name}\` (${summary.replace(/\.$/, "")})`).join(" and ")}: ${spell(called)}.`,
    );
    return undefined;
  }
  if (failed) return undefined;
  for (const formal of signature) {
    if (!isOperand(formal) && !(formal.name in attributes))
      attributes[formal.name] = formal.default ?? null;
  }
  return {
    operands: signature.flatMap((formal) => operands.get(formal) ?? []),
    attributes,
    parameters,
  };
}

/** `dense(x, units, bias: true)`, for messages and signatures. */
export function spell({ name, signature }: Called): string {
  const parts = signature.map((formal) => {
    const fallback = "default" in formal ? formal.default : undefined;
    if (formal.kind === "tensors") return `${formal.name}, …`;
    if (!("default" in formal))
      return formal.named ? `${formal.name}:` : formal.name;
    return fallback === null || fallback === undefined
      ? `${formal.name}: …`
      : `${formal.name}: ${typeof fallback === "string" ? `"${fallback}"` : JSON.stringify(fallback)}`;
  });
  return `${name}(${parts.join(", ")})`;
}

const isOperand = ({ kind }: FormalArgument): boolean =>
  kind === "tensor" || kind === "tensors" || kind === "ids";

/** Whether an argument without a name stands behind one with a name, which is reported. */
function reportLatePositional(
  actuals: readonly Actual[],
  context: Context,
): boolean {
  const isNamed = (actual: Actual): boolean =>
    !isPiped(actual) && actual.name !== undefined;
  const firstNamed = actuals.findIndex(isNamed);
  const late = actuals.find(
    (actual, index) =>
      firstNamed >= 0 && index > firstNamed && !isNamed(actual),
  );
  if (!late || isPiped(late)) return false;
  report(
    context,
    late,
    "invalid-argument",
    `\`${excerptOf(late)}\` stands behind an argument with a name: arguments by position come first.`,
  );
  return true;
}

/** What a named argument sets: an argument of the signature, or a parameter by its name. */
function targetOf(
  { name, value }: Argument,
  { signature, parameterNames }: Called,
): FormalArgument | string | undefined {
  const formal = signature.find((candidate) => candidate.name === name);
  const isParameter = name !== undefined && parameterNames?.includes(name);
  // `bias: false` switches a parameter off, `bias: 0` sets it.
  if (isParameter && !(formal?.kind === "switch" && isSwitchLiteral(value)))
    return name;
  return formal;
}

function reportUnexpected(
  called: Called,
  actual: Actual,
  position: number,
  place: AstNode,
  context: Context,
): void {
  const at = isPiped(actual) ? place : actual;
  if (isPiped(actual) || !actual.name) {
    report(
      context,
      at,
      "invalid-argument",
      `\`${called.name}\` takes ${position === 0 ? "no arguments" : `${String(position)} argument${position === 1 ? "" : "s"}`} by position, this is one more: ${spell(called)}.`,
    );
    return;
  }
  const names = [
    ...called.signature.map(({ name }) => name),
    ...(called.parameterNames ?? []),
  ];
  const nearest = nearestName(actual.name, names);
  report(
    context,
    at,
    "unknown-argument",
    `\`${called.name}\` has no argument named \`${actual.name}\`.${nearest ? ` Did you mean \`${nearest}\`?` : ""} It is ${spell(called)}${called.parameterNames?.length ? `, with parameters ${called.parameterNames.join(", ")}` : ""}.`,
  );
}

function convert(
  formal: FormalArgument,
  expression: Expression,
  called: Called,
  context: Context,
): AttributeValue | undefined {
  const what = `the argument \`${formal.name}\` of \`${called.name}\``;
  switch (formal.kind) {
    case "number":
      return foldScalar(expression, context, what);
    case "whole":
    case "axis":
      return foldWhole(expression, context, what);
    case "dimension":
      return lowerDimension(expression, context);
    case "shape":
      return convertList(expression, context, what, lowerDimension);
    case "axes":
    case "sizes":
      if (isTextLiteral(expression) && formal.choices)
        return convertText(formal, expression, what, context);
      return isArrayLiteral(expression)
        ? convertList(expression, context, what, (element) =>
            foldWhole(element, context, what),
          )
        : wholeOrList(expression, context, what);
    case "numbers":
      return convertNumbers(expression, context, what);
    case "switch":
      return isSwitchLiteral(expression)
        ? expression.text === "true"
        : report(
            context,
            expression,
            "invalid-argument",
            `Expected \`true\` or \`false\` for ${what}, found \`${excerptOf(expression)}\`.`,
          );
    case "text":
      return convertText(formal, expression, what, context);
    default:
      return undefined;
  }
}

/** One of the argument's choices, as a string. */
function convertText(
  { choices }: FormalArgument,
  expression: Expression,
  what: string,
  context: Context,
): string | undefined {
  const text = isTextLiteral(expression) ? expression.text : undefined;
  if (text !== undefined && (choices?.includes(text) ?? true)) return text;
  const expected = choices?.map((choice) => `"${choice}"`).join(" or ");
  return report(
    context,
    expression,
    "invalid-argument",
    `Expected ${expected ?? 'a string in "…"'} for ${what}, found \`${excerptOf(expression)}\`.`,
  );
}

function convertList(
  expression: Expression,
  context: Context,
  what: string,
  element: (
    expression: Expression,
    context: Context,
  ) => AttributeValue | undefined,
): AttributeValue | undefined {
  if (!isArrayLiteral(expression))
    return wholeOrList(expression, context, what, true);
  const values: AttributeValue[] = [];
  for (const item of expression.elements) {
    const value = element(item, context);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A constant that is a whole number or, by name, a list of them. */
function wholeOrList(
  expression: Expression,
  context: Context,
  what: string,
  listOnly = false,
): AttributeValue | undefined {
  const value = foldExpression(expression, context, what);
  if (!value) return undefined;
  const numbers = [...value.data];
  if (
    value.shape.length > 1 ||
    !numbers.every(Number.isInteger) ||
    (listOnly && value.shape.length === 0)
  ) {
    return report(
      context,
      expression,
      "invalid-argument",
      `Expected ${listOnly ? "a list of whole numbers in [ ]" : "a whole number or a list of them"} for ${what}, found \`${excerptOf(expression)}\`.`,
    );
  }
  return value.shape.length === 0 ? numbers[0] : numbers;
}

function convertNumbers(
  expression: Expression,
  context: Context,
  what: string,
): AttributeValue | undefined {
  const value = foldExpression(expression, context, what);
  return value && nested(value.shape, value.data, 0);
}

function nested(
  shape: readonly number[],
  data: Float64Array,
  start: number,
): AttributeValue {
  const [length, ...inner] = shape;
  if (length === undefined) return data[start];
  const stride = inner.reduce((product, size) => product * size, 1);
  return Array.from({ length }, (_, index) =>
    nested(inner, data, start + index * stride),
  );
}
