/** Another value for an input or a weight: the edit of the text, or why there is none. */
import type { ModelLiteral, ModelNode } from "../graph/graph-model.js";
import { boundSize, scalarShape } from "../graph/shape.js";
import type { TextRange } from "../graph/graph-model.js";
import { copyableNumber } from "../presentation/numbers.js";
import { flatIndex } from "./element-terms.js";
import type { NetworkTrace } from "./network-trace.js";
import type { VariableReference } from "./variable-reference.js";

export type NumberEdit =
  | {
      readonly kind: "edit";
      readonly range: TextRange;
      readonly text: string;
      readonly value: number;
    }
  | { readonly kind: "problem"; readonly message: string };

/** @param name of the row, as the scope or tensor shows it */
export function numberEdit(
  trace: NetworkTrace,
  reference: VariableReference,
  name: string,
  written: string,
): NumberEdit {
  const value = readNumber(written);
  if (value === undefined)
    return problem(
      `Expected a number such as 0.5, -3 or 1e-3, found \`${written}\`.`,
    );
  const found = literalOf(trace, reference, name);
  if (typeof found === "string") return problem(found);
  return {
    kind: "edit",
    range: found.range,
    text: copyableNumber(value),
    value,
  };
}

const problem = (message: string): NumberEdit => ({ kind: "problem", message });

/** A number as the language or the editor writes it. */
function readNumber(text: string): number | undefined {
  const plain = text.trim().replaceAll("−", "-").replaceAll("_", "");
  const isNumber = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(
    plain,
  );
  const value = Number(plain);
  return isNumber && Number.isFinite(value) ? value : undefined;
}

function literalOf(
  { drawn, progress }: NetworkTrace,
  reference: VariableReference,
  name: string,
): ModelLiteral | string {
  if (reference.kind === "scope") {
    if (reference.scope !== "Values" && reference.scope !== "Parameters")
      return `${name} follows from the program. Only inputs and weights can be set.`;
    const node = drawn.model.nodes.find(({ label }) => label === name);
    if (!node) return `There is no value named ${name}.`;
    const [literal, ...others] = node.literals ?? [];
    if (!literal) return whyNot(node);
    return others.length === 0 && node.shape === ""
      ? literal
      : `${name} has several elements: open it and set one of them.`;
  }
  if (reference.kind === "terms" || reference.of.kind !== "value")
    return `${name} follows from the program. Only inputs and weights can be set.`;
  const { of, at } = reference;
  const node = progress.drawnAs(of.node);
  const index = Number(/^\[(\d+)\]$/.exec(name)?.[1] ?? NaN);
  if (!node || Number.isNaN(index)) return `There is no element ${name}.`;
  if (!node.literals) return whyNot(node);
  const shape = drawn.network.graph.nodes[node.node]?.boundShape ?? scalarShape;
  const place = [...at, index];
  const literal = node.literals[flatIndex(place, shape)];
  const isElement =
    place.length === shape.length &&
    node.literals.length === boundSize(shape) &&
    index < (shape.at(-1) ?? 0);
  return isElement && literal
    ? literal
    : `${name} has several elements: open it and set one of them.`;
}

function whyNot({ label, operation, text }: ModelNode): string {
  return operation === "input" || operation === "parameter"
    ? `The value of ${label} is not written as numbers in the text, but as \`${text}\`. Write numbers there to set them.`
    : `${label} is computed. Only inputs and weights can be set.`;
}
