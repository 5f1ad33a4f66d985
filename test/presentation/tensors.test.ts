// Tensors as labels and in full.
import { describe, expect, it } from "vitest";
import { summarise } from "../../language-server/evaluation/summary.js";
import type { BoundShape } from "../../language-server/graph/shape.js";
import {
  formatElements,
  formatRows,
} from "../../language-server/presentation/elements.js";
import {
  drawHistogram,
  mergeBins,
} from "../../language-server/presentation/histogram.js";
import {
  statistics,
  tensorInFull,
  tensorLabel,
} from "../../language-server/presentation/tensors.js";

const summary = (values: readonly number[], shape: BoundShape, limit = 6) =>
  summarise(Float64Array.from(values), shape, limit);

const label = (values: readonly number[], shape: BoundShape, width = 38) =>
  tensorLabel(summary(values, shape), { digits: 4, width, shape: "first" });

const range = (count: number): number[] => [...Array(count).keys()];

describe("elements", () => {
  it.each([
    [[0.5], [], "0.5"],
    [[0.5], [1, 1], "[[0.5]]"],
    [[1, 2, 3], [3], "[1, 2, 3]"],
    [[1, 2, 3, 4], [2, 2], "[[1, 2], [3, 4]]"],
    [range(8), [2, 2, 2], "[[[0, 1], [2, 3]], [[4, 5], [6, 7]]]"],
  ])("writes %j of shape %j", (values, shape, text) => {
    expect(formatElements(values, shape, String)).toBe(text);
  });

  it("says that there is more", () => {
    expect(formatElements([1, 2], [3], String)).toBe("[1, 2, …]");
    expect(formatElements([1, 2], [2, 2], String)).toBe("[[1, 2], …]");
    expect(formatElements([1, 2, 3], [2, 2], String)).toBe("[[1, 2], [3, …]]");
  });

  it("gives a row a line", () => {
    expect(formatRows(range(4), [2, 2], String)).toBe("[[0, 1],\n [2, 3]]");
    expect(formatRows(range(8), [2, 2, 2], String)).toBe(
      "[[[0, 1],\n  [2, 3]],\n [[4, 5],\n  [6, 7]]]",
    );
  });
});

describe("tensorLabel", () => {
  it("shows up to six elements", () => {
    expect(label([-0.09, -0.09, -0.09], [3])).toBe("[−0.09, −0.09, −0.09]");
    expect(label(range(6), [2, 3])).toBe("[[0, 1, 2], [3, 4, 5]]");
  });

  it("summarises more, and what does not fit", () => {
    expect(label(range(8), [8])).toBe("[8] ████████ 3.5 ± 2.291");
    const wide = range(6).map((value) => value + 0.12345);
    expect(label(wide, [6])).toBe("[6] ██▁██▁██ 2.623 ± 1.708");
  });

  it("leaves the shape out where it does not fit, or was shown before", () => {
    const big = summary(range(64), [8, 8]);
    const at = (width: number, shape: "where it fits" | "left out"): string =>
      tensorLabel(big, { digits: 4, width, shape });
    expect(at(38, "where it fits")).toBe("[8, 8] ████████ 31.5 ± 18.47");
    expect(at(24, "where it fits")).toBe("████████ 31.5 ± 18.47");
    expect(at(38, "left out")).toBe("████████ 31.5 ± 18.47");
  });

  it("cuts digits of a number that does not fit", () => {
    const number = summary([-1.2345678901234568e-300], []);
    const at = (width: number): string =>
      tensorLabel(number, { digits: 17, width, shape: "first" });
    expect(at(30)).toBe("−1.2345678901234568e-300");
    expect(at(12)).toBe("−1.2346e-300");
  });

  it("says that all elements are the same", () => {
    expect(
      label(
        range(12).map(() => 0.1),
        [3, 4],
      ),
    ).toBe("[3, 4] all 0.1");
  });

  it("counts what is not finite", () => {
    expect(label([NaN, ...range(9)], [10])).toBe("[10] 1 of 10 NaN");
    expect(label([Infinity, ...range(9)], [10])).toBe("[10] 1 of 10 infinite");
  });

  it.each([40, 30, 20, 12])("is at most %d characters long", (width) => {
    const values = range(64).map((value) => Math.sin(value) * 1.2345e-7);
    for (const shape of [[64], [8, 8], [1, 2, 2, 2, 2, 2, 2]])
      expect(label(values, shape, width).length).toBeLessThanOrEqual(width);
  });
});

describe("in full", () => {
  it("has every digit, in a program's spelling", () => {
    expect(tensorInFull(summary([-1 / 3, 2], [2]))).toBe(
      "[-0.3333333333333333, 2]",
    );
  });

  it("has statistics of what is finite", () => {
    expect(statistics(summary([NaN, 1, 3, -Infinity], [4]), 4)).toBe(
      "1 of 4 are NaN, 1 of 4 are infinite, mean 2, standard deviation 1, from 1 to 3",
    );
    expect(statistics(summary([3], []), 4)).toBe("");
  });
});

describe("histograms", () => {
  it("tells an empty bin from a nearly empty one", () => {
    expect(drawHistogram([0, 1, 50, 100])).toBe("▁▂▅█");
  });

  it("merges bins without losing a count", () => {
    expect(mergeBins([1, 2, 3, 4, 5, 6, 7, 8], 4)).toEqual([3, 7, 11, 15]);
  });
});
