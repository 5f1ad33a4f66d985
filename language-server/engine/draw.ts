/** Draws a tensor of random numbers as its initialiser says. */
import type { Attributes } from "../graph/graph.js";
import { type BoundShape, boundSize } from "../graph/shape.js";
import { initialiserRecords } from "../ops/initialisers.js";
import type { Fault } from "../ops/operation.js";
import { fillOrthogonal } from "./orthogonal.js";
import { fillNormal, fillUniform } from "./random.js";

/**
 * Fills `numbers`, of this shape, from the attributes `initialiser` (its name), `values` (its arguments), `seed` and
 * `key` (the full name): uniform numbers are lo + (hi − lo) · u, normal ones mean + std · n.
 */
export function drawRandom(
  { initialiser, values, seed, key }: Attributes,
  shape: BoundShape,
  numbers: Float64Array,
): Fault | undefined {
  const record = initialiserRecords.find(({ name }) => name === initialiser);
  if (!record)
    return {
      fault: `There is no initialiser ${JSON.stringify(initialiser)}`,
      code: "undefined-name",
    };
  const name = typeof key === "string" ? key : "";
  const { fanIn, fanOut } = fans(shape);
  const given = Array.isArray(values) ? values.map(Number) : [];
  const [first, second] = record.range(given, fanIn, fanOut);
  switch (record.distribution) {
    case "uniform":
      fillUniform(numbers, Number(seed), name);
      scale(numbers, second - first, first);
      break;
    case "normal":
      fillNormal(numbers, Number(seed), name);
      scale(numbers, second, first);
      break;
    case "orthogonal":
      fillOrthogonal(numbers, shape, Number(seed), name);
  }
  return undefined;
}

/**
 * How many inputs reach one output of a weight, and the other way round, as PyTorch counts: the second and the first
 * dimension times the size of the rest (a convolution's window). Of a vector both are its length, of a scalar 1.
 */
export function fans(shape: BoundShape): { fanIn: number; fanOut: number } {
  const [first = 1, second = first, ...rest] = shape;
  const window = boundSize(rest);
  return { fanIn: second * window, fanOut: first * window };
}

function scale(numbers: Float64Array, factor: number, offset: number): void {
  for (let at = 0; at < numbers.length; at++)
    numbers[at] = offset + factor * (numbers[at] ?? 0);
}
