/** How an operation is written with what it was given besides its operands: `sum({0}, axis: 0)`, `{0}[1:, 0]`. */
import type { Attributes, AttributeValue } from "../graph/graph.js";
import type { Operation } from "../ops/operation.js";
import { spellAttribute } from "./attribute-text.js";

/** A template as in the record, with the arguments that differ from their defaults; absent where there is none. */
export function notationWithArguments(
  { notation, signature }: Operation,
  attributes: Attributes,
): string | undefined {
  if (notation === undefined) return undefined;
  const { subscripts } = attributes;
  if (Array.isArray(subscripts))
    return notation.replace("[…]", subscriptsText(subscripts));
  if (!isCall.test(notation)) return notation;
  const missing = signature.flatMap(({ name, kind, default: standard }) => {
    if (operandKinds.has(kind) || notation.includes(`{${name}}`)) return [];
    const given = spellAttribute(attributes[name]);
    const isDefault = given === spellAttribute(standard);
    return given === undefined || isDefault ? [] : [`${name}: ${given}`];
  });
  return [notation.slice(0, -1), ...missing].join(", ") + ")";
}

const isCall = /^\w+\(.*\)$/;
const operandKinds: ReadonlySet<string> = new Set(["tensor", "tensors", "ids"]);

const subscriptsText = (subscripts: readonly AttributeValue[]): string =>
  `[${subscripts.map((each) => subscript(each)).join(", ")}]`;

/** `0`, `1:`, `::−1` */
function subscript(value: AttributeValue): string {
  if (!Array.isArray(value)) return spellAttribute(value) ?? "";
  const parts = value as readonly AttributeValue[];
  const [start, stop, step] = parts.map((each) => spellAttribute(each) ?? "");
  const range = `${start ?? ""}:${stop ?? ""}`;
  return step === undefined || step === "" || step === "1"
    ? range
    : `${range}:${step}`;
}
