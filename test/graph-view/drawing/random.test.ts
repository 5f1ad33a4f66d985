// What holds for every graph: all of it is drawn, once, and nothing lies on anything else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { svgDocument } from "../../../src/graph-view/drawing/svg-document.js";
import { flawsOf } from "./clearances.js";
import { laidOut } from "./programs.js";
import { randomModels } from "./random-models.js";

/** What stands in the attribute of that name, unescaped, in the document's order. */
const attributesIn = (svg: string, name: string): string[] =>
  [...svg.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(
    ([, escaped = ""]) =>
      escaped
        .replaceAll("&lt;", "<")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&"),
  );

describe("any graph", () => {
  it("has every visible item and wire drawn exactly once", async () => {
    await fc.assert(
      fc.asyncProperty(randomModels, async ({ model, openings }) => {
        const drawn = await laidOut({ model, values: undefined }, openings);
        const svg = svgDocument({ ...drawn, theme: "light" });
        const { items, wires } = drawn.graph;
        expect(attributesIn(svg, "data-item").sort()).toEqual(
          items.map(({ id }) => id).sort(),
        );
        expect(attributesIn(svg, "data-wire").sort()).toEqual(
          wires.map(({ id }) => id).sort(),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("has nothing on top of anything else", async () => {
    await fc.assert(
      fc.asyncProperty(randomModels, async ({ model, openings }) => {
        const { layout } = await laidOut(
          { model, values: undefined },
          openings,
        );
        expect(flawsOf(layout)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
