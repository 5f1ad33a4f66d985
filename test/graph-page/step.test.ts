// A trace in the graph's page, with the server's answers: the step is lit and explained, nothing later is shown, and
// afterwards everything is as before.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Opened } from "./graph-page.js";
import { LiveTrace } from "./live-trace.js";
import { usePages } from "./pages.js";
import { settled } from "./settled.js";

const lecture = (file: string): string =>
  readFileSync(
    path.resolve(import.meta.dirname, "../../examples/lecture", file),
    "utf8",
  );

const layers = `network Layers {
  input x = [0.3, -0.4, 0.8]
  layer h = x |> dense(3) |> tanh
  layer g = h |> dense(2) |> relu
  loss L = sum(g * g)
}
`;

const pages = usePages();

const open = (
  text: string,
  network: string,
  options?: Opened,
): Promise<LiveTrace> =>
  pages.openWith((host) => LiveTrace.open(host, text, network, options));

// What follows a step (the view that moves, the card, what is spoken) comes a frame or two after the answer is drawn.

/** Waits until the step lights that, and nothing else. */
const lights = (
  trace: LiveTrace,
  attribute: "data-item" | "data-wire",
  ids: readonly string[],
): Promise<void> => expect.poll(() => trace.lit(attribute)).toEqual(ids);

describe.each([
  "vscode-light",
  "vscode-dark",
  "vscode-high-contrast",
  "vscode-high-contrast-light",
] as const)("%s", (theme) => {
  it("lights node and wire of a step back, and explains it", async () => {
    const trace = await open(lecture("n11-vanishing.nn"), "Vanishing", {
      theme,
      width: 1000,
      height: 620,
    });
    await trace.after("z1→a1#0");
    await lights(trace, "data-item", ["a1"]);
    await lights(trace, "data-wire", ["z1→a1#0"]);
    await expect
      .poll(() => trace.formulas())
      .toEqual([
        "∂L/∂z1 = ∂L/∂a1 · ∂a1/∂z1 = −0.006399 · a1(1 − a1) = −0.006399 · 0.235 = −0.001504",
      ]);
    const colours = await trace.haloColours("a1");
    expect(colours.stroke).not.toBe("none");
    const pointers = trace.graph.page.locator(".pointer");
    await expect.poll(() => pointers.count()).toBe(1);
    await pages.picture(`step-back-${theme}`);
  });
});

describe("on the way", () => {
  it("the picture has the numbers of the steps that are done", async () => {
    const trace = await open(lecture("n11-vanishing.nn"), "Vanishing");
    const numbers = () => expect.poll(() => trace.numbers());
    await numbers().toContain("−0.006399");
    const complete = await trace.numbers();
    await trace.at(-1);
    await numbers().toEqual([]);
    await trace.at(6);
    await numbers().toContain("0.6225");
    const known = await trace.numbers();
    expect(known).not.toContain("0.3112");
    expect(known.some((text) => text.startsWith("−"))).toBe(false);
    await trace.at(5);
    await numbers().not.toContain("0.6225");
    await trace.endTrace();
    await numbers().toEqual(complete);
    await lights(trace, "data-item", []);
    await trace.graph.page.locator(".step-card").waitFor({ state: "detached" });
  });

  it("the keyboard's focus stays, and nothing moves that need not", async () => {
    const trace = await open(lecture("n07-circuit.nn"), "Circuit");
    const { page } = trace.graph;
    await trace.at(0);
    await page.locator(".viewport").focus();
    const place = (): Promise<string> =>
      page.locator(".sheet").evaluate((sheet) => sheet.style.transform);
    // The card comes, and makes the picture lower.
    await page.locator(".step-card").waitFor();
    const before = await settled(place);
    for (const step of [1, 2, 3, 4, 3]) {
      await trace.at(step);
      expect(await settled(place)).toBe(before);
    }
    expect(await page.locator(".viewport:focus").count()).toBe(1);
  });

  it("a step out of sight comes into view", async () => {
    const trace = await open(lecture("n11-vanishing.nn"), "Vanishing", {
      width: 420,
      height: 500,
    });
    const { page } = trace.graph;
    await page.locator(".viewport").focus();
    for (const key of ["+", "+", "Home"]) await page.keyboard.press(key);
    const view = await page.locator(".viewport").boundingBox();
    for (const step of [12, 3, 20]) {
      await trace.at(step);
      const { node = "", wire } = await trace.step();
      // What is out of sight may not be in the page at all until the view has moved.
      await lights(trace, "data-item", [node]);
      await expectInside(trace, `[data-item="${node}"] > .outline`, view);
      await lights(trace, "data-wire", wire === undefined ? [] : [wire]);
      if (wire !== undefined)
        await expectInside(trace, `[data-wire="${wire}"] > .line`, view);
    }
  });

  it("a screen reader hears the step", async () => {
    const trace = await open(lecture("n07-circuit.nn"), "Circuit");
    await trace.at(3);
    const spoken = trace.graph.page.locator('[aria-live="polite"]');
    await expect
      .poll(() => spoken.textContent())
      .toMatch(/^Step 4 of \d+, forward pass: q = x \+ y = .*3$/);
  });
});

interface Extent {
  readonly x: number;
  readonly width: number;
}

/** Waits until it is in view from its left to its right end. */
async function expectInside(
  { graph }: LiveTrace,
  selector: string,
  view: Extent | null,
): Promise<void> {
  if (!view) throw new Error("There is no view.");
  const beyond = async (): Promise<number[]> => {
    const box = await graph.page.locator(selector).first().boundingBox();
    if (!box) throw new Error(`There is no ${selector}.`);
    const right = box.x + box.width - (view.x + view.width);
    return [view.x - box.x, right].filter((distance) => distance > 0);
  };
  await expect.poll(beyond, { message: `${selector} in view` }).toEqual([]);
}

describe("a closed layer", () => {
  it("is lit for the steps inside it, and stays closed", async () => {
    const trace = await open(layers, "Layers");
    const { page } = trace.graph;
    await page.getByRole("button", { name: "Layers" }).click();
    await page.locator('.box[data-item="h/"]').waitFor();
    await trace.at(1);
    const { node = "" } = await trace.step();
    expect(node.startsWith("h")).toBe(true);
    await lights(trace, "data-item", ["h/"]);
    expect(await page.locator('.box[data-item="h/"]').count()).toBe(1);
  });

  it("taken as one says what it computes", async () => {
    const trace = await open(layers, "Layers");
    await trace.stepOver();
    await trace.stepOver();
    await lights(trace, "data-item", ["h/"]);
    const card = trace.graph.page.locator(".step-card");
    await expect
      .poll(() => card.textContent())
      .toContain("h = dense(3) → tanh");
    await pages.picture("step-layer");
  });
});
