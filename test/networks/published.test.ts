// The published networks have their published parameter counts, multiply-adds and shapes, without any value.
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { costOf } from "../../language-server/analysis/cost.js";
import {
  evaluateDimension,
  type Dimension,
} from "../../language-server/graph/dimension.js";
import { formatShape } from "../../language-server/graph/shape.js";
import { lastNetworkOf } from "./programs.js";
import { published } from "./published.js";

const ofOne = (count: Dimension): number =>
  evaluateDimension(count, new Map([["batch", 1]])) ?? NaN;

describe.each(published)("$program", ({ program, parameters, shapes }) => {
  const lowered = lastNetworkOf(`examples/networks/${program}.nn`);

  test(`has ${parameters.toLocaleString("en")} parameters, in the summary and beside it`, async () => {
    const { graph, parameterCount } = await lowered;
    expect(costOf(graph).parameters).toBe(parameters);
    expect(parameterCount).toBe(parameters);
  });

  test("has its shapes at every stage, the batch by name", async () => {
    const network = await lowered;
    const found = Object.keys(shapes).map((name) => [
      name,
      formatShape(network.shapes.get(name) ?? []),
    ]);
    expect(Object.fromEntries(found)).toEqual(shapes);
  });

  test("lists every one of these stages in the summary, with its shape", async () => {
    const { graph } = await lowered;
    const listed = new Map(
      costOf(graph).statements.map(({ name, shape }) => [
        name,
        formatShape(shape),
      ]),
    );
    for (const [name, shape] of Object.entries(shapes))
      expect([name, listed.get(name)]).toEqual([name, shape]);
  });
});

test.each(
  published.filter(({ gigaMultiplyAdds }) => gigaMultiplyAdds !== undefined),
)(
  "$program takes $gigaMultiplyAdds billion multiply-adds for one picture",
  async ({ program, gigaMultiplyAdds }) => {
    const { graph } = await lastNetworkOf(`examples/networks/${program}.nn`);
    const count = ofOne(costOf(graph).multiplyAdds);
    expect(Math.round(count / 1e6) / 1e3).toBe(gigaMultiplyAdds);
  },
);

test("every network among the examples is published here, but for the small classifier", () => {
  const folder = path.resolve(import.meta.dirname, "../../examples/networks");
  const programs = readdirSync(folder)
    .filter((name) => name.endsWith(".nn") && name !== "mlp.nn")
    .map((name) => name.replace(".nn", ""));
  expect(programs.sort()).toEqual(
    published.map(({ program }) => program).sort(),
  );
});
