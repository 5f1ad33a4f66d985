// Tensors in eleven characters.
import fc from "fast-check";
import { expect, it } from "vitest";
import { summarise } from "../../language-server/evaluation/summary.js";
import {
  shortGradient,
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
  [tensor([0.1234, 0.5678]), "[2]"],
  [tensor([1 / 3, 1 / 3, 1 / 3]), "all 0.3333"],
  [tensor([1, 2, 3, 4, 5, 6]), "[6]"],
  [tensor([NaN, 1, 2, 3, 4, 5]), "NaN"],
  [tensor([Infinity, 1, 2, 3, 4, 5]), "∞"],
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
  const elements = Array.from({ length: 256 }, (_, index) => index);
  expect(shortValue(tensor(elements, [16, 4, 2, 2]), 4)).toBe("16×4×2×2");
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
            shortWidth,
          );
      },
    ),
  );
});
