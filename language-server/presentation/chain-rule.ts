/** The chain rule of one value as lines of text, for hovers. */
import {
  chainRuleFormula,
  type ChainRuleOptions,
} from "./chain-rule-formula.js";
import { plainText } from "./formula/plain-text.js";

/** The gradient of the value, aligned at the equals signs; empty for the objective itself. */
export function chainRule(options: ChainRuleOptions): string[] {
  const { gradient, uses, hidden, sum } = chainRuleFormula(options);
  const title = plainText(gradient);
  const [only] = uses;
  if (!only) return [];
  if (!sum)
    return [
      ...align(title, only.steps.map(plainText)),
      ...(only.convention === undefined ? [] : [only.convention]),
    ];
  return [
    ...align(title, [plainText(sum.symbols)]),
    ...uses.flatMap(({ label, steps, convention }) => [
      `  in ${label}: ${steps.map(plainText).join(" = ")}`,
      ...(convention === undefined ? [] : [`    ${convention}`]),
    ]),
    ...(hidden > 0 ? [`  in ${hidden.toLocaleString("en")} other places`] : []),
    ...align(" ".repeat(title.length), [plainText(sum.numbers)]),
  ];
}

/** `title = first`, and the other lines with their equals sign below. */
function align(title: string, [first = "", ...rest]: string[]): string[] {
  const indent = " ".repeat(title.length);
  return [`${title} = ${first}`, ...rest.map((line) => `${indent} = ${line}`)];
}
