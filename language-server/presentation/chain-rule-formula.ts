/**
 * The chain rule of one value as formulas, with the program's numbers: for each place where the value is used, the
 * upstream gradient times the local derivative is its contribution, and the contributions add up to the gradient. Hover
 * writes them as text (chain-rule.ts), the graph's card as MathML.
 */
import type { Summary, Use } from "../evaluation/questions.js";
import type { Graph, NodeId } from "../graph/graph.js";
import { chosenElement, placeOf } from "./chosen-element.js";
import { conventionLine } from "./conventions.js";
import {
  type SymbolicDerivative,
  symbolicDerivative,
} from "./derivative-formula.js";
import {
  chained,
  type Formula,
  isFactor,
  numberFormula,
  parenthesised,
  words,
} from "./formula/formula.js";
import { gradientFormula } from "./gradient-names.js";
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

export interface ChainRuleFormula {
  /** `∂L/∂z1` */
  readonly gradient: Formula;
  /** Empty for the objective itself; of very many the first. */
  readonly uses: readonly UseFormula[];
  /** How many uses are not written out. */
  readonly hidden: number;
  /** Where there are several uses: how their contributions become the gradient, in symbols and in numbers. */
  readonly sum?: { readonly symbols: Formula; readonly numbers: Formula };
}

/** One use of the value. */
export interface UseFormula {
  readonly consumer: NodeId;
  readonly operand: number;
  /** What people call the consumer. */
  readonly label: string;
  /**
   * What is equal to the contribution, one step a formula: symbols (`∂L/∂a1 · ∂a1/∂z1`), the local derivative put in
   * (`−0.006399 · a1(1 − a1)`), numbers (`−0.006399 · 0.235 = −0.001504`). One formula where there is nothing to put in.
   */
  readonly steps: readonly Formula[];
  /** Where the derivative does not exist: what was taken for it, in words. */
  readonly convention?: string;
}

/** More uses than these are not written out. */
const mostUses = 12;

export function chainRuleFormula(options: ChainRuleOptions): ChainRuleFormula {
  const { labels, objective, node } = options;
  const links = options.uses
    .slice(0, mostUses)
    .map((use) => new Link(use, options));
  const hidden = options.uses.length - links.length;
  const uses = links.map((link) => ({
    consumer: link.use.consumer,
    operand: link.use.operand,
    label: link.consumer,
    steps: link.steps(),
    ...(link.convention !== undefined && { convention: link.convention }),
  }));
  return {
    gradient: gradientFormula(objective, labels.label(node)),
    uses,
    hidden,
    ...(links.length > 1 && {
      sum: {
        symbols: sumOf(
          links.map((link) => link.symbols),
          hidden,
        ),
        numbers: total(links, hidden, options),
      },
    }),
  };
}

/** `a + b`, and with terms that are not written out `a + b + …`. */
const sumOf = (terms: readonly Formula[], hidden: number): Formula =>
  chained(
    hidden > 0 ? [...terms, { kind: "number", text: "…" }] : terms,
    "+",
    "sum",
  );

/** How the contributions of several uses become the gradient, of the chosen element where there are many. */
function total(
  links: readonly Link[],
  hidden: number,
  { gradient, digits }: ChainRuleOptions,
): Formula {
  const element = chosenElement(gradient);
  const number = (summary: Summary): Formula =>
    numberFormula(formatNumber(summary.elements[element] ?? NaN, digits));
  const sum = sumOf(
    links.map((link) => number(link.use.contribution)),
    hidden,
  );
  return equal([sum, withPlace(number(gradient), gradient)]);
}

/** One use of the value, in words, symbols and numbers. */
class Link {
  readonly consumer: string;
  private readonly upstream: Formula;
  private readonly derivative: SymbolicDerivative;

  constructor(
    readonly use: Use,
    private readonly options: ChainRuleOptions,
  ) {
    const { graph, labels, objective } = options;
    const consumer = graph.nodes[use.consumer];
    this.consumer = labels.label(use.consumer);
    this.upstream = gradientFormula(objective, this.consumer);
    this.derivative = consumer
      ? symbolicDerivative(graph, consumer, use.operand, labels, objective)
      : { isPlain: false };
  }

  /** The contribution in symbols: `∂f/∂f · z`, `∂L/∂a1 · ∂a1/∂z1`, `∂L/∂z ⊗ x`. */
  get symbols(): Formula {
    const { contribution, local, isPlain } = this.derivative;
    if (contribution !== undefined) return contribution;
    if (isPlain && local !== undefined) return this.product(local);
    const { labels, node } = this.options;
    return this.product(gradientFormula(this.consumer, labels.label(node)));
  }

  /** From symbols to numbers, one step each where the local derivative is a formula, otherwise in one. */
  steps(): Formula[] {
    const numbers = this.numbers();
    const { contribution, local, isPlain, counted } = this.derivative;
    if (contribution !== undefined || local === undefined || isPlain) {
      const { upstream } = this.use;
      const up = upstream.size === 1 ? this.text(upstream, 0) : undefined;
      const filled = counted?.contribution?.(up);
      return [equal([this.symbols, ...(filled ? [filled] : []), numbers])];
    }
    const upstream = this.scalarUpstream ?? this.upstream;
    const factors = [local, ...(counted?.local ? [counted.local] : [])];
    return [
      this.symbols,
      ...factors.map((factor) =>
        this.collected(
          times(upstream, isFactor(factor) ? factor : parenthesised(factor)),
        ),
      ),
      numbers,
    ];
  }

  get convention(): string | undefined {
    const { convention } = this.derivative;
    const { kinks, consumer } = this.use;
    return kinks === undefined || convention === undefined
      ? undefined
      : conventionLine(this.options.graph, consumer, kinks, convention);
  }

  private product(local: Formula): Formula {
    const isSum = local.kind === "chain" && !isFactor(local);
    const factor = isSum ? parenthesised(local) : local;
    return this.collected(times(this.upstream, factor));
  }

  /** A value that was stretched gets the sum over all the places that it was stretched to. */
  private collected(product: Formula): Formula {
    return this.isStretched
      ? { kind: "big", symbol: "Σ", body: product }
      : product;
  }

  private get isStretched(): boolean {
    const { upstream, contribution } = this.use;
    return upstream.size > contribution.size;
  }

  private get scalarUpstream(): Formula | undefined {
    const { upstream } = this.use;
    return upstream.size === 1 ? this.number(upstream, 0) : undefined;
  }

  /** `−0.006399 · 0.235 = −0.001504`, of one element where there are many. */
  private numbers(): Formula {
    const { use, options } = this;
    const { gradient } = options;
    const element = chosenElement(gradient);
    const result = withPlace(this.number(use.contribution, element), gradient);
    const { local } = use;
    const isElementwise =
      local?.size === use.contribution.size &&
      use.upstream.size === use.contribution.size;
    if (!isElementwise) return result;
    const factors = times(
      this.number(use.upstream, element),
      this.number(local, element),
    );
    return equal([factors, result]);
  }

  private number(summary: Summary, element: number): Formula {
    return numberFormula(this.text(summary, element));
  }

  private text(summary: Summary, element: number): string {
    return formatNumber(summary.elements[element] ?? NaN, this.options.digits);
  }
}

const times = (a: Formula, b: Formula): Formula =>
  chained([a, b], "·", "product");

/** `a = b = c`, also where one of them is an equation already. */
const equal = (sides: readonly Formula[]): Formula =>
  chained(
    sides.flatMap((side) =>
      side.kind === "chain" &&
      side.operators.every(({ symbol }) => symbol === "=")
        ? side.terms
        : [side],
    ),
    "=",
    "relation",
  );

/** `0.5 at [0, 2]` */
function withPlace(number: Formula, summary: Summary): Formula {
  const place = placeOf(summary);
  return place === ""
    ? number
    : { kind: "sequence", parts: [number, words(place)], separators: [" "] };
}
