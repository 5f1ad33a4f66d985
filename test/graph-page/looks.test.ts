// How the page looks: photographs compared with those in looks/. `LOOKS=renew` takes them anew, to be looked at before they
// are committed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GraphPageHost } from "./graph-page.js";
import { differenceOf, flawsOfText, photograph } from "./looks.js";
import { pinnedFonts } from "./pinned-fonts.js";
import { scenes } from "./scenes.js";

const kept = path.join(import.meta.dirname, "looks");
/** Where photographs go that differ. */
const seen = "out/graph-page/looks";

/**
 * So many pixels may look different. Letters and their smoothing are pinned (pinned-fonts.ts): a machine with other fonts and
 * font settings differs in none. What remains is another Chromium, which may round the end of a line otherwise. Arrow heads
 * that are two pixels narrower differ in 36 pixels of the vanishing chain, gradients a pixel higher in 870.
 */
const tolerance = 12;

const photographs = scenes.flatMap((scene) =>
  scene.themes.map((theme) => ({
    scene,
    theme,
    name: `${scene.name}-${theme.replace("vscode-", "")}`,
  })),
);

let host: GraphPageHost;
beforeAll(async () => {
  host = await GraphPageHost.start(pinnedFonts());
  mkdirSync(seen, { recursive: true });
});
afterAll(() => host.stop());

describe("the page looks as it did, and no text lies on another or is cut", () => {
  it.each(photographs)("$name", async ({ scene, theme, name }) => {
    const { graph, png } = await photograph(host, scene, theme);
    const flaws = await flawsOfText(graph.page);
    const { problems } = graph;
    await graph.close();
    expect(problems).toEqual([]);
    expect(flaws).toEqual([]);

    const file = path.join(kept, `${name}.png`);
    if (process.env["LOOKS"] === "renew") writeFileSync(file, png);
    const difference = differenceOf(readFileSync(file), png);
    if (difference.pixels > tolerance) {
      writeFileSync(path.join(seen, `${name}.png`), png);
      writeFileSync(path.join(seen, `${name}-difference.png`), difference.png);
    }
    expect(
      difference.pixels,
      `${name} looks different: see ${seen}/${name}.png and ${name}-difference.png. ` +
        "If it is better so, LOOKS=renew keeps it.",
    ).toBeLessThanOrEqual(tolerance);
  });

  it("has no photographs that nobody compares", () => {
    expect(readdirSync(kept).sort()).toEqual(
      photographs.map(({ name }) => `${name}.png`).sort(),
    );
  });
});
