/** Points without a derivative: the convention of the language reference, and that it is counted, never silent. */
import { describe, expect, it } from "vitest";
import type { Attributes } from "../../language-server/graph/graph.js";
import { operations } from "../../language-server/ops/registry.js";
import { withDefaults } from "./run-function.js";
import {
  countKinks,
  runBackward,
  runForward,
  tensor,
} from "./run-operation.js";

/** Gradients by each operand, given as vectors, for an upstream gradient of ones, and the number of kinks. */
function at(
  name: string,
  operands: readonly (readonly number[])[],
  given: Attributes = {},
): { gradients: number[][]; kinks: number } {
  const operation = operations.get(name);
  if (!operation) throw new Error(`There is no operation ${name}`);
  const run = runForward(
    operation,
    operands.map((data) => tensor([data.length], data)),
    withDefaults(operation.signature, given),
  );
  const upstream = new Float64Array(run.output.data.length).fill(1);
  return {
    gradients: operands.map((_, operand) =>
      Array.from(runBackward(run, upstream, operand)),
    ),
    kinks: countKinks(run),
  };
}

describe("conventions at kinks", () => {
  it.each([
    ["relu", [-1, 0, 1], [0, 0, 1], {}],
    ["abs", [-1, 0, 1], [-1, 0, 1], {}],
    ["leaky_relu", [-1, 0, 1], [0.2, 0.2, 1], { slope: 0.2 }],
    ["sqrt", [4, 0], [0.25, Infinity], {}],
    ["step", [-1, 0, 1], [0, 0, 0], {}],
    ["sign", [-1, 0, 1], [0, 0, 0], {}],
    ["floor", [-0.5, 1, 2.5], [0, 0, 0], {}],
    ["ceil", [-0.5, 1, 2.5], [0, 0, 0], {}],
    ["round", [-0.4, 1, 2.5], [0, 0, 0], {}],
    ["norm", [0, 0], [0, 0], {}],
    ["std", [2, 2], [0, 0], {}],
    ["max", [3, 1, 3, 3], [1 / 3, 0, 1 / 3, 1 / 3], {}],
    ["min", [1, 1, 2], [0.5, 0.5, 0], {}],
    ["l1", [0, -2], [0, -1], {}],
  ] as const)("%s of [%s] passes back [%s]", (name, x, wanted, attributes) => {
    const { gradients, kinks } = at(name, [x], attributes);
    expect(gradients[0]?.map((each) => each + 0)).toEqual(wanted);
    expect(kinks).toBe(1);
  });

  it("clip passes at its bounds", () => {
    const { gradients, kinks } = at("clip", [[-2, -1, 0, 1, 2]], {
      lo: -1,
      hi: 1,
    });
    expect(gradients).toEqual([[0, 1, 1, 1, 0]]);
    expect(kinks).toBe(2);
  });

  it("a tie between two tensors is split in halves", () => {
    for (const name of ["maximum", "minimum"]) {
      const { gradients, kinks } = at(name, [[1], [1]]);
      expect(gradients).toEqual([[0.5], [0.5]]);
      expect(kinks).toBe(1);
    }
  });

  it("a tie among several tensors is split evenly among all of them", () => {
    const { gradients, kinks } = at("maximum_of_many", [[2], [1], [2], [2]]);
    expect(gradients).toEqual([[1 / 3], [0], [1 / 3], [1 / 3]]);
    expect(kinks).toBe(1);
  });

  it("hinge passes nothing at its corner", () => {
    const { gradients, kinks } = at(
      "hinge",
      [
        [1, 0.5],
        [1, 1],
      ],
      {
        reduction: "sum",
      },
    );
    expect(gradients).toEqual([
      [0, -1],
      [0, -0.5],
    ]);
    expect(kinks).toBe(1);
  });

  it("mae passes nothing where prediction and target are equal", () => {
    const { gradients, kinks } = at("mae", [
      [1, 2],
      [1, 4],
    ]);
    expect(gradients).toEqual([
      [0, -0.5],
      [0, 0.5],
    ]);
    expect(kinks).toBe(1);
  });

  it("comparisons and the condition of where have derivative 0", () => {
    expect(at("less", [[1], [1]])).toEqual({ gradients: [[0], [0]], kinks: 1 });
    expect(at("where", [[1], [2], [3]]).gradients).toEqual([[0], [1], [0]]);
  });

  it("a closed gate stops an infinite upstream gradient", () => {
    const relu = operations.get("relu");
    if (!relu) throw new Error("relu is missing");
    const run = runForward(relu, [tensor([2], [-1, 1])], {});
    const upstream = Float64Array.of(Infinity, Infinity);
    expect(Array.from(runBackward(run, upstream, 0))).toEqual([0, Infinity]);
  });
});
