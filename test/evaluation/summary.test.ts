// Tensors at a glance.
import { describe, expect, it } from "vitest";
import { summarise } from "../../language-server/evaluation/summary.js";

describe("a summary", () => {
  it("has the statistics of all elements and the first of them", () => {
    expect(summarise(Float64Array.of(1, 2, 3, 6), [2, 2], 2)).toEqual({
      shape: [2, 2],
      size: 4,
      elements: Float64Array.of(1, 2),
      mean: 3,
      std: Math.sqrt(3.5),
      min: 1,
      max: 6,
      histogram: [1, 1, 0, 1, 0, 0, 0, 1],
      nans: 0,
      infinities: 0,
    });
  });

  it("counts what is not finite and leaves it out", () => {
    const data = Float64Array.of(NaN, -Infinity, 4, Infinity, 6);
    expect(summarise(data, [5], 0)).toMatchObject({
      mean: 5,
      std: 1,
      min: 4,
      max: 6,
      nans: 1,
      infinities: 2,
    });
    expect(summarise(Float64Array.of(NaN), [], 0)).toMatchObject({
      mean: NaN,
      std: NaN,
      min: NaN,
      max: NaN,
      histogram: [],
      nans: 1,
    });
  });

  it("of equal numbers has no deviation, whatever rounding does", () => {
    expect(summarise(new Float64Array(3).fill(0.1), [3], 0)).toMatchObject({
      mean: 0.1,
      std: 0,
    });
  });

  it("survives the largest numbers there are", () => {
    const largest = Number.MAX_VALUE;
    const { histogram } = summarise(
      Float64Array.of(-largest, 0, largest),
      [3],
      0,
    );
    expect(histogram).toEqual([1, 0, 0, 0, 1, 0, 0, 1]);
  });
});
