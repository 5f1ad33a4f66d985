// Random numbers: Random123's published answers, and numbers computed independently by random-numbers.py.
import { describe, expect, it } from "vitest";
import { drawRandom, fans } from "../../language-server/engine/draw.js";
import { fillOrthogonal } from "../../language-server/engine/orthogonal.js";
import {
  fillNormal,
  fillUniform,
  hashOfName,
  philox,
} from "../../language-server/engine/random.js";
import expected from "./random-numbers.json" with { type: "json" };

const hexadecimal = (words: Uint32Array): string =>
  Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

/** Shape, values and attributes of a draw. */
function drawn(
  initialiser: string,
  values: number[],
  shape: number[],
  seed = 7,
  key = "h[0].weight",
): Float64Array {
  const numbers = new Float64Array(shape.reduce((a, b) => a * b, 1));
  const fault = drawRandom(
    { initialiser, values, seed, key, shape },
    shape,
    numbers,
  );
  if (fault) throw new Error(fault.fault);
  return numbers;
}

describe("Philox 4×32-10", () => {
  // Random123 1.14, tests/kat_vectors, "philox4x32 10": counter, key, result.
  it.each([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ])("gives the published answer for %j", (counter, [key0, key1], answer) => {
    const words = Uint32Array.from(counter);
    philox(words, key0 ?? 0, key1 ?? 0);
    expect(hexadecimal(words)).toBe(answer);
  });
});

it.each(Object.entries(expected.names))("hashes %j", (name, hash) => {
  expect(hashOfName(name)).toBe(hash);
});

describe.each(expected.streams)("stream $seed, $name", (stream) => {
  it("has exactly these uniform numbers, also where fewer are drawn", () => {
    const numbers = new Float64Array(7);
    fillUniform(numbers, stream.seed, stream.name);
    expect([...numbers]).toEqual(stream.uniform);
    const fewer = new Float64Array(3);
    fillUniform(fewer, stream.seed, stream.name);
    expect([...fewer]).toEqual(stream.uniform.slice(0, 3));
  });

  it("has these normal numbers", () => {
    const numbers = new Float64Array(7);
    fillNormal(numbers, stream.seed, stream.name);
    for (const [index, number] of numbers.entries())
      expect(number).toBeCloseTo(stream.normal[index] ?? NaN, 14);
  });
});

it.each(expected.orthogonal)(
  "orthogonal $shape is the Q of a QR factorisation with positive diagonal",
  ({ seed, name, shape, numbers }) => {
    const matrix = new Float64Array(numbers.length);
    fillOrthogonal(matrix, shape, seed, name);
    for (const [index, number] of matrix.entries())
      expect(number).toBeCloseTo(numbers[index] ?? NaN, 12);
  },
);

describe("initialisers", () => {
  const stream = expected.streams[1] ?? { uniform: [], normal: [] };

  it("stretches uniform and normal numbers to their range", () => {
    expect([...drawn("uniform", [-1, 3], [3])]).toEqual(
      stream.uniform.slice(0, 3).map((u) => -1 + 4 * u),
    );
    for (const [index, number] of drawn("normal", [10, 2], [5]).entries())
      expect(number).toBeCloseTo(10 + 2 * (stream.normal[index] ?? NaN), 12);
  });

  it("takes fans from the shape", () => {
    const bound = Math.sqrt(6 / (3 + 4));
    expect([...drawn("glorot_uniform", [], [4, 3])].slice(0, 7)).toEqual(
      stream.uniform.map((u) => -bound + (bound - -bound) * u),
    );
  });

  it.each([
    [[], 1, 1],
    [[5], 5, 5],
    [[3, 4], 4, 3],
    [[8, 2, 3, 3], 18, 72],
  ])("counts the fans of %j as PyTorch does", (shape, fanIn, fanOut) => {
    expect(fans(shape)).toEqual({ fanIn, fanOut });
  });

  it("refuses an initialiser that does not exist", () => {
    expect(() => drawn("no_such", [], [2])).toThrow("no_such");
  });
});
