/** Worked examples as Markdown: statements of a network, the parameters that a call owns, what it costs. */
import { formatDimension } from "../../graph/dimension.js";
import { formatShape } from "../../graph/shape.js";
import type { OwnedParameter } from "../../ops/composite.js";
import { formatInFull } from "../numbers.js";
import { codeBlock } from "./markdown.js";
import type { WorkedExample } from "./worked-example.js";

/** Statements that are a program once they stand in a network, examples of the same operands in one block. */
export function exampleBlocks(worked: readonly WorkedExample[]): string[] {
  const byInputs = Map.groupBy(worked, ({ inputs }) => inputs.join("\n"));
  return [...byInputs.values()].map((group) =>
    codeBlock("nn", [
      ...(group[0]?.inputs ?? []).map((input) => `input ${input}`),
      ...group.map((example, index) =>
        statement(example, group.length > 1 ? String(index + 1) : ""),
      ),
    ]),
  );
}

const statement = (
  { shape, call, parameters }: WorkedExample,
  suffix: string,
): string =>
  `${parameters.length > 0 ? "layer " : ""}out${suffix}: ${formatShape(shape)} = ${call}`;

export function parameterList({ parameters, call }: WorkedExample): string[] {
  if (parameters.length === 0) return [];
  const items = parameters.map(
    ({ name, shape, initialiser }) =>
      `- \`${name}\`: \`${formatShape(shape)}\`, \`${spell(initialiser)}\` where it is not set`,
  );
  return [`Parameters of \`${call}\`:`, items.join("\n")];
}

const spell = (initialiser: OwnedParameter["initialiser"]): string =>
  typeof initialiser === "number"
    ? formatInFull(initialiser)
    : `${initialiser.name}(${initialiser.values.join(", ")})`;

export function costLine({ multiplyAdds, call }: WorkedExample): string[] {
  return multiplyAdds === 0
    ? []
    : [`Multiply-adds of \`${call}\`: \`${formatDimension(multiplyAdds)}\`.`];
}
