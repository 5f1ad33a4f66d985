// Large programs without layers, many of whose operations stand side by side: columns stay dense, and nothing overlaps.
import { expect, it } from "vitest";
import {
  randomProgram,
  writtenOutProgram,
} from "../../../bench/graph-programs.js";
import { flawsOf } from "./clearances.js";
import { laidOut, programOf } from "./programs.js";

it.each([
  ["any two of forty before", randomProgram(150)],
  ["a net written out", writtenOutProgram(150)],
])("%s", async (_, text) => {
  const { model } = programOf(text);
  const { graph, layout } = await laidOut({ model, values: undefined });
  expect(graph.items.length).toBeGreaterThan(150);
  expect(flawsOf(layout)).toEqual([]);
  const columns = new Map<number, number>();
  for (const { x, width, height } of layout.items) {
    const column = Math.round(x + width / 2);
    columns.set(column, (columns.get(column) ?? 0) + height + 22);
  }
  // Between the items of a column wires pass with their numbers.
  expect(layout.height).toBeLessThan(3 * Math.max(...columns.values()));
});
