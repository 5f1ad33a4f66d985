/** Shape rules: with names for sizes, and what they say where operands do not fit. */
import { describe, expect, it } from "vitest";
import {
  type Dimension,
  namedDimension,
} from "../../language-server/graph/dimension.js";
import type {
  Attributes,
  AttributeValue,
} from "../../language-server/graph/graph.js";
import { formatShape, type Shape } from "../../language-server/graph/shape.js";
import { isMismatch } from "../../language-server/ops/operation.js";
import { operations } from "../../language-server/ops/registry.js";
import { withDefaults } from "./run-function.js";

/** `batch` and the like are named sizes. */
const shapeOf = (dimensions: readonly (number | string)[]): Shape =>
  dimensions.map((dimension): Dimension =>
    typeof dimension === "string" ? namedDimension(dimension) : dimension,
  );

/** The shape as text, or the mismatch. */
function result(
  name: string,
  operands: readonly (readonly (number | string)[])[],
  attributes: Attributes = {},
): string {
  const operation = operations.get(name);
  if (!operation) throw new Error(`There is no operation ${name}`);
  const shape = operation.shape(
    operands.map(shapeOf),
    withDefaults(operation.signature, attributes),
  );
  return isMismatch(shape) ? shape.mismatch : formatShape(shape);
}

const batch = namedDimension("batch") as AttributeValue;

describe("shapes with names in them", () => {
  it.each([
    ["add", [["batch", 3], [3]], {}, "[batch, 3]"],
    [
      "add",
      [
        ["batch", 1],
        [1, "seq"],
      ],
      {},
      "[batch, seq]",
    ],
    [
      "matmul",
      [
        ["batch", 4],
        [4, 2],
      ],
      {},
      "[batch, 2]",
    ],
    [
      "linear",
      [
        ["batch", 4],
        [2, 4],
      ],
      {},
      "[batch, 2]",
    ],
    ["sum", [["batch", 3]], { axis: 0 }, "[3]"],
    ["mean", [["batch", 3]], { axis: -1, keep: true }, "[batch, 1]"],
    ["reshape", [["batch", 6]], { shape: [-1, 2, 3] }, "[batch, 2, 3]"],
    ["reshape", [["batch", 6]], { shape: [batch, 3, -1] }, "[batch, 3, 2]"],
    ["flatten", [["batch", 2, 3]], { from: 1 }, "[batch, 6]"],
    ["transpose", [["batch", 2]], {}, "[2, batch]"],
    [
      "concat",
      [
        ["batch", 2],
        ["batch", 3],
      ],
      { axis: -1 },
      "[batch, 5]",
    ],
    [
      "concat",
      [
        ["batch", 2],
        [1, 2],
      ],
      { axis: 0 },
      "[batch + 1, 2]",
    ],
    ["stack", [["batch"], ["batch"]], { axis: -1 }, "[batch, 2]"],
    ["broadcast_to", [[3]], { shape: [batch, 3] }, "[batch, 3]"],
    [
      "index",
      [["batch", 3]],
      { subscripts: [[1, null, null]] },
      "[batch - 1, 3]",
    ],
    ["index", [["batch", 3]], { subscripts: [-1] }, "[3]"],
    ["index", [["batch"]], { subscripts: [[null, null, -1]] }, "[batch]"],
    ["index", [["batch"]], { subscripts: [[-2, null, null]] }, "[2]"],
    [
      "index",
      [["batch"]],
      { subscripts: [[null, null, 2]] },
      "[floor((batch + 1) / 2)]",
    ],
    ["cross_entropy_of_classes", [["batch", 10], ["batch"]], {}, "[]"],
    [
      "cross_entropy_of_classes",
      [
        ["batch", 10],
        ["batch", 1],
      ],
      { reduction: "none" },
      "[batch]",
    ],
    [
      "mse",
      [
        ["batch", 2],
        ["batch", 2],
      ],
      { reduction: "none" },
      "[batch, 2]",
    ],
    ["softmax", [["batch", 10]], {}, "[batch, 10]"],
  ] as const)("%s of %j %j", (name, operands, attributes, wanted) => {
    expect(result(name, operands, attributes)).toBe(wanted);
  });
});

describe("mismatches say both shapes and what disagrees", () => {
  it.each([
    [
      "add",
      [[3, 4], [5]],
      {},
      /\[3, 4\] and \[5\].*axis 1 of \[3, 4\] is 4, axis 0 of \[5\] is 5/,
    ],
    [
      "matmul",
      [
        [2, 3],
        [4, 5],
      ],
      {},
      /\[2, 3\] @ \[4, 5\].*is 3, axis 0 of the right one is 4/,
    ],
    ["matmul", [[], [4, 5]], {}, /needs a vector or a matrix/],
    [
      "matmul",
      [
        [2, 2, 3],
        [5, 3, 2],
      ],
      {},
      /leading axes .* 2 and 5/,
    ],
    ["matmul", [["batch", 3], [4]], {}, /is 3, axis 0 of the right one is 4/],
    ["dot", [[2, 2, 2], [2]], {}, /dot needs a vector or a matrix/],
    [
      "outer",
      [[2, 2], [2]],
      {},
      /outer needs a vector, and the left operand is \[2, 2\]/,
    ],
    [
      "linear",
      [
        ["batch", 4],
        [2, 3],
      ],
      {},
      /\[batch, 4\] is 4, and the weight \[2, 3\] takes 3/,
    ],
    [
      "sum",
      [[3, 4]],
      { axis: 2 },
      /Axis 2 does not exist: \[3, 4\] has axes 0 to 1/,
    ],
    ["sum", [[3]], { axis: [0, -1] }, /named twice/],
    ["softmax", [[]], {}, /a scalar has no axes/],
    ["reshape", [[2, 6]], { shape: [5, -1] }, /12 elements.*multiple of 5/],
    [
      "reshape",
      [[2, 6]],
      { shape: [3, 5] },
      /12 elements, and \[3, 5\] has 15/,
    ],
    ["transpose", [[2, 3, 4]], {}, /only a matrix/],
    ["transpose", [[2, 3]], { axes: [0, 0] }, /each axis of \[2, 3\] once/],
    ["squeeze", [[2, 3]], { axis: 0 }, /has 2 elements/],
    ["unsqueeze", [[2, 3]], { axis: 3 }, /result has 3 axes, 0 to 2/],
    [
      "broadcast_to",
      [[2]],
      { shape: [3] },
      /\[2\] cannot be broadcast to \[3\]/,
    ],
    [
      "broadcast_to",
      [[2]],
      { shape: [1] },
      /\[2\] cannot be broadcast to \[1\]/,
    ],
    [
      "concat",
      [
        [2, 3],
        [2, 4],
      ],
      { axis: 0 },
      /differ in axis 1, 3 and 4/,
    ],
    ["stack", [[2], [3]], {}, /\[2\] and \[3\] differ in axis 0/],
    [
      "index",
      [[2, 3]],
      { subscripts: [2] },
      /Position 2 does not exist.*2 elements, 0 to 1.*axis 0 of \[2, 3\]/,
    ],
    ["index", [[2]], { subscripts: [0, 0] }, /one axis, and 2 subscripts/],
    ["index", [[3]], { subscripts: [[2, 2, null]] }, /slice is empty/],
    ["index", [[3]], { subscripts: [[0, 2, 0]] }, /step/],
    [
      "cross_entropy_of_classes",
      [[4, 3], [5]],
      {},
      /shaped \[4\].*target is \[5\].*axis 0 is 5 instead of 4/,
    ],
    [
      "cross_entropy_of_probabilities",
      [
        [4, 3],
        [4, 2],
      ],
      {},
      /shape \[4, 3\].*\[4, 2\].*axis 1 is 2 instead of 3/,
    ],
    ["norm", [[3]], { p: 0.5 }, /p ≥ 1, and p is 0.5/],
    ["cumsum", [[2, 3]], {}, /needs an axis/],
  ] as const)("%s of %j %j", (name, operands, attributes, wanted) => {
    expect(result(name, operands, attributes)).toMatch(wanted);
  });
});
