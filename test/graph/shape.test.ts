// Shapes: broadcasting as NumPy's, also before the sizes are known; how they are spelled and counted.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedDimension } from "../../language-server/graph/dimension.js";
import {
  type BoundShape,
  type Shape,
  bindShape,
  boundSize,
  broadcastShapes,
  formatShape,
  isBound,
  isDisagreement,
  sameShape,
  shapesProvablyDiffer,
  sizeOf,
} from "../../language-server/graph/shape.js";
import { bindings, names } from "./dimensions.js";

const batch = namedDimension("batch");
const seq = namedDimension("seq");

describe("broadcasting", () => {
  const cases: [Shape[], string][] = [
    [[[], [3]], "[3]"],
    [[[2, 3], [3]], "[2, 3]"],
    [
      [
        [2, 1],
        [1, 3],
      ],
      "[2, 3]",
    ],
    [[[batch, 3], [3]], "[batch, 3]"],
    [[[batch], [1]], "[batch]"],
    [[[batch], [4]], "[4]"],
    [
      [
        [batch, 1],
        [batch, seq],
      ],
      "[batch, seq]",
    ],
    [[[], []], "[]"],
    [[[2], [1], [2]], "[2]"],
  ];
  it.each(
    cases.map(([shapes, result]) => ({
      shapes,
      together: shapes.map(formatShape).join(" with "),
      result,
    })),
  )("$together is $result", ({ shapes, result: expected }) => {
    const result = broadcastShapes(shapes);
    expect(isDisagreement(result) ? result : formatShape(result)).toBe(
      expected,
    );
  });

  it("says which operands and axes disagree", () => {
    expect(broadcastShapes([[2, 3], [4]])).toEqual({
      operands: [0, 1],
      axes: [1, 0],
    });
    expect(broadcastShapes([[1], [5, 3], [2]])).toEqual({
      operands: [1, 2],
      axes: [1, 0],
    });
  });

  /** NumPy's rule on numbers. */
  const broadcastNumbers = (shapes: BoundShape[]): number[] | undefined => {
    const rank = Math.max(0, ...shapes.map(({ length }) => length));
    const result = Array.from({ length: rank }, () => 1);
    for (const shape of shapes) {
      for (const [axis, size] of shape.entries()) {
        const at = rank - shape.length + axis;
        if (size !== 1 && result[at] !== 1 && result[at] !== size)
          return undefined;
        if (size !== 1) result[at] = size;
      }
    }
    return result;
  };

  const symbolicShape: fc.Arbitrary<Shape> = fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(...names).map(namedDimension),
    ),
    { maxLength: 4 },
  );

  it("refuses only what no sizes could make fit", () => {
    fc.assert(
      fc.property(
        fc.array(symbolicShape, { minLength: 1, maxLength: 3 }),
        bindings,
        (shapes, sizes) => {
          const bound = shapes.map((shape) => bindShape(shape, sizes) ?? []);
          const expected = broadcastNumbers(bound);
          const numbers = broadcastShapes(bound);
          expect(isDisagreement(numbers) ? undefined : numbers).toEqual(
            expected,
          );
          if (expected)
            expect(isDisagreement(broadcastShapes(shapes))).toBe(false);
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe("a shape", () => {
  it("is spelled as a program writes it", () => {
    expect(formatShape([])).toBe("[]");
    expect(formatShape([batch, 10])).toBe("[batch, 10]");
  });

  it("is bound once every dimension is a number", () => {
    expect(isBound([2, 3])).toBe(true);
    expect(isBound([batch])).toBe(false);
    expect(bindShape([batch, 3], new Map([["batch", 2]]))).toEqual([2, 3]);
    expect(bindShape([batch, seq], new Map([["batch", 2]]))).toBeUndefined();
  });

  it("counts its elements, a scalar's as one", () => {
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([batch, 2, seq])).toEqual(sizeOf([seq, batch, 2]));
    expect(boundSize([2, 3, 4])).toBe(24);
  });

  it("differs from another where rank or a dimension provably does", () => {
    expect(shapesProvablyDiffer([2], [2, 1])).toBe(true);
    expect(shapesProvablyDiffer([batch, 2], [seq, 3])).toBe(true);
    expect(shapesProvablyDiffer([batch], [seq])).toBe(false);
    expect(sameShape([batch, 2], [batch, 2])).toBe(true);
    expect(sameShape([batch], [seq])).toBe(false);
    expect(sameShape([], [1])).toBe(false);
  });
});
