// Pictures of tensors in hovers: what is drawn of which numbers, and that nothing but numbers gets in.
import { describe, expect, it } from "vitest";
import {
  mostCells,
  pixelsOf,
} from "../../language-server/evaluation/pixels.js";
import {
  pictureMarkdown,
  tensorPicture,
} from "../../language-server/presentation/tensor-picture.js";

const of = (shape: number[], at: (index: number) => number): string =>
  tensorPicture(pixelsOf(numbers(shape, at), shape), 4);

const numbers = (shape: number[], at: (index: number) => number) =>
  Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
    at(i),
  );

describe("the picture of a tensor", () => {
  it("has a cell for each element of a small matrix, by sign and size", () => {
    const svg = of([2, 3], (index) => [1, -1, 0, 0.5, -0.5, 1][index] ?? 0);
    expect(svg).toContain(
      '<path fill="#e07b29" fill-opacity="1" d="M0 0h1v1h-1zM2 1h1v1h-1z"/>',
    );
    expect(svg).toContain(
      '<path fill="#3a8ee6" fill-opacity="1" d="M1 0h1v1h-1z"/>',
    );
    expect(svg).toContain(
      '<path fill="#3a8ee6" fill-opacity="0.5" d="M1 1h1v1h-1z"/>',
    );
  });

  it("has means of blocks of a large matrix", () => {
    const shape = [64, 100];
    const data = numbers(shape, (index) => Math.floor(index / 100) % 2);
    const { cells } = pixelsOf(data, shape);
    expect([cells?.rows, cells?.columns]).toEqual([mostCells, mostCells]);
    expect(new Set(cells?.means)).toEqual(new Set([0.5]));
  });

  it("has a histogram alone of other ranks", () => {
    const svg = of([8], (index) => index);
    expect(svg).not.toContain("<path fill=");
    expect(svg.match(/<rect /g)).toHaveLength(8);
  });

  it("says smallest, largest and zero", () => {
    const svg = of([10], (index) => index - 5);
    for (const label of [">−5<", ">0<", ">4<"]) expect(svg).toContain(label);
  });

  it("marks what is not finite, and copes with nothing else", () => {
    const some = of([2, 4], (index) => (index === 3 ? NaN : 1));
    expect(some).toContain('<path fill="#c000c0" d="M3 0h1v1h-1z"/>');
    const none = of([2, 4], () => Infinity);
    expect(none).toContain("nothing finite");
    expect(none).not.toContain("NaN");
  });

  it("holds for equal and for huge numbers", () => {
    for (const value of [0, 3, 1e308, -1e308])
      expect(of([3, 3], (i) => (i % 2 ? value : -value))).not.toMatch(
        /NaN|Infinity/,
      );
  });

  it("stays small, and is Markdown with words", () => {
    const shape = [500, 500];
    const data = numbers(shape, (index) => Math.sin(index));
    const markdown = pictureMarkdown("h[0]", pixelsOf(data, shape), 4);
    expect(markdown.length).toBeLessThan(30_000);
    expect(markdown).toMatch(
      /^!\[h0: heat map and histogram of 500 × 500 elements from −1 to 1\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+\)$/,
    );
  });
});
