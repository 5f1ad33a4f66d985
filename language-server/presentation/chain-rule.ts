/**
 * The chain rule of one value, spelled out with the program's numbers: for each place where the value is used, the
 * upstream gradient times the local derivative is its contribution, and the contributions add up to the gradient.
 */
import type { Summary, Use } from "../evaluation/questions.js";
import type { Graph, NodeId } from "../graph/graph.js";
import {
  type SymbolicDerivative,
  symbolicDerivative,
} from "./derivative-formula.js";
import { atom, gradientName } from "./gradient-names.js";
import type { NodeLabels } from "./node-labels.js";
import { formatNumber } from "./numbers.js";

export interface ChainRuleOptions {
  readonly graph: Graph;
  readonly labels: NodeLabels;
  /** The objective's name. */
  readonly objective: string;
  readonly node: NodeId;
  readonly gradient: Summary;
  readonly uses: readonly Use[];
  readonly digits: number;
}

/** The gradient of the value as lines of text, aligned at the equals signs; empty for the objective itself. */
export function chainRule(options: ChainRuleOptions): string[] {
  const { labels, objective, node, uses } = options;
  const title = gradientName(objective, labels.label(node));
  const links = uses.map((use) => new Link(use, options));
  const [only] = links;
  if (!only) return [];
  if (links.length === 1) return align(title, only.steps());
  return [
    ...align(title, [links.map((link) => link.symbols).join(" + ")]),
    ...links.map(
      (link) => `  in ${link.consumer}: ${link.steps().join(" = ")}`,
    ),
    ...align(" ".repeat(title.length), [total(links, options)]),
  ];
}

/** How the contributions of several uses become the gradient, of the chosen element where there are many. */
function total(links: readonly Link[], options: ChainRuleOptions): string {
  const element = chosenElement(options.gradient);
  const number = (summary: Summary): string =>
    formatNumber(summary.elements[element] ?? NaN, options.digits);
  const sum = links.map((link) => number(link.use.contribution)).join(" + ");
  return `${sum} = ${number(options.gradient)}${place(options.gradient)}`;
}

/** `title = first`, and the other lines with their equals sign below. */
function align(title: string, [first = "", ...rest]: string[]): string[] {
  const indent = " ".repeat(title.length);
  return [`${title} = ${first}`, ...rest.map((line) => `${indent} = ${line}`)];
}

/** One use of the value, in words, symbols and numbers. */
class Link {
  readonly consumer: string;
  private readonly upstream: string;
  private readonly derivative: SymbolicDerivative;

  constructor(
    readonly use: Use,
    private readonly options: ChainRuleOptions,
  ) {
    const { graph, labels, objective } = options;
    const consumer = graph.nodes[use.consumer];
    this.consumer = labels.label(use.consumer);
    this.upstream = gradientName(objective, this.consumer);
    this.derivative = consumer
      ? symbolicDerivative(graph, consumer, use.operand, labels, objective)
      : { isPlain: false };
  }

  /** The contribution in symbols: `∂f/∂f · z`, `∂L/∂a1 · ∂a1/∂z1`, `∂L/∂z ⊗ x`. */
  get symbols(): string {
    const { contribution, local, isPlain } = this.derivative;
    if (contribution !== undefined) return contribution;
    if (isPlain && local !== undefined) return this.product(local);
    const { labels, node } = this.options;
    return this.product(gradientName(this.consumer, labels.label(node)));
  }

  /** From symbols to numbers, one line each where the local derivative is a formula, otherwise on one line. */
  steps(): string[] {
    const numbers = this.numbers();
    const { contribution, local, isPlain } = this.derivative;
    if (contribution !== undefined || local === undefined || isPlain)
      return [`${this.symbols} = ${numbers}`];
    const upstream = this.scalarUpstream ?? this.upstream;
    const factor = isProduct(local) ? local : atom(local);
    return [this.symbols, `${upstream} · ${factor}`, numbers];
  }

  /** A value that was stretched gets the sum over all the places that it was stretched to. */
  private product(local: string): string {
    const sum = this.isStretched ? "Σ " : "";
    return `${sum}${this.upstream} · ${local}`;
  }

  private get isStretched(): boolean {
    const { upstream, contribution } = this.use;
    return upstream.size > contribution.size;
  }

  private get scalarUpstream(): string | undefined {
    const { upstream } = this.use;
    return upstream.size === 1 ? this.number(upstream, 0) : undefined;
  }

  /** `−0.006399 · 0.235 = −0.001504`, of one element where there are many. */
  private numbers(): string {
    const { use, options } = this;
    const { gradient } = options;
    const element = chosenElement(gradient);
    const result = `${this.number(use.contribution, element)}${place(gradient)}`;
    const { local } = use;
    const isElementwise =
      local?.size === use.contribution.size &&
      use.upstream.size === use.contribution.size;
    if (!isElementwise) return result;
    return `${this.number(use.upstream, element)} · ${this.number(local, element)} = ${result}`;
  }

  private number(summary: Summary, element: number): string {
    const { digits } = this.options;
    return formatNumber(summary.elements[element] ?? NaN, digits);
  }
}

/** A product that needs no parentheses beside another factor: `a1(1 − a1)`, `2 · x`. */
function isProduct(formula: string): boolean {
  let depth = 0;
  for (const character of Array.from(formula)) {
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (depth === 0 && /[+−/,<>=]/.test(character)) return false;
  }
  return !/\b(?:if|else)\b/.test(formula);
}

/** The element whose gradient is made visible where there are many: the largest of those at hand. */
function chosenElement({ elements }: Summary): number {
  let chosen = 0;
  for (const [index, value] of elements.entries())
    if (Math.abs(value) > Math.abs(elements[chosen] ?? 0)) chosen = index;
  return chosen;
}

/** Which element that is: ` at [0, 2]`; nothing for a single number. */
function place(summary: Summary): string {
  if (summary.size === 1) return "";
  let rest = chosenElement(summary);
  const index: number[] = [];
  for (const dimension of [...summary.shape].reverse()) {
    index.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return ` at [${index.join(", ")}]`;
}
