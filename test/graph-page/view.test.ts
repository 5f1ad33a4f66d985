// Where a graph is first looked at, without a browser: a picture that opens shows something to read, whatever its shape.
import { describe, expect, it } from "vitest";
import {
  chainProgram,
  layeredProgram,
  randomProgram,
  scalarProgram,
  wideProgram,
  writtenOutProgram,
} from "../../bench/graph-programs.js";
import type { GraphLayout } from "../../src/graph-view/drawing/layout/layout.js";
import { visibleGraph } from "../../src/graph-view/drawing/visible/visible-graph.js";
import { provisionalLayout } from "../../src/graph-view/page/provisional-layout.js";
import {
  firstView,
  type Size,
  type View,
} from "../../src/graph-view/page/view.js";
import { laidOut, programOf } from "../graph-view/drawing/programs.js";

const shapes: [name: string, program: (operations: number) => string][] = [
  ["a chain", chainProgram],
  ["layers", layeredProgram],
  ["any two of forty before", randomProgram],
  ["two of those before", scalarProgram],
  ["side by side", wideProgram],
  ["a net written out", writtenOutProgram],
];
const viewports: Size[] = [
  { width: 1200, height: 800 },
  { width: 600, height: 900 },
  { width: 900, height: 350 },
];

/** The items that are seen whole. */
const seenIn = (layout: GraphLayout, { x, y, k }: View, viewport: Size) =>
  layout.items.filter(
    (placed) =>
      placed.x * k + x >= 0 &&
      placed.y * k + y >= 0 &&
      (placed.x + placed.width) * k + x <= viewport.width &&
      (placed.y + placed.height) * k + y <= viewport.height,
  );

describe.each(shapes)("%s", (_, program) => {
  it.each([20, 300])("of %i operations begin with items in view", async (n) => {
    const { layout, graph } = await laidOut({
      model: programOf(program(n)).model,
      values: undefined,
    });
    for (const drawn of [layout, provisionalLayout(graph)])
      for (const viewport of viewports) {
        const view = firstView(drawn, viewport);
        const seen = seenIn(drawn, view, viewport);
        expect(seen.length, JSON.stringify({ viewport, view })).toBeGreaterThan(
          viewport.width < 1000 ? 2 : 4,
        );
        // Reading begins at the beginning.
        const place = graph.items.findIndex(
          ({ id }) => id === seen[0]?.item.id,
        );
        expect(place).toBeLessThan(graph.items.length / 4);
      }
  });
});

it("a program of any two before begins there also where its picture is high and almost empty", () => {
  const graph = visibleGraph(programOf(randomProgram(300)).model, {});
  const { items, wires, ...layout } = provisionalLayout(graph);
  const [first, second] = items;
  if (!first || !second) throw new Error("There are no items.");
  // Two inputs at the upper left, the rest at the lower right.
  const far = items.map((placed, index) =>
    index < 2
      ? { ...placed, x: 20, y: 20 + index * 60 }
      : { ...placed, x: placed.x + 9000, y: placed.y + 9000 },
  );
  const high = {
    ...layout,
    items: far,
    wires,
    width: layout.width + 9000,
    height: layout.height + 9000,
  };
  const viewport = { width: 1200, height: 800 };
  expect(
    seenIn(high, firstView(high, viewport), viewport).length,
  ).toBeGreaterThan(4);
});

it("a row begins at its left end, also where a little more would be seen further on", () => {
  const graph = visibleGraph(programOf(chainProgram(40)).model, {});
  const layout = provisionalLayout(graph);
  // The first places are far apart, the others are not.
  const items = layout.items.map((placed, index) => ({
    ...placed,
    x: index < 3 ? 20 + index * 300 : 600 + index * 200,
    y: 20,
  }));
  const row = { ...layout, items, width: 9000, height: 100 };
  expect(firstView(row, { width: 800, height: 400 }).x).toBe(0);
});
