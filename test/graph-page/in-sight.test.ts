// What is found, selected or arranged can be seen and read: nothing lies over it, and it is not too small.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { GraphPage, Opened } from "./graph-page.js";
import { answerWith, flat, layered, valuesFor } from "./models.js";
import { usePages } from "./pages.js";
import { settled } from "./settled.js";

const pages = usePages();

async function openModel(
  model = layered(6, 20),
  options?: Opened,
): Promise<GraphPage> {
  const graph = await pages.open(options);
  await graph.draw(answerWith(model, valuesFor(model)));
  return graph;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxOf = async (page: Page, selector: string): Promise<Box> => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`There is no ${selector}.`);
  return box;
};

const scaleOf = (page: Page): Promise<number> =>
  settled(() =>
    page
      .locator(".sheet")
      .evaluate((sheet) =>
        Number(/scale\((.*)\)/.exec(sheet.style.transform)?.[1]),
      ),
  );

const share = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width &&
  b.x < a.x + a.width &&
  a.y < b.y + b.height &&
  b.y < a.y + a.height;

const inside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** The selected item is in view, the card is there and not on it. */
async function expectInSight(page: Page): Promise<void> {
  await page.locator(".sheet .selected .outline").first().waitFor();
  await page.locator(".inspector").waitFor();
  await scaleOf(page);
  const item = await boxOf(page, ".sheet .selected .outline");
  expect(inside(item, await boxOf(page, ".viewport"))).toBe(true);
  expect(share(item, await boxOf(page, ".inspector"))).toBe(false);
}

describe.each([
  [1400, 800],
  [900, 600],
  [600, 500],
  [420, 900],
  [380, 420],
])("in a panel of %i × %i", (width, height) => {
  it("what the search found is in sight and large enough, the list is gone", async () => {
    const { page } = await openModel(undefined, { width, height });
    await page.getByRole("button", { name: "Operations" }).click();
    await page.locator('.frame[data-item="layer0"]').waitFor();
    await page.getByRole("button", { name: "Fit" }).click();
    expect(await scaleOf(page)).toBeLessThan(0.5);
    await page.keyboard.press("/");
    await page.keyboard.type("layer4.7");
    await page.locator(".hits:visible").waitFor();
    await page.keyboard.press("Enter");
    await page.locator('[data-item="layer4.7"].selected').waitFor();
    expect(await page.locator(".hits:visible").count()).toBe(0);
    await expectInSight(page);
    expect(await scaleOf(page)).toBeGreaterThanOrEqual(0.6);
  });

  it("the card does not lie on what is selected, wherever that stands", async () => {
    const { page } = await openModel(flat(30), { width, height });
    await page.locator(".viewport").focus();
    await page.keyboard.press("Home");
    await expectInSight(page);
    for (let step = 0; step < 6; step++) {
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expectInSight(page);
    }
  });
});

it("the list of what is found comes back with the keys, and goes when the field is left", async () => {
  const { page } = await openModel();
  await page.locator("#search").fill("layer");
  const list = page.locator(".hits:visible");
  await list.waitFor();
  await page.keyboard.press("Enter");
  await list.waitFor({ state: "detached" });
  await page.keyboard.press("ArrowDown");
  await list.waitFor();
  await page.getByRole("option").nth(2).click();
  await list.waitFor({ state: "detached" });
  await page.locator('[data-item="layer2"].selected').waitFor();
  await page.keyboard.press("ArrowDown");
  await list.waitFor();
  await page.locator(".viewport").focus();
  await list.waitFor({ state: "detached" });
});

describe("opening and closing all layers", () => {
  const open = async (): Promise<Page> => {
    const { page } = await openModel();
    await page.getByRole("button", { name: "Operations" }).click();
    await page.locator('.frame[data-item="layer0"]').waitFor();
    return page;
  };
  const close = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: "Layers" }).click();
    await expect.poll(() => page.locator(".frame").count()).toBe(0);
  };

  it("shows all of it again where all of it was shown", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Fit" }).click();
    const far = await scaleOf(page);
    await close(page);
    expect(await scaleOf(page)).toBeGreaterThan(2 * far);
    const before = await page.locator(".sheet").getAttribute("style");
    await page.getByRole("button", { name: "Fit" }).click();
    expect(await page.locator(".sheet").getAttribute("style")).toBe(before);
  });

  it("keeps the place where the user has chosen it", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Fit" }).click();
    await page.keyboard.press("-");
    const chosen = await scaleOf(page);
    await close(page);
    expect(await scaleOf(page)).toBe(chosen);
  });
});

it("what the cursor stands on when the graph opens is lit and in sight, also where that is asked for before it is drawn", async () => {
  const graph = await pages.open({ width: 600, height: 500 });
  const model = layered(20, 3);
  await graph.send({ kind: "lit", nodes: ["L"], follow: true });
  await graph.draw(answerWith(model, valuesFor(model)));
  const { page } = graph;
  await page.locator('[data-item="L"].current').waitFor();
  await scaleOf(page);
  const item = await boxOf(page, '[data-item="L"] .outline');
  expect(inside(item, await boxOf(page, ".viewport"))).toBe(true);

  // Once: afterwards the place is the user's.
  await page.locator(".viewport").focus();
  for (let times = 0; times < 8; times++)
    await page.keyboard.press("Shift+ArrowLeft");
  const chosen = await page.locator(".sheet").getAttribute("style");
  await graph.draw(answerWith({ ...model, version: 2 }, valuesFor(model), 2));
  expect(await page.locator(".sheet").getAttribute("style")).toBe(chosen);
});
