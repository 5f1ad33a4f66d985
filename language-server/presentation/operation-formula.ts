/** What an operation computes, as a formula of texts that stand for its operands: names or numbers. */
import type { GraphNode } from "../graph/graph.js";
import { operations } from "../ops/registry.js";
import type { Formula } from "./formula/formula.js";
import { parseFormula, parseTemplate } from "./formula/parse.js";
import { substituted } from "./formula/substitute.js";
import { typesetTemplate } from "./formulas.js";
import { atom } from "./gradient-names.js";
import { formatNumber } from "./numbers.js";
import { notationWithArguments } from "./notation.js";
import { operandNames } from "./signature.js";

/**
 * How the operation is written: `w1 · x`, `σ(z1)`; absent where its record does not say.
 * @param counts what stands for the letters that count elements, themselves where it is left out
 */
export function notationFormula(
  { operation, boundAttributes, attributes }: GraphNode,
  operands: readonly string[],
  out: string,
  counts: Readonly<Record<string, string>> = {},
): Formula | undefined {
  const record = operations.get(operation);
  const given = boundAttributes ?? attributes;
  const notation = record && notationWithArguments(record, given);
  return notation === undefined
    ? undefined
    : typesetTemplate(notation, { operands, out, attributes: given, counts });
}

/** What an elementwise function is: `1 / (1 + e⁻ᶻ)`; absent for operators, which are as they are written. */
export function generalFormula(
  node: GraphNode,
  operands: readonly string[],
  digits: number,
): Formula | undefined {
  const record = operations.get(node.operation);
  if (record?.formula === undefined || record.kernel !== "elementwise")
    return undefined;
  const names = operandNames(record.signature);
  if (!record.callable || names.length !== node.operands.length)
    return undefined;
  const values = new Map(
    names.map((name, index) => [
      name,
      parseFormula(atom(operands[index] ?? "")),
    ]),
  );
  for (const [name, given] of Object.entries(
    node.boundAttributes ?? node.attributes,
  ))
    if (typeof given === "number")
      values.set(name, parseFormula(atom(formatNumber(given, digits))));
  return substituted(parseTemplate(record.formula), values);
}
