// Pictures in which nothing lies on anything else: the lecture's graphs, an MLP and LeNet-5, closed, open, as neurons.
import { describe, expect, it } from "vitest";
import { flawsOf } from "./clearances.js";
import { allOpen, digits, exampleOf, laidOut, programOf } from "./programs.js";

const examples: [file: string, network?: string][] = [
  ["lecture/n02-dead-units"],
  ["lecture/n06-perceptron-gates", "Xor"],
  ["lecture/n07-circuit"],
  ["lecture/n09-sigmoid-circuit"],
  ["lecture/n11-vanishing"],
  ["lecture/n12-exploding"],
  ["networks/mlp"],
  ["networks/lenet5"],
  ["networks/transformer-encoder"],
  ["networks/unet"],
];

describe("nothing overlaps, no text is clipped, wires keep clear", () => {
  it.each(examples)("%s as it opens", async (file, network) => {
    const { layout } = await laidOut(exampleOf(file, network));
    expect(flawsOf(layout)).toEqual([]);
  });

  it.each(examples)("%s with all groups open", async (file, network) => {
    const program = exampleOf(file, network);
    const { layout } = await laidOut(program, allOpen(program.model));
    expect(flawsOf(layout)).toEqual([]);
  });

  it.each(examples)("%s with neurons", async (file, network) => {
    const program = exampleOf(file, network);
    const { layout } = await laidOut(program, allOpen(program.model, true));
    expect(flawsOf(layout)).toEqual([]);
  });
});

describe("nothing overlaps in 784-256-128-10", () => {
  const program = programOf(digits);

  it.each([
    ["in layers", {}],
    ["in operations", allOpen(program.model)],
  ])("%s", async (_, openings) => {
    const { graph, layout } = await laidOut(program, openings);
    expect(flawsOf(layout)).toEqual([]);
    const layers = graph.items.filter(({ kind }) => kind === "box");
    expect(layers).toHaveLength(Object.keys(openings).length > 0 ? 0 : 3);
  });
});

describe("what these tests look for", () => {
  const circuit = exampleOf("lecture/n07-circuit");

  it("is seen where an item lies on another", async () => {
    const { layout } = await laidOut(circuit);
    const items = layout.items.map((placed) => ({ ...placed, x: 0, y: 0 }));
    expect(flawsOf({ ...layout, items })).toContain("x lies on y");
  });

  it("is seen where a wire runs through an item", async () => {
    const { layout } = await laidOut(circuit);
    const [x] = layout.items;
    const wires = layout.wires.map((placed) =>
      placed.wire.from === "z"
        ? {
            ...placed,
            points: [
              { x: 0, y: 0 },
              { x: (x?.x ?? 0) + 5, y: 60 },
            ],
          }
        : placed,
    );
    expect(flawsOf({ ...layout, wires })).toContainEqual(
      expect.stringMatching(/^z→.* runs through x$/),
    );
  });

  it("is seen where text is wider than its box", async () => {
    const { layout } = await laidOut(circuit);
    const items = layout.items.map((placed) => ({ ...placed, width: 10 }));
    expect(flawsOf({ ...layout, items })).toContain('"x" does not fit into x');
  });
});
