/** How a function is called, as text: `clip(x, lo, hi)`, `conv2d(x, channels, kernel:, stride: 1)`. */
import type { FormalArgument } from "../ops/operation.js";
import { formatInFull } from "./numbers.js";

/** What is spelled of an argument, whatever may stand for it. */
type SpelledArgument = Pick<FormalArgument, "name" | "named" | "default"> & {
  readonly kind: string;
};

/** The call with the names of its arguments and their defaults; `…` stands for more of the same, or for no default. */
export function spellSignature(
  name: string,
  signature: readonly SpelledArgument[],
): string {
  return `${name}(${signature.map(spellFormal).join(", ")})`;
}

/** An argument as a signature shows it: with its default where it has one. */
export function spellFormal({
  name,
  kind,
  named,
  default: standard,
}: SpelledArgument): string {
  if (kind === "tensors") return `${name}, …`;
  if (standard === undefined) return named ? `${name}:` : name;
  return `${name}: ${spellDefault(standard)}`;
}

function spellDefault(value: FormalArgument["default"]): string {
  if (typeof value === "number") return formatInFull(value);
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "boolean" ? String(value) : "…";
}

/** The names of the operands that have one each, in the order of a record's derivatives. */
export const operandNames = (signature: readonly FormalArgument[]): string[] =>
  signature
    .filter(({ kind }) => kind === "tensor" || kind === "ids")
    .map(({ name }) => name);
