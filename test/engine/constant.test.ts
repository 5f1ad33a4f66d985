// Constants are folded by the operations' own rules and kernels.
import { expect, it } from "vitest";
import {
  type Constant,
  evaluateConstant,
} from "../../language-server/engine/constant.js";
import type { Attributes } from "../../language-server/graph/graph.js";
import { operations } from "../../language-server/ops/registry.js";

const scalar = (number: number): Constant => ({
  shape: [],
  data: Float64Array.of(number),
});
const vector = (...numbers: number[]): Constant => ({
  shape: [numbers.length],
  data: Float64Array.from(numbers),
});

function fold(
  name: string,
  inputs: Constant[],
  attributes?: Attributes,
  limit?: number,
) {
  const operation = operations.get(name);
  if (!operation) throw new Error(name);
  return evaluateConstant(operation, inputs, attributes, limit);
}

it("folds scalars", () => {
  expect(fold("divide", [scalar(3), scalar(4)])).toEqual(scalar(0.75));
  expect(fold("leaky_relu", [scalar(-1)], { slope: 0.5 })).toEqual(
    scalar(-0.5),
  );
});

it("broadcasts, and runs tensor kernels", () => {
  expect(fold("multiply", [vector(1, 2, 3), scalar(2)])).toEqual(
    vector(2, 4, 6),
  );
  expect(fold("sum", [vector(1, 2, 3)])).toEqual(scalar(6));
  expect(fold("constant", [], { data: 7, shape: [2] })).toEqual(vector(7, 7));
});

it("says why shapes do not fit", () => {
  expect(fold("add", [vector(1, 2), vector(1, 2, 3)])).toMatchObject({
    mismatch: expect.stringContaining("[2]") as string,
  });
});

it("refuses what is too large before it allocates", () => {
  expect(fold("constant", [], { data: 0, shape: [1e6, 1e6] })).toMatchObject({
    code: "over-budget",
  });
  expect(fold("exp", [vector(1, 2, 3)], {}, 2)).toMatchObject({
    fault: "[3] has 3 elements, a constant may have 2",
  });
});
