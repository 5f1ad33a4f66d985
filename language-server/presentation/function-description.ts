/** What a hover says of a function: how it is called, what it computes, and its derivative. Markdown. */
import type { Initialiser } from "../ops/initialiser.js";
import type { FormalArgument } from "../ops/operation.js";
import { type Callable, initialisers, overloadsOf } from "../ops/registry.js";
import { fillTemplate } from "./formulas.js";
import { formatInFull } from "./numbers.js";

/** The documentation of what is built in under this name; absent where nothing is. */
export function describeFunction(name: string): string | undefined {
  const initialiser = initialisers.get(name);
  if (initialiser) return describeInitialiser(initialiser);
  const records = overloadsOf(name);
  if (records.length === 0) return undefined;
  return records.map((record) => describeRecord(name, record)).join("\n\n");
}

function describeRecord(name: string, record: Callable): string {
  const { signature, summary, formula } = record;
  const lines = [call(name, signature)];
  if (formula !== undefined) lines.push(`= ${formula}`);
  return [
    codeBlock([...lines, ...derivatives(name, record)]),
    summary,
    ...conventions(record),
  ].join("\n\n");
}

function describeInitialiser(initialiser: Initialiser): string {
  const { name, signature, formula, summary } = initialiser;
  return `${codeBlock([call(name, signature), `~ ${formula}`])}\n\n${summary}`;
}

/** `clip(x, lo, hi)`, `dense(x, units, bias: true)` */
function call(name: string, signature: readonly FormalArgument[]): string {
  const formal = signature.map((argument) => {
    const { name: argumentName, kind, default: fallback } = argument;
    if (kind === "tensors") return `${argumentName}, …`;
    if (fallback === undefined) return argumentName;
    return fallback === null
      ? `${argumentName}: …`
      : `${argumentName}: ${spell(fallback)}`;
  });
  return `${name}(${formal.join(", ")})`;
}

function spell(value: FormalArgument["default"]): string {
  if (typeof value === "number") return formatInFull(value);
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "boolean" ? String(value) : "…";
}

/** `∂sigmoid/∂x = sigmoid(x)(1 − sigmoid(x))`, one line for each operand that has such a formula. */
function derivatives(name: string, record: Callable): string[] {
  if (!("derivatives" in record)) return [];
  const operands = operandNames(record.signature);
  const labels = {
    operands,
    out: `${name}(${operands.join(", ")})`,
    up: "upstream",
    attributes: {},
  };
  return record.derivatives.flatMap((derivative, index) => {
    const operand = operands[index];
    const local = derivative?.local;
    if (operand === undefined || local === undefined) return [];
    return [`∂${name}/∂${operand} = ${fillTemplate(local, labels)}`];
  });
}

function conventions(record: Callable): string[] {
  if (!("derivatives" in record)) return [];
  const operands = operandNames(record.signature);
  const labels = { operands, out: "the result", attributes: {} };
  const stated = record.derivatives.flatMap(
    (derivative) => derivative?.convention ?? [],
  );
  return [...new Set(stated)].map(
    (convention) => `By convention ${fillTemplate(convention, labels)}.`,
  );
}

const operandNames = (signature: readonly FormalArgument[]): string[] =>
  signature
    .filter(({ kind }) => kind === "tensor" || kind === "ids")
    .map(({ name }) => name);

const codeBlock = (lines: readonly string[]): string =>
  `\`\`\`nn\n${lines.join("\n")}\n\`\`\``;
