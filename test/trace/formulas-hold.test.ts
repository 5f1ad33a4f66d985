// Every formula of a trace of scalars, read as a person reads it, comes to the number that it claims.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradientName } from "../../language-server/presentation/gradient-names.js";
import { insideAt } from "../../language-server/trace/walk.js";
import { type Numbers, valueOfText } from "./evaluate-text.js";
import { Traced } from "./traced.js";

/** Sides of one equation, and what it is about. */
interface Equation {
  readonly title: string;
  readonly sides: readonly string[];
}

/** Lines that begin with an equals sign go on with the equation above. */
function equationsOf(lines: readonly string[]): Equation[] {
  const equations: { title: string; sides: string[] }[] = [];
  for (const line of lines) {
    const [title = "", ...sides] = line.trim().split(/(?:^| )= /);
    if (sides.length === 0) continue;
    if (title === "") equations.at(-1)?.sides.push(...sides);
    else equations.push({ title, sides });
  }
  return equations;
}

/** What every name and every gradient in a text stands for. */
class Meanings {
  readonly values = new Map<string, number>([["k", -2]]);
  private readonly gradients = new Map<string, number>();

  constructor(private readonly traced: Traced) {
    const { graph } = traced.tape;
    const objective = graph.objective?.name ?? "";
    for (const { name, node } of graph.names)
      this.values.set(name, traced.tape.value(node)?.[0] ?? NaN);
    for (const { id } of graph.nodes) {
      const name = gradientName(objective, traced.labels.label(id));
      const gradient = traced.tape.gradient(id)?.[0];
      if (gradient !== undefined && !this.gradients.has(name))
        this.gradients.set(name, gradient);
    }
  }

  /** With the local derivative that the step is about. */
  at(step: number): Numbers {
    const { trace, tape, labels } = this.traced;
    const { node, wire } = trace.steps.at(step) ?? {};
    const all = new Map([...this.values, ...this.gradients]);
    if (!node || !wire) return all;
    const operand = tape.graph.nodes[node.node]?.operands[wire.operand] ?? -1;
    const local = tape.localDerivative(node.node, wire.operand)?.[0];
    const name = gradientName(labels.label(node.node), labels.label(operand));
    if (local !== undefined) all.set(name, local);
    // Two nodes may read the same: here the step's own are meant.
    this.addGradients(all, [operand, node.node]);
    return all;
  }

  /** With the local derivatives of everything that uses the node; absent where one thing uses it twice. */
  ofNode(id: number): Numbers | undefined {
    const { tape, labels } = this.traced;
    const all = new Map([...this.values, ...this.gradients]);
    const consumers: number[] = [];
    for (const { id: consumer, operands } of tape.graph.nodes)
      for (const [operand, each] of operands.entries()) {
        const local = tape.localDerivative(consumer, operand)?.[0];
        if (each !== id || local === undefined) continue;
        const name = gradientName(labels.label(consumer), labels.label(id));
        if (all.has(name)) return undefined;
        all.set(name, local);
        consumers.push(consumer);
      }
    this.addGradients(all, [...consumers, id]);
    return all;
  }

  private addGradients(
    to: Map<string, number>,
    nodes: readonly number[],
  ): void {
    const { tape, labels } = this.traced;
    for (const id of nodes)
      to.set(
        gradientName(tape.graph.objective?.name ?? "", labels.label(id)),
        tape.gradient(id)?.[0] ?? NaN,
      );
  }
}

/** Twelve digits are shown, and constants such as selu's have four. */
const isClose = (a: number, b: number, size: number): boolean =>
  (!Number.isFinite(a) && !Number.isFinite(b)) ||
  Math.abs(a - b) <=
    1e-3 * Math.max(1e-6, Math.abs(a), Math.abs(b)) + 1e-9 * size;

const convention = "there is no derivative; by convention: ";

/** Judges equations, each read with what its names stand for. */
class Judge {
  readonly wrong: string[] = [];

  constructor(private readonly size: number) {}

  /** All sides come to what the last one does. */
  equation(sides: readonly string[], numbers: Numbers): void {
    if (sides.length < 2) return;
    const claimed = valueOfText(sides.at(-1) ?? "", numbers);
    // Of what is cut no value can be had.
    for (const side of sides.filter((each) => !each.includes("…"))) {
      const said = `${sides.join(" = ")}: ${side}`;
      try {
        const found = valueOfText(side, numbers);
        if (!isClose(found, claimed, this.size))
          this.wrong.push(`${said} is ${found}`);
      } catch (error) {
        this.wrong.push(`${said}: ${String(error)}`);
      }
    }
  }
}

/** What is wrong with the formulas of a program. */
async function mistakes(text: string): Promise<string[]> {
  const traced = Traced.of(text, undefined, 12);
  const meanings = new Meanings(traced);
  const sizes = traced.tape.graph.nodes.map(({ id }) =>
    Math.abs(traced.tape.value(id)?.[0] ?? 0),
  );
  // Formulas of larger numbers overflow where the functions themselves do not.
  if (sizes.some((size) => !(size < 300))) return [];
  const judge = new Judge(Math.max(...sizes, 1));
  const { steps } = traced.trace;
  for (let step = 0; step < steps.length; step++) {
    const numbers = meanings.at(step);
    const at = insideAt(steps, step);
    const { lines } = await traced.step(at);
    const isByConvention = lines.some((line) => line.includes(convention));
    const equations = lines.filter((line) => !line.includes(convention));
    for (const { title, sides } of equationsOf(equations)) {
      const isWhole = !/so far$|^through /.test(title);
      // Where there is no derivative, its formula does not hold.
      const all = isWhole ? [title, ...sides] : sides;
      judge.equation(
        isByConvention ? all.filter((side) => plainProduct.test(side)) : all,
        numbers,
      );
    }
    if (isByConvention) continue;
    const { "Local derivatives": locals = [] } = await traced.rows(at);
    for (const { value } of locals.filter(
      (row) => !row.value.includes("by convention"),
    ))
      judge.equation(value.split(" = "), numbers);
  }
  // The graph's card has the same, and what functions are made of.
  for (const { id, operation } of traced.tape.graph.nodes) {
    const numbers = operation === "constant" ? undefined : meanings.ofNode(id);
    const texts = numbers ? traced.explained(id) : [];
    if (!numbers || texts.some((each) => each.includes(convention))) continue;
    for (const each of texts) judge.equation(each.split(" = "), numbers);
  }
  return judge.wrong;
}

const plainProduct = /^[\d.e·\s−]+$/;

/** Expressions of the names `a`, `b`, `x₁`, `σ2` and of literals, as a program may spell them. */
const { expression } = fc.letrec<{ expression: string; atom: string }>(
  (tie) => ({
    atom: fc.oneof(
      fc.constantFrom("a", "b", "x₁", "σ2", "d", "N", "k"),
      fc.constantFrom("2", "0.5", "3", "1.25"),
    ),
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("atom"),
      fc
        .tuple(
          tie("expression"),
          fc.constantFrom("+", "-", "*", "/", "-", "*"),
          tie("expression"),
        )
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      fc
        .tuple(
          tie("atom"),
          fc.constantFrom("+", "-", "*", "/"),
          tie("expression"),
        )
        .map(([left, operator, right]) => `${left} ${operator} ${right}`),
      tie("expression").map((inner) => `-(${inner})`),
      tie("atom").map((inner) => `-${inner}`),
      tie("atom").map((inner) => `-${inner}^2`),
      fc
        .tuple(tie("expression"), fc.constantFrom("²", "³", "^2", "^-1", "^4"))
        .map(([inner, exponent]) => `(${inner})${exponent}`),
      fc
        .tuple(tie("expression"), tie("atom"))
        .map(([base, exponent]) => `(1 + abs(${base}))^${exponent}`),
      fc
        .tuple(
          fc.constantFrom(
            "σ",
            "tanh",
            "exp",
            "relu",
            "abs",
            "sin",
            "softplus",
            "silu",
            "swish",
            "twice",
          ),
          tie("expression"),
        )
        .map(([name, inner]) => `${name}(${inner})`),
      fc
        .tuple(
          fc.constantFrom("sin", "exp", "sqrt", "log", "abs", "tan", "-"),
          tie("atom"),
          fc.constantFrom("²", "^4", "^k", "^a", "^-2"),
        )
        .map(([name, base, exponent]) => `${name}((${base})${exponent})`),
      tie("atom").map((exponent) => `2^(${exponent}²)`),
      tie("expression").map((inner) => `clip(${inner}, -0.5, 2)`),
      tie("expression").map((inner) => `leaky_relu(${inner}, slope: 0.2)`),
      tie("expression").map((inner) => `elu(${inner}, alpha: 1.5)`),
      fc
        .tuple(tie("expression"), tie("expression"))
        .map(([left, right]) => `where(${left} > 0.3, ${right}, k)`),
      tie("expression").map((inner) => `(${inner}) ^ k`),
      tie("expression").map((inner) => `log(1 + abs(${inner}))`),
      tie("expression").map((inner) => `sqrt(1 + (${inner})^2)`),
      fc
        .tuple(
          fc.constantFrom("max", "min", "less"),
          tie("expression"),
          tie("expression"),
        )
        .map(([name, left, right]) => `${name}(${left}, ${right})`),
    ),
  }),
);

const programs = fc.tuple(expression, expression, expression).map(
  ([p, q, r]) => `fn swish(x) = x * σ(x)
fn twice(x) = x + x
fn less(x, y) = x - y
const k = -2
network R {
  input a = 0.7
  input b = -1.3
  weight x₁ = 0.45
  weight σ2 = -0.8
  weight d = 1.7
  input N = -0.35
  p = ${p}
  q = ${q} + p
  r = (${r}) - q * p
  output f = tanh(r) + p * 0.1 + a + b * x₁ + σ2 * d * N
}`,
);

describe("a formula of a trace", () => {
  it("comes to the number that it claims, whatever the program", async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (text) => {
        expect(await mistakes(text)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
