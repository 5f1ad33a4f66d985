/** Values that an operation cannot take: each is refused with what was expected and what was found. */
import { describe, expect, it } from "vitest";
import type { Attributes } from "../../language-server/graph/graph.js";
import { operations } from "../../language-server/ops/registry.js";
import { withDefaults } from "./run-function.js";
import { Refused, runForward, type Tensor, tensor } from "./run-operation.js";

/** What the operation says of these operands; nothing where it takes them. */
function refusal(
  name: string,
  operands: readonly Tensor[],
  given: Attributes = {},
): string | undefined {
  const operation = operations.get(name);
  if (!operation) throw new Error(`There is no operation ${name}`);
  try {
    runForward(operation, operands, withDefaults(operation.signature, given));
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
}

const vector = (...numbers: number[]): Tensor =>
  tensor([numbers.length], numbers);
const logits = tensor([2, 3], [1, 2, 3, 4, 5, 6]);

describe("class numbers", () => {
  it.each(["cross_entropy_of_classes", "nll_of_classes"])("%s", (name) => {
    expect(refusal(name, [logits, vector(0, 2)])).toBeUndefined();
    expect(refusal(name, [logits, vector(0, 3)])).toBe(
      "Class 3 of example 1 does not exist: there are 3 classes, 0 to 2",
    );
    expect(refusal(name, [logits, vector(-1, 0)])).toMatch(/Class -1/);
    expect(refusal(name, [logits, vector(0.5, 0)])).toBe(
      "The target of example 0 is 0.5; a class number is a whole number from 0 to 2",
    );
    expect(refusal(name, [logits, vector(NaN, 0)])).toMatch(/is NaN/);
  });

  it("may be the ignored one, wherever it lies", () => {
    const ignore = -100;
    expect(
      refusal("cross_entropy_of_classes", [logits, vector(0, ignore)], {
        ignore,
      }),
    ).toBeUndefined();
  });

  it("are what one_hot takes", () => {
    expect(refusal("one_hot", [vector(0, 4)], { classes: 4 })).toMatch(
      /class 4 does not exist: there are 4 classes, 0 to 3/,
    );
  });
});

describe("positions and ids", () => {
  it("take counts from the end as well", () => {
    expect(refusal("take", [vector(1, 2), vector(-2, 1)])).toBeUndefined();
    expect(refusal("take", [vector(1, 2), vector(2)])).toMatch(
      /Position 2 does not exist: the axis has 2 elements/,
    );
    expect(refusal("take", [vector(1, 2), vector(0.5)])).toMatch(/0\.5/);
  });

  it("an embedding does not", () => {
    const table = tensor([2, 1], [1, 2]);
    expect(refusal("embed", [vector(0, 1), table])).toBeUndefined();
    expect(refusal("embed", [vector(-1), table])).toMatch(
      /id -1 does not exist: there are 2 rows, 0 to 1/,
    );
  });
});

describe("ranges", () => {
  it("binary_cross_entropy takes probabilities only", () => {
    expect(refusal("binary_cross_entropy", [vector(1.5), vector(1)])).toMatch(
      /between 0 and 1, and was given 1\.5; for logits use `bce_with_logits`/,
    );
  });

  it.each([
    ["dropout", { rate: 1.5 }, /between 0 and 1/],
    ["dropout", { rate: -0.1 }, /between 0 and 1/],
    ["norm", { p: 0 }, /p ≥ 1/],
    ["pad", { pads: [[1]] }, /pair \[before, after\]/],
    ["pad", { pads: [[-1, 0]] }, /at least 0/],
    [
      "pad",
      {
        pads: [
          [1, 1],
          [1, 1],
        ],
      },
      /each of the 1 axes of \[2\].*given 2/,
    ],
    ["pad", { pads: [[0, 2]], mode: "reflect" }, /shorter than its axis/],
  ] as const)("%s with %j", (name, attributes, message) => {
    expect(refusal(name, [vector(1, 2)], attributes)).toMatch(message);
  });

  it("label_smoothing lies between 0 and 1", () => {
    expect(
      refusal("cross_entropy_of_classes", [logits, vector(0, 1)], {
        label_smoothing: 2,
      }),
    ).toMatch(/between 0 and 1/);
  });

  it("ignore is for class numbers", () => {
    expect(
      refusal("cross_entropy_of_probabilities", [logits, logits], {
        ignore: 1,
      }),
    ).toMatch(/for class numbers/);
  });

  it("class_weights has a weight for each class", () => {
    expect(
      refusal("cross_entropy_of_classes", [logits, vector(0, 1), vector(1, 2)]),
    ).toMatch(/each of the 3 classes, and is \[2\]/);
  });
});
