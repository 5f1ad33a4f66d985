// The card of what is selected: formulas in MathML, symbols first and then the program's numbers.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Opened } from "./graph-page.js";
import { LiveCard, uri } from "./live-card.js";
import { usePages } from "./pages.js";

const lecture = (file: string): string =>
  readFileSync(
    path.resolve(import.meta.dirname, "../../examples/lecture", file),
    "utf8",
  );

const pages = usePages();
const { picture } = pages;

const open = (
  text: string,
  network: string,
  options?: Opened,
): Promise<LiveCard> =>
  pages.openWith((host) => LiveCard.open(host, text, network, options));

it("the circuit's q: its sum, and the chain rule in one step", async () => {
  const opened = await open(lecture("n07-circuit.nn"), "Circuit");
  expect(await opened.select('[data-item="q"]')).toEqual([
    "q = x + y = (−2) + 5 = 3",
    "∂f/∂q = ∂f/∂f · z = 1 · −4 = −4",
  ]);
  await picture("n07-q");
});

it("copies the value or the gradient of the selected node", async () => {
  const opened = await open(lecture("n07-circuit.nn"), "Circuit");
  await opened.select('[data-item="q"]');
  const { page } = opened.graph;
  await page.getByRole("button", { name: "Copy gradient as Python" }).click();
  const asked = await opened.graph.told("copy", 1);
  expect(asked).toMatchObject({ quantity: "gradient", format: "python" });
});

it("a wire: upstream times local derivative", async () => {
  const opened = await open(lecture("n07-circuit.nn"), "Circuit");
  expect(await opened.select('[data-wire="x→q#0"]')).toEqual([
    "∂f/∂x = ∂f/∂q · 1 = −4 · 1 = −4",
  ]);
});

describe.each(["vscode-light", "vscode-dark"] as const)("%s", (theme) => {
  const shot = (name: string): Promise<void> => picture(`${name}-${theme}`);

  it("a sigmoid: its formula, and the chain rule with a(1 − a)", async () => {
    const opened = await open(lecture("n11-vanishing.nn"), "Vanishing", {
      theme,
    });
    expect(await opened.select('[data-item="a1"]')).toEqual([
      "a1 = σ(z1) = 1 / (1 + e^−z1) = 1 / (1 + e^−0.5) = 0.6225",
      "∂L/∂a1 = ∂L/∂z2 · w2 = −0.0128 · 0.5 = −0.006399",
    ]);
    await shot("n11-a1");
    expect(await opened.select('[data-item="z1"]')).toEqual([
      "z1 = w1 · x = 0.5 · 1 = 0.5",
      "∂L/∂z1 = ∂L/∂a1 · ∂a1/∂z1 = −0.006399 · a1(1 − a1) = −0.006399 · 0.235 = −0.001504",
    ]);
    await shot("n11-z1");
  });

  it.each([
    [
      "softmax",
      `network S { input y: [3] = [0, 1, 0] weight z: [3] = [1, 2, 0.5]
       output p = softmax(z) loss L = cross_entropy(z, y) }`,
      "z",
      "softmax(z) − y",
    ],
    [
      "matmul",
      `network M { input x: [2, 2] = [[1, 2], [3, 4]] weight W: [2, 2] = [[0.1, 0.2], [0.3, 0.4]]
       z = x @ W loss L = sum(z * z) }`,
      "W",
      "xᵀ · ∂L/∂z",
    ],
    [
      "relu",
      `network R { input x = -0.5 weight w = 2 z = w * x h = leaky_relu(z, 0.1) loss L = h^2 }`,
      "z",
      "1 if z > 0, else 0.1",
    ],
    [
      "layer-norm",
      `network N { input x: [4] = [1, 2, 3, 5] weight u: [4] = [0.5, 1, 1.5, 2] v = u * x
       layer h = v |> layer_norm loss L = sum(h^2 * x) }`,
      "v",
      "mean(",
    ],
  ])("%s", async (name, text, item, expected) => {
    const network = /network (\w+)/.exec(text)?.[1] ?? "";
    const opened = await open(text, network, { theme });
    const lines = await opened.select(`[data-item="${item}"]`);
    await shot(name);
    expect(lines.join("\n")).toContain(expected);
  });
});

it("is typeset in the bundled font, as MathML", async () => {
  const opened = await open(lecture("n11-vanishing.nn"), "Vanishing");
  const { graph } = opened;
  await opened.select('[data-item="z1"]');
  const fraction = graph.page.locator(".equation mfrac").first();
  const namespace = await fraction.evaluate((each) => each.namespaceURI);
  expect(namespace).toBe("http://www.w3.org/1998/Math/MathML");
  const { height } = (await fraction.boundingBox()) ?? { height: 0 };
  expect(height).toBeGreaterThan(20);
  const isLoaded = await graph.page.evaluate(async () => {
    await document.fonts.ready;
    return document.fonts.check('16px "NN Math"');
  });
  expect(isLoaded).toBe(true);
});

it("marks what is of the text before an edit, and keeps the focus", async () => {
  const text = lecture("n07-circuit.nn");
  const opened = await open(text, "Circuit");
  await opened.select('[data-item="q"]');
  const { page } = opened.graph;
  await page.locator(".equation").first().focus();
  opened.session.edit(uri, text.replace("input y = 5", "input y = 6"));
  await opened.session.settled(uri);
  await opened.refresh();
  const focused = page.locator(".equation:focus").first();
  const old = page.locator(".equations.is-old");
  await expect.poll(() => old.count()).toBe(1);
  await expect
    .poll(() => page.locator(".inspector").textContent())
    .toContain("before the last edit");
  expect(await focused.count()).toBe(1);

  const before = (await opened.graph.messages("explain")).length;
  await opened.session.evaluate(uri);
  await opened.refresh();
  await opened.answer(before + 1);
  await expect
    .poll(() => opened.texts())
    .toEqual(["q = x + y = (−2) + 6 = 4", "∂f/∂q = ∂f/∂f · z = 1 · −4 = −4"]);
  expect(await old.count()).toBe(0);
  expect(await focused.count()).toBe(1);
});

it("a program's names are never markup", async () => {
  const opened = await open(
    `network H { input x = 1 q = x * 2 // <img src=x onerror=alert(1)>
     output f = q * /* </math><script>alert(1)</script> */ x }`,
    "H",
  );
  await opened.select('[data-item="q"]');
  const { page } = opened.graph;
  expect(await page.locator(".inspector img, .inspector script").count()).toBe(
    0,
  );
});
