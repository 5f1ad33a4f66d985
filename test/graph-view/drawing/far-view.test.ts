// From far away: few elements, and still every item and wire in its colours, and whatever is in a state on its own.
import { h } from "preact";
import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { writtenOutProgram } from "../../../bench/graph-programs.js";
import {
  GraphDrawing,
  type Marks,
} from "../../../src/graph-view/drawing/components/graph-drawing.js";
import { itemAt } from "../../../src/graph-view/page/item-at.js";
import { allOpen, exampleOf, laidOut, programOf } from "./programs.js";

const net = await laidOut(programOf(writtenOutProgram(150)));
const { graph, layout } = net;

const drawn = (marks: Marks = {}, of = net): string =>
  render(h(GraphDrawing, { ...of, detail: "boxes", titles: false, marks }));

/** Paths of that class, and how many lines each begins. */
const linesOf = (svg: string, name: RegExp): number =>
  [...svg.matchAll(/<path class="([^"]*)"[^>]* d="([^"]*)"/g)]
    .filter(([, classes = ""]) => name.test(classes))
    .reduce((sum, [, , d = ""]) => sum + d.split("M").length - 1, 0);

describe("from far away", () => {
  it("a graph is a few paths with a line for each wire and an outline for each item", () => {
    const svg = drawn();
    expect(graph.items.length).toBeGreaterThan(200);
    expect(svg.split("<path").length).toBeLessThan(graph.items.length / 5);
    expect(linesOf(svg, /\bline\b/)).toBe(graph.wires.length);
    expect(linesOf(svg, /\boutline\b/)).toBe(graph.items.length);
    expect(svg).not.toMatch(/<text|class="head"/);
  });

  it("wires have the colours that they have from near", () => {
    const near = render(h(GraphDrawing, net));
    const looks = [...near.matchAll(/<g class="wire ([^"]*)"/g)].map(
      ([, look = ""]) => look,
    );
    expect(new Set(looks).size).toBeGreaterThan(3);
    for (const look of new Set(looks))
      expect(linesOf(drawn(), new RegExp(`^wire ${look} line$`))).toBe(
        looks.filter((other) => other === look).length,
      );
  });

  it("what is in a state is drawn on its own, once", () => {
    const [item, wire] = [graph.items[3]?.id ?? "", graph.wires[5]?.id ?? ""];
    const svg = drawn({
      selected: new Set([item]),
      highlighted: new Set([wire]),
    });
    expect(svg).toContain(`data-item="${item}"`);
    expect(svg).toContain(`data-wire="${wire}"`);
    expect(linesOf(svg, /^wire .*\bline\b/)).toBe(graph.wires.length - 1);
    expect(linesOf(svg, /\boutline\b/)).toBe(graph.items.length - 1);
  });

  it("what a check found wrong keeps its mark", async () => {
    const failing = await laidOut(
      programOf(
        "network Bad {\n input x = 1\n output f = x * 2\n expect f == 5\n}",
      ),
    );
    expect(drawn({}, failing)).toContain('class="mark"');
  });
});

describe("what is at a place", () => {
  it("is the item that stands there", () => {
    for (const { item, x, y, width, height } of layout.items)
      expect(itemAt(layout, { x: x + width / 2, y: y + height / 2 }, 0)).toBe(
        item.id,
      );
  });

  it("is the nearest item within reach, and nothing beyond", () => {
    const [first] = layout.items;
    if (!first) throw new Error("The net has items.");
    const beside = { x: first.x - 4, y: first.y + first.height / 2 };
    expect(itemAt(layout, beside, 5)).toBe(first.item.id);
    expect(itemAt(layout, beside, 3)).toBeUndefined();
  });

  it("is a frame where nothing stands in it", async () => {
    const program = exampleOf("networks/mlp");
    const opened = await laidOut(program, allOpen(program.model));
    const frames = opened.layout.items.filter(
      ({ item }) => item.kind === "frame",
    );
    expect(frames).not.toEqual([]);
    for (const { item, x, y } of frames)
      expect(itemAt(opened.layout, { x: x + 2, y: y + 2 }, 3)).toBe(item.id);
  });
});
