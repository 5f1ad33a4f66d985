// One element written out as a sum: the terms are the elements of the Jacobian, and they add up to what the tape has.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementSumOf } from "../../language-server/evaluation/element-sum.js";
import type { ElementSum } from "../../language-server/evaluation/questions.js";
import { randomPrograms } from "./random-programs.js";
import { Traced } from "./traced.js";

function sumOf(
  traced: Traced,
  direction: "forward" | "backward",
  consumer: number,
  operand: number,
  element: number,
): ElementSum {
  const sum = elementSumOf(traced.tape, {
    direction,
    consumer,
    operand,
    element,
    most: 1000,
  });
  if (!sum || sum === "too large") throw new Error(sum ?? "no sum");
  return sum;
}

/** The node of that operation. */
function nodeOf({ tape }: Traced, operation: string): number {
  const found = tape.graph.nodes.find((node) => node.operation === operation);
  if (!found) throw new Error(`There is no ${operation}.`);
  return found.id;
}

describe("an element of what comes back", () => {
  it("is the sum over the outputs that it went into", () => {
    const traced = Traced.of(`network N {
      input x: [4, 3] = uniform(-1, 1)
      layer h = x |> dense(5) |> softmax
      loss L = sum(h * h)
    }`);
    const linear = nodeOf(traced, "linear");
    const upstream = traced.tape.gradient(linear) ?? [];
    const weight = traced.tape.value(
      traced.tape.graph.nodes[linear]?.operands[1] ?? 0,
    );
    // ∂L/∂x[2, 1] = Σₖ ∂L/∂z[2, k] · W[k, 1]
    const { terms, count } = sumOf(traced, "backward", linear, 0, 2 * 3 + 1);
    expect(count).toBe(5);
    for (const [unit, { index, factor, local }] of terms.entries()) {
      expect(index).toBe(2 * 5 + unit);
      expect(factor).toBe(upstream[2 * 5 + unit]);
      expect(local).toBeCloseTo(weight?.[unit * 3 + 1] ?? NaN, 14);
    }
  });

  it("adds up to the tape's, whatever the operation", () => {
    fc.assert(
      fc.property(randomPrograms, (text) => {
        const traced = Traced.of(text);
        const { tape, trace } = traced;
        for (let index = 0; index < trace.steps.length; index++) {
          const { kind, node, wire } = trace.steps.at(index) ?? {};
          if (kind !== "backward" || !node || !wire) continue;
          const whole = tape.contribution(node.node, wire.operand);
          for (const [element, value] of whole?.entries() ?? []) {
            const { operand } = wire;
            const { sum } = sumOf(
              traced,
              "backward",
              node.node,
              operand,
              element,
            );
            expect(sum).toBeCloseTo(value, 10);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is found also where the operation says nothing of its Jacobian", () => {
    const traced = Traced.of(`network N {
      input x: [2, 6] = uniform(-1, 1)
      layer h = x |> layer_norm
      output f = sum(h * h * h)
    }`);
    const node = traced.trace.drawn.model.wires.find(
      ({ from }) => from === "x",
    );
    const consumer = traced.trace.progress.node(node?.to ?? "")?.node ?? -1;
    const operand = node?.operand ?? -1;
    const whole = traced.tape.contribution(consumer, operand);
    for (const [element, value] of whole?.entries() ?? []) {
      const { sum, count } = sumOf(
        traced,
        "backward",
        consumer,
        operand,
        element,
      );
      // Only the row that the element is in.
      expect(count).toBeLessThanOrEqual(6);
      expect(sum).toBeCloseTo(value, 10);
    }
  });

  it("of a large layer is found in time", () => {
    const traced = Traced.of(`network N {
      input x: [64, 784] = uniform(0, 1)
      layer h = x |> dense(256)
      output f = mean(h * h)
    }`);
    const linear = nodeOf(traced, "linear");
    const begun = performance.now();
    for (const operand of [0, 1]) {
      const { count } = sumOf(traced, "backward", linear, operand, 1000);
      expect(count).toBe(operand === 0 ? 256 : 64);
    }
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe("an element of a result", () => {
  it("is the sum over the elements that it is made of, and the bias", () => {
    const traced = Traced.of(`network N {
      input x: [1, 1, 4, 4] = uniform(-1, 1)
      layer c = conv2d(x, 2, kernel: 3, bias: 0.5)
      output f = sum(c)
    }`);
    const convolution = nodeOf(traced, "convolution");
    const value = traced.tape.value(convolution);
    const { count, sum } = sumOf(traced, "forward", convolution, 0, 3);
    expect(count).toBe(9);
    expect(sum + 0.5).toBeCloseTo(value?.[3] ?? NaN, 12);
  });
});
