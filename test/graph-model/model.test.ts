// Programs as they are drawn, kept beside them. To see what a change does to the picture, run
// `npx vitest run test/graph-model --update` and read the difference.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { draw, valuesOf } from "./draw.js";
import { renderGraph } from "./render.js";

const folder = path.join(import.meta.dirname, "programs");

describe("the drawing", () => {
  const programs = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".nn"));

  it.each(programs)("of %s", async (name) => {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    const rendered = draw(text).lowered.networks.map((network) => {
      const drawn = draw(text, network.name);
      return renderGraph(drawn.model, valuesOf(drawn));
    });
    await expect(rendered.join("\n")).toMatchFileSnapshot(
      path.join(folder, name.replace(/\.nn$/, ".graph")),
    );
  });
});
