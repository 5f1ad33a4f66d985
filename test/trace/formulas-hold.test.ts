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
    for (const id of [operand, node.node])
      all.set(
        gradientName(tape.graph.objective?.name ?? "", labels.label(id)),
        tape.gradient(id)?.[0] ?? NaN,
      );
    return all;
  }
}

/** Twelve digits are shown, and constants such as selu's have four. */
const isClose = (a: number, b: number, size: number): boolean =>
  (!Number.isFinite(a) && !Number.isFinite(b)) ||
  Math.abs(a - b) <=
    1e-3 * Math.max(1e-6, Math.abs(a), Math.abs(b)) + 1e-9 * size;

const convention = /there is no derivative; by convention: /;

/** What is wrong with the formulas of a program. */
async function mistakes(text: string): Promise<string[]> {
  const traced = Traced.of(text, undefined, 12);
  const meanings = new Meanings(traced);
  const wrong: string[] = [];
  const largest = Math.max(
    ...[...meanings.values.values()].map(Math.abs).filter(Number.isFinite),
    1,
  );
  for (let step = 0; step < traced.trace.steps.length; step++) {
    const numbers = meanings.at(step);
    const { lines } = await traced.step(insideAt(traced.trace.steps, step));
    const isByConvention = lines.some((line) => convention.test(line));
    const equations = lines.filter((line) => !convention.test(line));
    for (const { title, sides } of equationsOf(equations)) {
      const claimed = sides.at(-1) ?? "";
      const value = valueOfText(claimed, numbers);
      const isWhole = !/so far$|^through /.test(title);
      for (const side of isWhole ? [title, ...sides] : sides) {
        // Of what is cut no value can be had.
        if (side.includes("…")) continue;
        // Where there is no derivative, its formula does not hold.
        if (isByConvention && !/^[\d.e·\s−]+$/.test(side)) continue;
        try {
          const found = valueOfText(side, numbers);
          if (!isClose(found, value, largest))
            wrong.push(`${title} = ${sides.join(" = ")}: ${side} is ${found}`);
        } catch (error) {
          wrong.push(
            `${title} = ${sides.join(" = ")}: ${side}: ${String(error)}`,
          );
        }
      }
    }
  }
  return wrong;
}

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
