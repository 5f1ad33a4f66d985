/** What a hover says of a function: how it is called, what it computes, and its derivative. Markdown. */
import type { Attributes } from "../graph/graph.js";
import type { Initialiser } from "../ops/initialiser.js";
import type { FormalArgument } from "../ops/operation.js";
import { type Callable, initialisers, overloadsOf } from "../ops/registry.js";
import { clippings, optimizers } from "../ops/optimizers.js";
import { fillTemplate, saysResult } from "./formulas.js";
import { operandNames, spellSignature } from "./signature.js";

/**
 * The documentation of what is built in under this name; absent where nothing is.
 * @param operation what the call at hand runs, which tells those apart that share the name
 */
export function describeFunction(
  name: string,
  operation: string | undefined,
): string | undefined {
  const initialiser = initialisers.get(name);
  if (initialiser) return describeInitialiser(initialiser);
  const records = overloadsOf(name);
  const called = records.filter((record) => record.name === operation);
  const meant = called.length > 0 ? called : records;
  if (meant.length === 0) return undefined;
  return meant.map((record) => describeRecord(name, record)).join("\n\n");
}

/** The documentation of an optimizer, or of a way to clip gradients. */
export function describeSetting(name: string): string | undefined {
  const called = [...optimizers, ...clippings].find(
    (each) => each.name === name,
  );
  if (!called) return undefined;
  const { signature, summary } = called;
  const settings = signature.map(
    (argument) => `- \`${argument.name}\`: ${argument.summary}`,
  );
  return [
    codeBlock([spellSignature(name, signature)]),
    summary,
    settings.join("\n"),
  ].join("\n\n");
}

function describeRecord(name: string, record: Callable): string {
  const { signature, summary, formula } = record;
  const lines = [spellSignature(name, signature)];
  if (formula !== undefined)
    lines.push(saysResult(formula) ? formula : `= ${formula}`);
  return [
    codeBlock([...lines, ...derivatives(name, record)]),
    summary,
    ...conventions(record),
  ].join("\n\n");
}

function describeInitialiser(initialiser: Initialiser): string {
  const { name, signature, formula, summary } = initialiser;
  return `${codeBlock([spellSignature(name, signature), `~ ${formula}`])}\n\n${summary}`;
}

/** `∂sigmoid/∂x = sigmoid(x)(1 − sigmoid(x))`, one line for each operand that has such a formula. */
function derivatives(name: string, record: Callable): string[] {
  if (!("derivatives" in record)) return [];
  const operands = operandNames(record.signature);
  const labels = {
    operands,
    out: `${name}(${operands.join(", ")})`,
    up: "upstream",
    attributes: ownNames(record.signature),
  };
  return record.derivatives.flatMap((derivative, index) => {
    const operand = operands[index];
    const local = derivative?.local;
    if (operand === undefined || local === undefined) return [];
    const formula = fillTemplate(local, labels);
    // Some say themselves what is differentiated: `∂outᵢ/∂xⱼ = …`.
    return [
      formula.startsWith("∂") ? formula : `∂${name}/∂${operand} = ${formula}`,
    ];
  });
}

function conventions(record: Callable): string[] {
  if (!("derivatives" in record)) return [];
  const operands = operandNames(record.signature);
  const attributes = ownNames(record.signature);
  const labels = { operands, out: "the result", attributes };
  const stated = record.derivatives.flatMap(
    (derivative) => derivative?.convention ?? [],
  );
  return [...new Set(stated)].map(
    (convention) => `By convention ${fillTemplate(convention, labels)}.`,
  );
}

/** In a general formula an attribute stands for itself: `{lo}` is `lo`. */
const ownNames = (signature: readonly FormalArgument[]): Attributes =>
  Object.fromEntries(signature.map(({ name }) => [name, name]));

const codeBlock = (lines: readonly string[]): string =>
  `\`\`\`nn\n${lines.join("\n")}\n\`\`\``;
