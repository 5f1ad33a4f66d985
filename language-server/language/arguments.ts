/** Which argument of a call is which: by position, by name, through a pipe; operands as nodes, the rest as attributes. */
import type { AstNode } from "langium";
import type { Attributes, AttributeValue } from "../graph/graph.js";
import type { Operand } from "../ops/composite.js";
import type { FormalArgument } from "../ops/operation.js";
import {
  type Argument,
  type Expression,
  isCall,
  isSwitchLiteral,
} from "../grammar/generated/ast.js";
import { argumentValue } from "./argument-values.js";
import { type Context, report } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { isInitialiserCall } from "./initialisers.js";
import { nearestName } from "./nearest-name.js";
import { excerptOf } from "./source.js";

/** What a pipe brings as the first argument: its value, and how that is written. */
export interface Piped {
  readonly piped: Operand;
  readonly value: Expression;
}

/** An argument as written, or the value that a pipe brings as the first one. */
export type Actual = Argument | Piped;

/** What a call gives for a parameter of a layer: an initialiser or a switch as it stands, anything else as a node. */
export interface GivenParameter {
  readonly value: Expression;
  readonly node?: Operand;
}

export interface BoundArguments {
  /** By position of the signature's tensors; optional ones that are left out are not among them. */
  readonly operands: readonly Operand[];
  readonly attributes: Attributes;
  /** Parameters of a layer that the call sets, by name. */
  readonly parameters: ReadonlyMap<string, GivenParameter>;
}

/** What is called, for messages and for finding each argument's meaning. */
export interface Called {
  readonly name: string;
  readonly signature: readonly FormalArgument[];
  readonly parameterNames?: readonly string[];
}

const isPiped = (actual: Actual): actual is Piped => "piped" in actual;

/** The name that an argument is given by; absent where it is given by position. */
const nameOf = (actual: Actual): string | undefined =>
  isPiped(actual) ? undefined : actual.name;

export const countPositional = (actuals: readonly Actual[]): number =>
  actuals.filter((actual) => nameOf(actual) === undefined).length;

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
  const parameters = new Map<string, GivenParameter>();
  const seen = new Set<string>();
  const positional = signature.filter(({ named }) => !named);
  let position = 0;
  const isInOrder = !reportLatePositional(actuals, context);
  let isUnderstood = isInOrder;
  let isComplete = true;
  for (const actual of actuals) {
    const name = nameOf(actual);
    const target =
      name === undefined
        ? positional[position]
        : targetOf(name, actual, called);
    if (!target) {
      reportUnexpected(called, actual, position, place, context);
      isUnderstood = false;
      continue;
    }
    const isVariadic = typeof target !== "string" && target.kind === "tensors";
    if (name === undefined && !isVariadic) position++;
    const targetName = typeof target === "string" ? target : target.name;
    if (seen.has(targetName) && !isVariadic) {
      // Out of order, a position may be that of an argument that has a name.
      if (name !== undefined || isInOrder)
        report(
          context,
          isPiped(actual) ? place : actual,
          "invalid-argument",
          `The argument \`${targetName}\` of \`${called.name}\` is given twice.`,
        );
      isUnderstood = false;
      continue;
    }
    seen.add(targetName);
    const written = actual.value as Expression | undefined;
    if (!written) {
      // A syntax error, which is said where it is.
      isComplete = false;
    } else if (typeof target === "string") {
      parameters.set(target, givenParameter(written, context));
    } else if (isOperand(target)) {
      const operand = isPiped(actual)
        ? actual.piped
        : lowerExpression(written, context);
      operands.set(target, [...(operands.get(target) ?? []), operand]);
    } else {
      const value = argumentValue(target, written, called.name, context);
      if (value === undefined) isComplete = false;
      else attributes[target.name] = value;
    }
  }
  if (!isUnderstood) return undefined;
  if (reportMissing(called, seen, place, context) || !isComplete)
    return undefined;
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

/** Parameters are evaluated with the other arguments; what is drawn waits for the name that it is drawn under. */
const givenParameter = (value: Expression, context: Context): GivenParameter =>
  isSwitchLiteral(value) || (isCall(value) && isInitialiserCall(value, context))
    ? { value }
    : { value, node: lowerExpression(value, context) };

/** Whether arguments without a default are left out, which is reported. */
function reportMissing(
  called: Called,
  seen: ReadonlySet<string>,
  place: AstNode,
  context: Context,
): boolean {
  const missing = called.signature.filter(
    (formal) => !seen.has(formal.name) && !("default" in formal),
  );
  if (missing.length === 0) return false;
  const described = missing.map(
    ({ name, summary }) => `\`${name}\` (${asPart(summary)})`,
  );
  report(
    context,
    place,
    "missing-argument",
    `\`${called.name}\` needs ${described.join(" and ")}: ${spell(called)}.`,
  );
  return true;
}

/** A sentence as a part of another one. */
const asPart = (sentence: string): string =>
  sentence
    .replace(/\.$/, "")
    .replace(/^\p{Lu}(?=\p{Ll}* )/u, (first) => first.toLowerCase());

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
  const isNamed = (actual: Actual): boolean => nameOf(actual) !== undefined;
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
  name: string,
  { value }: Actual,
  { signature, parameterNames }: Called,
): FormalArgument | string | undefined {
  const formal = signature.find((candidate) => candidate.name === name);
  const isParameter = parameterNames?.includes(name);
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
  const given = nameOf(actual);
  if (given === undefined) {
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
  const nearest = nearestName(given, names);
  report(
    context,
    at,
    "unknown-argument",
    `\`${called.name}\` has no argument named \`${given}\`.${nearest ? ` Did you mean \`${nearest}\`?` : ""} It is ${spell(called)}${called.parameterNames?.length ? `, with parameters ${called.parameterNames.join(", ")}` : ""}.`,
    nearest ? { data: { nearest } } : {},
  );
}
