/**
 * Every operation of the registry against central finite differences on random shapes, broadcasting and one-element
 * tensors included. A new record is tested as soon as `samples.ts` can make inputs for it, and fails until it can.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Operation } from "../../language-server/ops/operation.js";
import { operations } from "../../language-server/ops/registry.js";
import { Draw } from "./draw.js";
import {
  hasGradient,
  runBackward,
  runForward,
  type Tensor,
} from "./run-operation.js";
import { type Sample, samples } from "./samples.js";

const difference = 1e-5;
const tolerance = 1e-6;

/** Σ weights · output, with weights that no symmetry of the output can cancel. */
const weightOf = (element: number): number => Math.cos(1 + 2 * element);

const tested = [...operations.values()].filter(
  ({ family, name }) => family !== "source" || name in samples,
);

describe.each(tested.map((operation) => [operation.name, operation] as const))(
  "%s",
  (name, operation) => {
    it("passes back what finite differences say", () => {
      const maker = samples[name];
      expect(maker, `samples.ts has no inputs for ${name}`).toBeDefined();
      if (!maker) return;
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          checkGradients(operation, maker(new Draw(seed)));
        }),
        { numRuns: 60 },
      );
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          checkGradients(operation, maker(new Draw(seed, 1)));
        }),
        { numRuns: 10 },
      );
    });
  },
);

function checkGradients(operation: Operation, sample: Sample): void {
  const { operands, attributes, fixed = [] } = sample;
  const run = runForward(operation, operands, attributes);
  expect(run.output.data.some(Number.isNaN)).toBe(false);
  const upstream = run.output.data.map((_, i) => weightOf(i));
  for (const [operand, { data }] of operands.entries()) {
    if (!hasGradient(operation, operand)) continue;
    const gradient = runBackward(run, upstream, operand);
    if (fixed.includes(operand)) {
      expect(gradient.every((each) => each === 0)).toBe(true);
      continue;
    }
    for (const element of data.keys()) {
      const found = gradient[element] ?? NaN;
      const wanted = finiteDifference(operation, sample, operand, element);
      const scale = Math.max(1, Math.abs(wanted));
      if (Math.abs(found - wanted) <= tolerance * scale) continue;
      expect.fail(
        `∂/∂operand ${operand}, element ${element}: the record says ${found}, finite differences ${wanted}\n` +
          JSON.stringify({ operands: operands.map(plain), attributes }),
      );
    }
  }
}

function finiteDifference(
  operation: Operation,
  { operands, attributes }: Sample,
  operand: number,
  element: number,
): number {
  const valueAt = (shift: number): number => {
    const moved = operands.map(({ shape, data }, each) => ({
      shape,
      data:
        each === operand
          ? data.map((value, i) => (i === element ? value + shift : value))
          : data,
    }));
    const { data } = runForward(operation, moved, attributes).output;
    return data.reduce((sum, value, i) => sum + weightOf(i) * value, 0);
  };
  return (valueAt(difference) - valueAt(-difference)) / (2 * difference);
}

const plain = ({ shape, data }: Tensor): object => ({
  shape,
  data: Array.from(data),
});
