// Symbolic dimensions: their canonical form, what is known of them without sizes, and how they are spelled.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Dimension,
  addDimensions,
  divideExactly,
  divideRoundingDown,
  evaluateDimension,
  formatDimension,
  isExactDimension,
  leastValue,
  multiplyDimensions,
  namedDimension,
  namesInDimension,
  provablyDiffer,
  sameDimension,
  subtractDimensions,
} from "../../language-server/graph/dimension.js";
import { bindings, computed, symbolic, written } from "./dimensions.js";

const batch = namedDimension("batch");
const seq = namedDimension("seq");
const runs = { numRuns: 2000, seed: 7 };

describe("a dimension", () => {
  it("is a plain number where no name is left in it", () => {
    expect(subtractDimensions(addDimensions(batch, 3), batch)).toBe(3);
    expect(multiplyDimensions(batch, 0)).toBe(0);
  });

  it("is the same however it is written", () => {
    const left = multiplyDimensions(addDimensions(batch, 1), seq);
    const right = addDimensions(seq, multiplyDimensions(seq, batch));
    expect(left).toEqual(right);
    expect(sameDimension(left, right)).toBe(true);
  });

  it("divides evenly where it can, and otherwise keeps the quotient", () => {
    const twice = multiplyDimensions(batch, 2);
    expect(divideExactly(twice, 2)).toEqual(batch);
    expect(divideExactly(twice, batch)).toBe(2);
    expect(divideExactly(multiplyDimensions(batch, 3), twice)).toBeUndefined();
    expect(divideExactly(7, 2)).toBeUndefined();
    expect(divideExactly(batch, 0)).toBeUndefined();
    expect(divideExactly(batch, 2)).not.toBeTypeOf("number");
  });

  it("takes out of a rounding what divides evenly", () => {
    const odd = addDimensions(multiplyDimensions(batch, 2), 3);
    expect(divideRoundingDown(odd, 2)).toEqual(addDimensions(batch, 1));
    expect(divideRoundingDown(7, 2)).toBe(3);
    expect(divideRoundingDown(batch, 0)).toBeUndefined();
  });

  it("has the size that plain arithmetic gives, wherever every division comes out", () => {
    fc.assert(
      fc.property(written, bindings, (tree, sizes) => {
        const expected = computed(tree, sizes);
        fc.pre(expected !== undefined);
        const dimension = symbolic(tree);
        expect(dimension).toBeDefined();
        expect(evaluateDimension(dimension ?? NaN, sizes)).toBe(expected);
      }),
      runs,
    );
  });

  it("has no size while one of its names has none", () => {
    const sizes = new Map([["batch", 4]]);
    expect(evaluateDimension(addDimensions(batch, seq), sizes)).toBeUndefined();
    expect(namesInDimension(addDimensions(batch, seq))).toEqual([
      "batch",
      "seq",
    ]);
  });

  it("has no size where a division does not come out even", () => {
    const half = divideExactly(addDimensions(batch, 1), 2) ?? NaN;
    expect(evaluateDimension(half, new Map([["batch", 3]]))).toBe(2);
    expect(evaluateDimension(half, new Map([["batch", 4]]))).toBeUndefined();
  });
});

describe("without sizes", () => {
  it("two dimensions differ where no size makes them equal", () => {
    expect(provablyDiffer(batch, addDimensions(batch, 1))).toBe(true);
    expect(provablyDiffer(addDimensions(batch, 2), 1)).toBe(true);
    expect(provablyDiffer(multiplyDimensions(batch, 2), 3)).toBe(true);
    expect(provablyDiffer(batch, 3)).toBe(false);
    expect(provablyDiffer(batch, seq)).toBe(false);
  });

  it("never says that two differ which some sizes make equal", () => {
    fc.assert(
      fc.property(written, written, bindings, (one, other, sizes) => {
        const [a, b] = [computed(one, sizes), computed(other, sizes)];
        fc.pre(a !== undefined && a === b);
        expect(
          provablyDiffer(symbolic(one) ?? NaN, symbolic(other) ?? NaN),
        ).toBe(false);
      }),
      runs,
    );
  });

  it("never says that two are the same which some sizes make different", () => {
    fc.assert(
      fc.property(written, written, bindings, (one, other, sizes) => {
        const [a, b] = [computed(one, sizes), computed(other, sizes)];
        fc.pre(a !== undefined && b !== undefined && a !== b);
        expect(
          sameDimension(symbolic(one) ?? NaN, symbolic(other) ?? NaN),
        ).toBe(false);
      }),
      runs,
    );
  });

  it("a lower bound is one, also where a rounded quotient may be negative", () => {
    const half = divideRoundingDown(subtractDimensions(batch, 5), 2) ?? NaN;
    expect(leastValue(half)).toBe(-2);
    expect(provablyDiffer(addDimensions(half, 2), 1)).toBe(false);
    fc.assert(
      fc.property(written, bindings, (tree, sizes) => {
        const size = computed(tree, sizes);
        fc.pre(size !== undefined);
        expect(leastValue(symbolic(tree) ?? NaN)).toBeLessThanOrEqual(size);
      }),
      runs,
    );
  });
});

describe("spelling", () => {
  const cases: [dimension: Dimension | undefined, spelling: string][] = [
    [8, "8"],
    [batch, "batch"],
    [addDimensions(multiplyDimensions(batch, 64), 1), "64 * batch + 1"],
    [subtractDimensions(1, batch), "-batch + 1"],
    [divideExactly(batch, 2), "batch / 2"],
    [divideExactly(subtractDimensions(batch, 1), 2), "(batch - 1) / 2"],
    [divideRoundingDown(batch, 2), "floor(batch / 2)"],
    [divideRoundingDown(addDimensions(batch, 1), 2), "floor((batch + 1) / 2)"],
    [divideExactly(batch, seq), "(batch / seq)"],
    [multiplyDimensions(batch, batch), "batch * batch"],
  ];
  it.each(cases.map(([dimension, spelling]) => ({ spelling, dimension })))(
    "$spelling",
    ({ dimension, spelling }) => {
      expect(formatDimension(dimension ?? NaN)).toBe(spelling);
    },
  );
});

describe("however large", () => {
  const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
  const sum = (names: readonly string[]): Dimension =>
    names.reduce<Dimension>(
      (total, letter) => addDimensions(total, namedDimension(letter)),
      0,
    );

  it("a product of many sums stays small, and keeps its value", () => {
    const ten = sum(letters);
    let product: Dimension = 1;
    for (let factor = 0; factor < 100; factor++)
      product = multiplyDimensions(product, addDimensions(ten, factor));
    expect(formatDimension(product).length).toBeLessThan(10_000);
    const small = [0, 1, 2].reduce<Dimension>(
      (total, more) => multiplyDimensions(total, addDimensions(ten, more)),
      1,
    );
    const ones = new Map(letters.map((letter) => [letter, 1]));
    expect(evaluateDimension(small, ones)).toBe(10 * 11 * 12);
  });

  it("numbers without end do not hang, and are known not to be exact", () => {
    const huge = multiplyDimensions(multiplyDimensions(batch, 1e300), 1e300);
    expect(isExactDimension(huge)).toBe(false);
    expect(isExactDimension(multiplyDimensions(batch, 2 ** 60))).toBe(false);
    expect(isExactDimension(addDimensions(batch, 7))).toBe(true);
  });
});
