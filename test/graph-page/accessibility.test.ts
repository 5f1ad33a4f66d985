// What axe-core finds in the page with formulas in it: in the card, in that of a step, and while newer numbers are awaited.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { LiveCard, uri } from "./live-card.js";
import { LiveTrace } from "./live-trace.js";
import { usePages } from "./pages.js";

const pages = usePages();

const axe = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

const circuit = `network C {
  input x = 0.7
  weight w = 0.35
  input t = [1, 2, 3]
  h = tanh(w * x)
  g = sum(t / h)
  loss L = (g - h)^2 / 2
}`;

/** Each as a sentence: the rule, what breaks it, and how. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(`
    axe.run(document).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any, all, none }) =>
          [id, html, ...[...any, ...all, ...none].map(({ message }) => message)].join(": "))))
  `);
  if (!Array.isArray(found)) throw new Error("axe-core did not answer.");
  return found.map(String);
}

describe.each([
  "vscode-light",
  "vscode-dark",
  "vscode-high-contrast",
  "vscode-high-contrast-light",
] as const)("%s", (theme) => {
  const openCard = () =>
    pages.openWith((host) =>
      LiveCard.open(host, circuit, "C", { theme, width: 1000 }),
    );

  it("has no violations with formulas in the card, a refused number and the list of hits", async () => {
    const card = await openCard();
    const { page } = card.graph;
    await card.select('[data-item="h"]');
    await page.locator(".equation mfrac").first().waitFor();
    await page.getByRole("button", { name: "Sliders" }).click();
    await page.getByRole("textbox", { name: "x, value" }).fill("abc");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await violationsIn(page)).toEqual([]);
    await page.locator("#search").fill("x");
    await page.locator(".hits:visible").waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });

  it("has none while the formulas are those of an older text", async () => {
    const card = await openCard();
    await card.select('[data-item="h"]');
    card.session.edit(uri, circuit.replace("0.35", "0.36"));
    await card.session.settled(uri);
    await card.refresh();
    const { page } = card.graph;
    await page.locator(".equations.is-old").waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });

  it("has none with the card of a step", async () => {
    const trace = await pages.openWith((host) =>
      LiveTrace.open(host, circuit, "C", { theme, width: 420, height: 700 }),
    );
    await trace.after("h→g/divide#0#1");
    const { page } = trace.graph;
    await page.locator(".step-card .equation").first().waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });
});
