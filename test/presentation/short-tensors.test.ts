// Tensors in the few characters of a wire: with all digits, or visibly without.
import fc from "fast-check";
import { expect, it } from "vitest";
import { summarise } from "../../language-server/evaluation/summary.js";
import { formatNumber } from "../../language-server/presentation/numbers.js";
import {
  shortGradient,
  shortNumber,
  shortValue,
  shortWidth,
} from "../../language-server/presentation/short-tensors.js";

const tensor = (elements: readonly number[], shape?: readonly number[]) =>
  summarise(
    Float64Array.from(elements),
    shape ?? [elements.length],
    elements.length,
  );

it.each([
  [tensor([-0.0007519], []), "−0.0007519"],
  [tensor([-1.23456e-10], []), "−1.235e-10"],
  [tensor([0.5, 0.5]), "[0.5, 0.5]"],
  [tensor([0.09967, -0.1974]), "[0.09967, −0.1974]"],
  [tensor([0.1234, 0.5678, 0.9012]), "[0.1234, 0.5678, 0.9012]"],
  [tensor([-0.1234, 0.5678, 0.9012]), "≈[−0.123, 0.568, 0.901]"],
  [tensor([0.1234, 0.5678, 0.9012, 0.3456]), "≈[0.12, 0.57, 0.9, 0.35]"],
  [tensor([0.1234, 0.5678, 0.9012, 0.3456], [2, 2]), "[2, 2]"],
  [tensor([0, 0, 1, 0, 0, 0]), "[0, 0, 1, 0, 0, 0]"],
  [tensor([1 / 3, 1 / 3, 1 / 3]), "[0.3333, 0.3333, 0.3333]"],
  [tensor([-1 / 3, -1 / 3, -1 / 3]), "all −0.3333"],
  [tensor(new Array<number>(64).fill(-0.0007519)), "all −0.0007519"],
  [tensor([1, 2, 3, 4, 5, 6, 7]), "[7]"],
  [tensor([NaN, 1, 2, 3, 4, 5]), "[NaN, 1, 2, 3, 4, 5]"],
  [tensor([NaN, 1, 2, 3, 4, 5, 6]), "NaN"],
  [tensor([Infinity, 1, 2, 3, 4, 5]), "[∞, 1, 2, 3, 4, 5]"],
  [tensor([Infinity, 1, 2, 3, 4, 5, 6]), "∞"],
  [
    tensor(
      Array.from({ length: 24 }, (_, i) => i),
      [2, 3, 4],
    ),
    "[2, 3, 4]",
  ],
])("a value %#", (given, text) => {
  expect(shortValue(given, 4)).toBe(text);
});

it("a shape that is too long is written with ×", () => {
  const elements = Array.from({ length: 512 }, (_, index) => index);
  expect(shortValue(tensor(elements, [16, 2, 2, 2, 4]), 4)).toBe("16×2×2×2×4");
});

it("a gradient of many elements says how large it is", () => {
  const given = tensor([0.01, -0.0312945, 0, 0.002, 0.1e-5, 0]);
  expect(shortGradient(given, 4)).toBe("≤ 0.03129");
});

it("is never longer than there is room, with any number of digits", () => {
  const number = fc.double();
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 17 }),
      (elements, digits) => {
        for (const short of [shortValue, shortGradient])
          expect(short(tensor(elements), digits).length).toBeLessThanOrEqual(
            shortWidth(elements.length),
          );
      },
    ),
  );
});

it.each([
  [0.000751934211, 4, "0.0007519"],
  [-0.000751934211, 12, "≈−0.0007519"],
  [-1.2345678e-100, 4, "−1.235e-100"],
  [-1.2345678e-100, 8, "≈−1.23e-100"],
])("%f with %i digits", (value, digits, text) => {
  expect(shortNumber(value, digits)).toBe(text);
});

it("has an ≈ wherever a number has fewer digits than are asked for, and nowhere else", () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 3, max: 17 }),
      fc.boolean(),
      (elements, digits, isEqual) => {
        const given = isEqual ? elements.map(() => elements[0] ?? 0) : elements;
        for (const short of [shortValue, shortGradient]) {
          const text = short(tensor(given), digits);
          const shown = text.replace(/all |≤ |[[\]]/g, "").split(", ");
          const exact = new Set(
            given.flatMap((value) => [
              formatNumber(value, digits),
              formatNumber(Math.abs(value), digits),
            ]),
          );
          const isCut = text.endsWith("…") || text === `[${given.length}]`;
          if (!isCut && !text.includes("≈"))
            expect([...exact]).toEqual(expect.arrayContaining(shown));
        }
      },
    ),
  );
});
