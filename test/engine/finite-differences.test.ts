// Random scalar graphs: the gradient of the last node by every input, against central differences.
import fc from "fast-check";
import { expect, it } from "vitest";
import { GraphBuilder, single } from "./build-graph.js";

/** Operations without a kink, whose values stay moderate. */
const unary = ["tanh", "sigmoid", "sin", "negate", "softplus", "identity"];
const binary = ["add", "subtract", "multiply"];

interface Step {
  readonly operation: string;
  readonly operands: readonly number[];
}

const step = fc
  .tuple(
    fc.constantFrom(...unary, ...binary),
    fc.nat({ max: 1000 }),
    fc.nat({ max: 1000 }),
  )
  .map(([operation, a, b]): Step => ({
    operation,
    operands: binary.includes(operation) ? [a, b] : [a],
  }));

const point = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 4,
});

/** The graph of the steps, each operand taken among the nodes above; the last step squashed to stay moderate. */
function build(inputs: readonly number[], steps: readonly Step[]) {
  const builder = new GraphBuilder();
  const nodes = inputs.map((number) => builder.input(number));
  for (const { operation, operands } of steps) {
    const chosen = operands.map((at) => nodes[at % nodes.length] ?? 0);
    const node = builder.apply(operation, chosen);
    // Sums and products of large numbers would drown the differences in rounding.
    nodes.push(builder.apply("tanh", [node]));
  }
  const last = nodes.at(-1) ?? 0;
  return {
    tape: builder.run(last),
    inputs: nodes.slice(0, inputs.length),
    last,
  };
}

it("agrees with central differences on random graphs", () => {
  fc.assert(
    fc.property(
      point,
      fc.array(step, { minLength: 1, maxLength: 40 }),
      (at, steps) => {
        const { tape, inputs } = build(at, steps);
        const valueAt = (moved: number[]): number => {
          const { tape: other, last } = build(moved, steps);
          return single(other.value(last));
        };
        for (const [k, node] of inputs.entries()) {
          const width = 1e-5;
          const difference =
            (valueAt(at.map((x, i) => (i === k ? x + width : x))) -
              valueAt(at.map((x, i) => (i === k ? x - width : x)))) /
            (2 * width);
          const gradient = tape.gradient(node);
          expect(Math.abs((gradient?.[0] ?? 0) - difference)).toBeLessThan(
            1e-6 * Math.max(1, Math.abs(difference)),
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});

it("a node's gradient is the sum of what its users pass back", () => {
  fc.assert(
    fc.property(
      point,
      fc.array(step, { minLength: 1, maxLength: 40 }),
      (at, steps) => {
        const { tape, last } = build(at, steps);
        const sums = new Map<number, number>();
        for (const { id, operands } of tape.graph.nodes) {
          for (const [k, operand] of operands.entries()) {
            const passed = tape.contribution(id, k);
            const local = tape.localDerivative(id, k);
            if (!passed) continue;
            expect(single(passed)).toBe(
              0 + single(tape.gradient(id)) * single(local),
            );
            sums.set(operand, (sums.get(operand) ?? 0) + single(passed));
          }
        }
        for (const [node, sum] of sums) {
          if (node === last || !tape.gradient(node)) continue;
          expect(single(tape.gradient(node))).toBeCloseTo(sum, 10);
        }
      },
    ),
    { numRuns: 100 },
  );
});
