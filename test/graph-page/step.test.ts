// A trace in the graph's page, with the server's answers: the step is lit and explained, nothing later is shown, and
// afterwards everything is as before.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GraphPageHost, type Opened } from "./graph-page.js";
import { LiveTrace } from "./live-trace.js";

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

let host: GraphPageHost;
let traced: LiveTrace | undefined;

beforeAll(async () => {
  host = await GraphPageHost.start();
});
afterEach(async () => {
  const problems = traced?.graph.problems ?? [];
  await traced?.end();
  traced = undefined;
  expect(problems).toEqual([]);
});
afterAll(() => host.stop());

async function open(
  text: string,
  network: string,
  options?: Opened,
): Promise<LiveTrace> {
  traced = await LiveTrace.open(host, text, network, options);
  return traced;
}

/** Kept where the environment says so, to be looked at. */
async function picture(name: string): Promise<void> {
  const folder = process.env["NN_PICTURES"];
  if (folder === undefined || !traced) return;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await traced.graph.page.screenshot({ path: file });
}

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
    expect(await trace.lit("data-item")).toEqual(["a1"]);
    expect(await trace.lit("data-wire")).toEqual(["z1→a1#0"]);
    expect(await trace.formulas()).toEqual([
      "∂L/∂z1 = ∂L/∂a1 · ∂a1/∂z1 = −0.006399 · a1(1 − a1) = −0.006399 · 0.235 = −0.001504",
    ]);
    const colours = await trace.haloColours("a1");
    expect(colours.stroke).not.toBe("none");
    expect(await trace.graph.page.locator(".pointer").count()).toBe(1);
    await picture(`step-back-${theme}`);
  });
});

describe("on the way", () => {
  it("the picture has the numbers of the steps that are done", async () => {
    const trace = await open(lecture("n11-vanishing.nn"), "Vanishing");
    const complete = await trace.numbers();
    await trace.at(-1);
    expect(await trace.numbers()).toEqual([]);
    await trace.at(6);
    const numbers = await trace.numbers();
    expect(numbers).toContain("0.6225");
    expect(numbers).not.toContain("0.3112");
    expect(numbers.some((text) => text.startsWith("−"))).toBe(false);
    await trace.at(5);
    expect(await trace.numbers()).not.toContain("0.6225");
    await trace.close();
    expect(await trace.numbers()).toEqual(complete);
    expect(await trace.lit("data-item")).toEqual([]);
    expect(await trace.graph.page.locator(".step-card").count()).toBe(0);
  });

  it("the keyboard's focus stays, and nothing moves that need not", async () => {
    const trace = await open(lecture("n07-circuit.nn"), "Circuit");
    const { page } = trace.graph;
    await trace.at(0);
    await page.locator(".viewport").focus();
    // The card has come, and made the picture lower.
    await page.waitForTimeout(200);
    const place = (): Promise<string> =>
      page.locator(".sheet").evaluate((sheet) => sheet.style.transform);
    const before = await place();
    for (const step of [1, 2, 3, 4, 3]) await trace.at(step);
    expect(await page.locator(".viewport:focus").count()).toBe(1);
    expect(await place()).toBe(before);
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
      const [item = ""] = await trace.lit("data-item");
      await expectInside(`[data-item="${item}"] > .outline`, view);
      const [wire] = await trace.lit("data-wire");
      if (wire !== undefined)
        await expectInside(`[data-wire="${wire}"] > .line`, view);
    }
  });

  it("a screen reader hears the step", async () => {
    const trace = await open(lecture("n07-circuit.nn"), "Circuit");
    await trace.at(3);
    const spoken = trace.graph.page.locator('[aria-live="polite"]');
    expect(await spoken.textContent()).toMatch(
      /^Step 4 of \d+, forward pass: q = x \+ y = .*3$/,
    );
  });
});

interface Extent {
  readonly x: number;
  readonly width: number;
}

/** From left to right. */
async function expectInside(
  selector: string,
  view: Extent | null,
): Promise<void> {
  const box = await traced?.graph.page.locator(selector).first().boundingBox();
  if (!box || !view) throw new Error(`There is no ${selector}.`);
  expect(box.x).toBeGreaterThanOrEqual(view.x);
  expect(box.x + box.width).toBeLessThanOrEqual(view.x + view.width);
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
    expect(await trace.lit("data-item")).toEqual(["h/"]);
    expect(await page.locator('.box[data-item="h/"]').count()).toBe(1);
  });

  it("taken as one says what it computes", async () => {
    const trace = await open(layers, "Layers");
    await trace.stepOver();
    await trace.stepOver();
    expect(await trace.lit("data-item")).toEqual(["h/"]);
    const card = trace.graph.page.locator(".step-card");
    expect(await card.textContent()).toContain("h = dense(3) → tanh");
    await picture("step-layer");
  });
});
