// The graph's page at its limits: pictures of large graphs in files, names without end, a card in a small panel.
import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { draw } from "../graph-model/draw.js";
import { allOpen } from "../graph-view/drawing/programs.js";
import { answerWith, circuit, circuitValues, valuesFor } from "./models.js";
import { usePages } from "./pages.js";

const { open } = usePages();

describe("pictures of ResNet-50 with all layers open", () => {
  const { model } = draw(readFileSync("examples/networks/resnet50.nn", "utf8"));
  const openings = allOpen(model);
  const state = { uri: "file:///w/test.nn", network: model.network, openings };

  it("are whole as SVG; as PNG scaled down, which is said", async () => {
    const graph = await open({ state });
    const { page } = graph;
    page.setDefaultTimeout(40_000);
    await graph.draw(answerWith(model, valuesFor(model)), 60_000);
    await page.getByRole("button", { name: "SVG" }).click();
    const { data } = await graph.told("save", 1, 40_000);
    // In a page without our policy, which forbids the picture's own style sheet.
    const reader = await page.context().newPage();
    const problems = await reader.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, "image/svg+xml");
      return read.querySelector("parsererror")?.textContent ?? "";
    }, data);
    await reader.close();
    expect(problems).toBe("");
    for (const { id } of model.nodes.slice(-50)) expect(data).toContain(id);

    await page.getByRole("button", { name: "PNG" }).click();
    const { data: base64 } = await graph.told("save", 2, 60_000);
    const png = PNG.sync.read(Buffer.from(base64, "base64"));
    const { width, height } = png;
    expect(Math.max(width, height)).toBeLessThanOrEqual(16_000);
    expect(Math.max(width, height)).toBeGreaterThan(10_000);
    const middle = png.data.subarray(
      4 * width * Math.floor(height / 2),
      4 * width * (Math.floor(height / 2) + 1),
    );
    expect(new Set(middle).size, "colours across the middle").toBeGreaterThan(
      3,
    );
    const said = page.locator("header [role=status]");
    await expect
      .poll(() => said.textContent())
      .toMatch(/too large for a PNG of its own size: it was drawn at \d+ %/);
  }, 120_000);
});

it("a name of 10,000 characters breaks nothing", async () => {
  const name = "n".repeat(10_000);
  const graph = await open();
  await graph.draw(answerWith(circuit(-2, 1, name), circuitValues()));
  const { page } = graph;
  await page.getByRole("button", { name: "Outline" }).click();
  await page.getByRole("button", { name: "Sliders" }).click();
  await page.getByRole("combobox").fill("nnn");
  await page.keyboard.press("Enter");
  await page.locator(".inspector").waitFor();
  const { width } = page.viewportSize() ?? { width: 0 };
  const { scrollWidth } = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    return { scrollWidth };
  });
  expect(scrollWidth).toBeLessThanOrEqual(width);
  const items = await page.locator("[data-item] .outline").all();
  for (const item of items)
    expect((await item.boundingBox())?.width ?? 0).toBeLessThan(400);
});

it("in a small panel the picture keeps room beside the card", async () => {
  const graph = await open({ width: 320, height: 300 });
  await graph.draw(answerWith(circuit(), circuitValues()));
  const { page } = graph;
  await page.locator('[data-item="q"] .outline').dispatchEvent("click");
  const stage = await page.locator(".stage").boundingBox();
  const card = await page.locator(".inspector").boundingBox();
  expect(card?.height).toBeLessThanOrEqual(0.6 * (stage?.height ?? 0) + 1);
  expect(await page.locator(".minimap").isVisible()).toBe(false);
  await page.screenshot({ path: "out/graph-page/small.png" });
});
