// The font of formulas, STIX Two Math, cut to the characters that they are made of: 45 KB instead of 400.
import { readFile } from "node:fs/promises";
import subsetFont from "subset-font";

/** @param {number} first @param {number} last */
const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, index) =>
    String.fromCodePoint(first + index),
  ).join("");

/** What formula/mathml.ts writes, and the letters of names; a browser takes the italic ones from the last two ranges. */
const characters = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  range(0x391, 0x3d6),
  range(0x1d434, 0x1d467),
  range(0x1d6e2, 0x1d71b),
  "ℎℓ∂∑∏∫√⋅−∗⊗⊙≤≥≠≈▷∞…′’⌊⌋⌈⌉˙ˉˆ˜\u2061\u2062½",
].join("");

/** @type {import("esbuild").Plugin} */
export const mathFont = {
  name: "math-font",
  setup(build) {
    build.onLoad({ filter: /stix-two-math[^/\\]*\.woff2$/ }, async (font) => ({
      contents: await subsetFont(await readFile(font.path), characters, {
        targetFormat: "woff2",
      }),
      loader: "file",
    }));
  },
};
