/** What a call was given besides its operands, as text: `(3)`, `(6, kernel: 5)`, nothing for defaults. */
import type { Attributes } from "../graph/graph.js";
import type { FormalArgument } from "../ops/operation.js";
import { spellAttribute } from "../presentation/attribute-text.js";

/** What becomes of an argument of these kinds is an operand. */
const operandKinds: ReadonlySet<string> = new Set(["tensor", "tensors", "ids"]);

/** Which arguments are told: all that are not their defaults, or those only that a program gives by position. */
export type Told = "all" | "by position";

/** In parentheses, in the signature's order; empty where there is nothing to say. */
export function spellArguments(
  signature: readonly FormalArgument[],
  attributes: Attributes,
  told: Told = "all",
): string {
  const spelled = signature.flatMap((formal) => {
    const { name, kind } = formal;
    const value = spellAttribute(attributes[name]);
    const isDefault = value === spellAttribute(formal.default);
    if (operandKinds.has(kind) || value === undefined || isDefault) return [];
    // `true` alone does not say what is switched on.
    const isNamed = formal.named === true || kind === "switch";
    if (isNamed && told === "by position") return [];
    const text = kind === "text" ? `"${value}"` : value;
    return [isNamed ? `${name}: ${text}` : text];
  });
  return spelled.length === 0 ? "" : `(${spelled.join(", ")})`;
}
