// Literals of many numbers, which are read as one token, mean what they mean number by number.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findDenseLiteral,
  readDenseLiteral,
} from "../../language-server/language/dense-literal.js";
import { evaluate, lowerStatements, problemsOf, shapesOf } from "./lower.js";

const literal = (numbers: readonly string[]): string =>
  `[${numbers.join(", ")}]`;

describe("a literal of many numbers", () => {
  it("is what its numbers are one by one", () => {
    const spelled = fc.oneof(
      fc.integer({ min: -1000, max: 1000 }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom(".5", "-.25", "−3", "1_000", "1e−3", "- 2", "1E+2"),
    );
    fc.assert(
      fc.property(
        fc.array(spelled, { minLength: 64, maxLength: 80 }),
        (numbers) => {
          const many = evaluate(`y = ${literal(numbers)}`);
          const single = numbers.map(
            (number) => evaluate(`y = [${number}]`)?.[0],
          );
          expect(many).toEqual(single);
        },
      ),
      { numRuns: 20, seed: 7 },
    );
  });

  it("has the shape of its nesting", () => {
    const row = literal(Array.from({ length: 32 }, (_, i) => String(i)));
    const lowered = lowerStatements(
      `a = [${row}, ${row}]\nb = [[${row}], [${row}], [${row}]]\nc = ${row}`,
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toEqual({
      a: "[2, 32]",
      b: "[3, 1, 32]",
      c: "[32]",
    });
  });

  it("may hold line ends, comments and expressions", () => {
    const numbers = Array.from({ length: 100 }, (_, i) => String(i));
    for (const odd of ["7 // seven\n", "/* 7 */ 7", "3 + 4", "7 |> relu"]) {
      const changed = numbers.with(7, odd);
      expect(evaluate(`y = ${literal(changed)}`)).toEqual(numbers.map(Number));
    }
    expect(evaluate(`y = [\n${numbers.join(",\n")}\n]`)).toHaveLength(100);
  });

  it("that is ragged, empty in places or not closed is found wrong", () => {
    const row = literal(Array.from({ length: 100 }, () => "1"));
    expect(problemsOf(lowerStatements(`y = [${row}, [1, 2]]`))).toEqual([
      "2:5 shape-mismatch",
    ]);
    expect(problemsOf(lowerStatements(`y = [${row}, 1]`))).toEqual([
      expect.stringMatching(/^2:\d+ ragged-array$/),
    ]);
    expect(problemsOf(lowerStatements(`y = [${row}, []]`))).toEqual([
      expect.stringMatching(/^2:\d+ empty-array$/),
    ]);
    expect(problemsOf(lowerStatements(`y = [${row},]\nz = 1`))).toEqual([
      expect.stringMatching(/^2:\d+ syntax$/),
    ]);
    expect(problemsOf(lowerStatements(`y = [${row}\nz = 1`))).toEqual([
      expect.stringMatching(/^2:\d+ syntax$/),
    ]);
  });

  it("is an operand like any other", () => {
    const numbers = literal(Array.from({ length: 64 }, (_, i) => String(i)));
    expect(
      evaluate(`y = ${numbers}[3] + sum(${numbers}) - ${numbers}[-1]`),
    ).toEqual([3 + 2016 - 63]);
    expect(evaluate(`y = sum(-${numbers})`)).toEqual([-2016]);
  });
});

describe("where the literal ends", () => {
  it("is found only where it is whole, rectangular, and has many numbers", () => {
    const many = literal(Array.from({ length: 64 }, () => "0"));
    expect(findDenseLiteral(`x${many}y`, 1)).toBe(1 + many.length);
    expect(findDenseLiteral("[1, 2, 3]", 0)).toBeUndefined();
    expect(findDenseLiteral(many.slice(0, -1), 0)).toBeUndefined();
    expect(findDenseLiteral(`[${many}, [0]]`, 0)).toBeUndefined();
    expect(findDenseLiteral(`[${many}, 0]`, 0)).toBeUndefined();
    expect(findDenseLiteral(`[0, ${many}]`, 0)).toBeUndefined();
    expect(readDenseLiteral(`[${many}]`).shape).toEqual([1, 64]);
  });
});
