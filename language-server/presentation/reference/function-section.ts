/** The section of one function in `docs/functions.md`, from its record. */
import type { Initialiser } from "../../ops/initialiser.js";
import type { Operation } from "../../ops/operation.js";
import { type Callable, overloadsOf } from "../../ops/registry.js";
import { saysResult } from "../formulas.js";
import { spellSignature } from "../signature.js";
import { argumentList } from "./argument-list.js";
import {
  conventionsOf,
  derivativesOfBuilt,
  derivativesOfOperation,
  withoutGradient,
} from "./derivative-lines.js";
import { costLine, exampleBlocks, parameterList } from "./example-blocks.js";
import { codeBlock } from "./markdown.js";
import { type WorkedExample, workOut } from "./worked-example.js";

/** All that answers to the name, one after the other: `max(x)` and `max(a, b)`. */
export function functionSection(name: string): string {
  return [
    `### ${name}`,
    ...overloadsOf(name).flatMap((record) => describe(name, record)),
  ].join("\n\n");
}

/** @param spelling how a program writes the operator: `a + b` */
export function operatorSection(operator: Operation, spelling: string): string {
  const { name, summary, examples = [] } = operator;
  const worked = examples.map((example) => ({
    ...workOut(name, operator, example),
    call: spelling,
  }));
  return [
    `### ${name}`,
    codeBlock("text", [spelling, ...derivativesOfOperation(operator)]),
    summary,
    ...conventions(operator),
    ...exampleBlocks(worked),
  ].join("\n\n");
}

export function initialiserSection(initialiser: Initialiser): string {
  const { name, signature, formula, summary } = initialiser;
  return [
    `### ${name}`,
    codeBlock("text", [spellSignature(name, signature), `~ ${formula}`]),
    summary,
    ...argumentList(signature),
  ].join("\n\n");
}

function describe(name: string, record: Callable): string[] {
  const { signature, summary, formula, aliases = [], examples = [] } = record;
  const worked = examples.map((example) => workOut(name, record, example));
  const isOperation = !("kind" in record);
  return [
    codeBlock("text", [
      spellSignature(name, signature),
      ...(formula === undefined ? [] : [equation(formula)]),
      ...(isOperation
        ? derivativesOfOperation(record)
        : contributionLines(worked)),
    ]),
    [summary, ...aliases.map((alias) => `Also spelled \`${alias}\`.`)].join(
      " ",
    ),
    ...(isElementwise(record) ? [] : argumentList(signature)),
    ...(isOperation ? conventions(record) : partsOf(worked)),
    ...exampleBlocks(worked),
    ...worked.slice(0, 1).flatMap(parameterList),
    ...worked.slice(0, 1).flatMap(costLine),
  ];
}

/** Whether nothing is to be said of its operands that does not hold for its whole family. */
const isElementwise = (record: Callable): boolean =>
  record.family === "elementwise" &&
  record.signature.every(({ kind }) => kind === "tensor") &&
  record.name !== "where";

/** `out = …`, unless the formula says itself what it is of: `hₜ = …`. */
const equation = (formula: string): string =>
  saysResult(formula) ? formula : `out = ${formula}`;

function conventions(operation: Operation): string[] {
  const closed = withoutGradient(operation).map((name) => `\`${name}\``);
  return [
    ...(closed.length > 0 ? [`No gradient goes to ${closed.join(", ")}.`] : []),
    ...conventionsOf(operation).map((each) => `By convention: ${each}.`),
  ];
}

/** The contributions to what the function is given; where they depend on the operands' shapes, for each of these. */
function contributionLines(worked: readonly WorkedExample[]): string[] {
  const byFormulas = new Map<string, WorkedExample>();
  for (const example of worked) {
    const text = derivativesOfBuilt(example)?.join("\n");
    if (text === undefined) continue;
    // Without its bias a layer has the same formulas, but for the last one.
    const isKnown = [...byFormulas.keys()].some((each) =>
      each.startsWith(text),
    );
    if (!isKnown) byFormulas.set(text, example);
  }
  return [...byFormulas].flatMap(([text, { inputs }]) =>
    byFormulas.size > 1
      ? ["", `where ${inputs.join(", ")}`, text]
      : text.split("\n"),
  );
}

/** The operations that a function is made of, where no formula says its contributions. */
function partsOf([example]: readonly WorkedExample[]): string[] {
  if (!example || derivativesOfBuilt(example)) return [];
  const names = example.built.nodes.flatMap(({ operation }) =>
    operation ? [`\`${operation.name}\``] : [],
  );
  const parts = [...new Set(names)].join(", ");
  return [
    `The gradient passes through the operations that it is made of: ${parts}.`,
  ];
}
