/** Whether a value's shape fits where it would stand, by the shape rules of the operations' own records. */
import type { Attributes, AttributeValue, NodeId } from "../graph/graph.js";
import { type Shape, sameShape } from "../graph/shape.js";
import { isMismatch } from "../ops/operation.js";
import { type Callable, operations, resolveFunction } from "../ops/registry.js";
import {
  RecordingBuilder,
  withDefaults,
} from "../presentation/reference/recording-builder.js";
import { type Cursor, type Frame, pathBefore } from "./cursor.js";
import type { Sight } from "./names-in-sight.js";
import { ranks } from "./offer.js";
import type { Token } from "./tokens.js";

/** The rank of a name of this shape; `undefined` is a shape that is not known. */
export type Fit = (shape: Shape | undefined) => number;

const anyFits: Fit = () => ranks.good;

const operators: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "subtract",
  "−": "subtract",
  "*": "multiply",
  "·": "multiply",
  "×": "multiply",
  "/": "divide",
  "@": "matmul",
  "==": "equal",
  "!=": "not_equal",
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
};
const factors: ReadonlySet<string> = new Set("* · × / @".split(" "));

/** What the place at the cursor asks of a shape. */
export function fitAt(cursor: Cursor, sight: Sight): Fit {
  return (
    fitOfOperator(cursor, sight) ?? fitOfArgument(cursor, sight) ?? anyFits
  );
}

function fitOfOperator({ tokens }: Cursor, sight: Sight): Fit | undefined {
  const operator = tokens.at(-1)?.text ?? "";
  const operation = operations.get(operators[operator] ?? "");
  if (!operation) return undefined;
  const path = pathBefore(tokens, tokens.length - 1);
  const before = tokens[tokens.length - 2 - path.length];
  // What stands before may belong to the left operand: then its shape is not that of the name.
  if (before && isPartOfOperand(before, operator)) return undefined;
  const left = shapeOf(path, sight);
  if (!left) return undefined;
  return (shape) => {
    if (!shape) return ranks.unknown;
    if (isMismatch(operation.shape([left, shape], {}))) return ranks.misfit;
    return operation.name === "matmul" || sameShape(left, shape)
      ? ranks.fitting
      : ranks.good;
  };
}

function isPartOfOperand({ text }: Token, operator: string): boolean {
  if (text === "^" || text === "." || text === "∂" || factors.has(text))
    return true;
  return (text === "+" || text === "-") && !factors.has(operator);
}

/** For the last operand that a call needs, where those before it are known. */
function fitOfArgument({ frames }: Cursor, sight: Sight): Fit | undefined {
  const call = frames.at(-1);
  if (call?.kind !== "call") return undefined;
  if (call.written.at(-1)?.tokens.length !== 0) return undefined;
  if (sight.callables.some(({ name }) => name === call.callee))
    return undefined;
  const given = positional(call);
  const record = resolveFunction(call.callee, given.length + 1);
  if (!record) return undefined;
  const operands = record.signature.filter(isOperand);
  const needed = operands.filter(
    ({ default: standard }) => standard === undefined,
  );
  if (given.length + 1 < needed.length || given.length >= operands.length)
    return undefined;
  const shapes = given.map((tokens) => shapeOf(tokens, sight));
  if (call.written.at(-1)?.name !== undefined) return undefined;
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < shapes.length) return undefined;
  return (shape) => {
    if (!shape) return ranks.unknown;
    const fits = fitsCall(record, [...known, shape]);
    if (fits === undefined) return ranks.good;
    return fits ? ranks.fitting : ranks.misfit;
  };
}

/** What is given by position before the argument at the cursor, what is piped in first. */
export function positional(
  call: Frame & { readonly kind: "call" },
): (readonly Token[])[] {
  return [
    ...(call.piped ? [call.piped] : []),
    ...call.written
      .slice(0, -1)
      .filter(({ name }) => name === undefined)
      .map(({ tokens }) => tokens),
  ];
}

const isOperand = ({ kind }: { readonly kind: string }): boolean =>
  kind === "tensor" || kind === "ids";

/** Whether a call takes operands of these shapes, other arguments being what they may be; `undefined` where that depends on them. */
export function fitsCall(
  record: Callable,
  shapes: readonly Shape[],
): boolean | undefined {
  const attributes = someAttributes(record);
  if (!attributes) return undefined;
  if (!("kind" in record)) return !isMismatch(record.shape(shapes, attributes));
  if (record.kind === "layer")
    return !("mismatch" in record.parameters(shapes, attributes));
  const builder = new FitBuilder();
  const nodes = shapes.map((shape) => builder.give("", shape));
  record.build(builder, nodes, attributes);
  return !builder.isRefused;
}

class FitBuilder extends RecordingBuilder {
  isRefused = false;

  override refuse(): undefined {
    this.isRefused = true;
  }

  override apply(
    name: string,
    operands: readonly (NodeId | undefined)[],
    attributes?: Attributes,
  ): NodeId | undefined {
    return this.isRefused ? undefined : super.apply(name, operands, attributes);
  }
}

const countable: ReadonlySet<string> = new Set([
  "number",
  "whole",
  "dimension",
  "sizes",
]);

/** The defaults, and 1 for what has none; nothing where a shape or a list is needed. */
function someAttributes({ signature }: Callable): Attributes | undefined {
  const ones: Record<string, AttributeValue> = {};
  for (const formal of signature) {
    if (isOperand(formal) || formal.default !== undefined) continue;
    if (!countable.has(formal.kind)) return undefined;
    ones[formal.name] = 1;
  }
  return withDefaults(signature, ones);
}

/** Of a number, or of a name with members and transpositions behind it. */
export function shapeOf(
  path: readonly Token[],
  { network, values, constants, dimensions }: Sight,
): Shape | undefined {
  const [first] = path;
  if (!first) return undefined;
  if (first.kind === "number") return path.length === 1 ? [] : undefined;
  let length = path.length;
  let isTransposed = false;
  for (; length > 0; length--) {
    const text = path[length - 1]?.text ?? "";
    if (text === "ᵀ") isTransposed = !isTransposed;
    else if (text === "T" && path[length - 2]?.text === ".") {
      isTransposed = !isTransposed;
      length--;
    } else if (text !== "²" && text !== "³") break;
  }
  const name = path
    .slice(0, length)
    .map(({ text }) => text)
    .join("");
  const isScalar = [...constants, ...dimensions].some(
    (each) => each.name === name && each.shape,
  );
  const isKnown =
    name.includes(".") || values.some((each) => each.name === name);
  const shape = isKnown ? network?.shapes.get(name) : isScalar ? [] : undefined;
  return isTransposed ? shape?.toReversed() : shape;
}
