// Panels from a side bar's width on: the toolbar in whole lines, the card and lists below the picture, nothing cut off.
import { describe, expect, it } from "vitest";
import { LiveCard } from "./live-card.js";
import {
  answerWith,
  circuit,
  circuitValues,
  layered,
  valuesFor,
} from "./models.js";
import { usePages } from "./pages.js";

const pages = usePages();

interface Edges {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const edges = (all: Element[]): Edges[] =>
  all.map((each) => {
    const { top, bottom, left, right } = each.getBoundingClientRect();
    return { top, bottom, left, right };
  });

const layers = layered(3, 5);
const drawings = [
  ["layers", answerWith(layers, valuesFor(layers))],
  ["a circuit", answerWith(circuit(), circuitValues())],
] as const;

describe.each(drawings)("of %s", (_, answer) => {
  it.each([360, 420, 460, 560, 640, 700])(
    "at %i pixels the toolbar's parts are whole",
    async (width) => {
      const graph = await pages.open({ width, height: 500 });
      await graph.draw(answer);
      const parts = await graph.page.locator(".tools").all();
      expect(parts).toHaveLength(2);
      for (const part of parts) {
        const tools = await part.locator("button, input").evaluateAll(edges);
        const [first] = tools;
        if (!first) throw new Error("The toolbar is empty.");
        // In one line, none of them beside the panel.
        for (const { top, bottom, right } of tools) {
          expect(top).toBeLessThan(first.bottom);
          expect(bottom).toBeGreaterThan(first.top);
          expect(right).toBeLessThanOrEqual(width);
        }
      }
    },
  );
});

it.each([
  [420, "Outline"],
  [420, "Sliders"],
] as const)("at %i pixels %s stands below the picture", async (width, list) => {
  const graph = await pages.open({ width, height: 800 });
  await graph.draw(answerWith(circuit(), circuitValues()));
  const { page } = graph;
  await page.getByRole("button", { name: list }).click();
  const [side] = await page.locator(".side").evaluateAll(edges);
  const [stage] = await page.locator(".stage").evaluateAll(edges);
  expect(side).toMatchObject({ left: 0, right: width });
  expect(stage).toMatchObject({ left: 0, right: width });
  expect(side?.top).toBeGreaterThanOrEqual(stage?.bottom ?? Infinity);
});

it.each([360, 420, 600, 601, 900])(
  "at %i pixels what wires mean can be read",
  async (width) => {
    const graph = await pages.open({ width, height: 500 });
    await graph.draw(answerWith(circuit(), circuitValues()));
    const texts = graph.page.locator(".legend-box text:visible");
    const heights = await texts.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().height),
    );
    expect(heights.length).toBeGreaterThan(5);
    // Letters of 11 pixels, nearly.
    expect(Math.min(...heights)).toBeGreaterThan(11);
  },
);

/** The gradient of `w` is a sum over its uses. */
const wide = `network Wide {
  input x = 0.7
  weight w = 0.35
  first = w * x
  second = w * first
  third = w * second
  fourth = w * third
  fifth = w * fourth
  loss L = fifth^2
}`;

it.each([
  [420, "vscode-light"],
  [900, "vscode-dark"],
] as const)(
  "at %i pixels a formula that is wider than the card scrolls, and nothing else reaches out of it",
  async (width, theme) => {
    const card = await pages.openWith((host) =>
      LiveCard.open(host, wide, "Wide", { width, height: 900, theme }),
    );
    await card.select('[data-item="w"]');
    const { page } = card.graph;
    await pages.picture(`wide-formula-${width}`);
    const [room] = await page.locator(".inspector").evaluateAll(edges);
    if (!room) throw new Error("There is no card.");
    const parts = page.locator(".inspector p, .inspector button, .equation");
    for (const { left, right } of await parts.evaluateAll(edges)) {
      expect(left).toBeGreaterThanOrEqual(room.left);
      expect(right).toBeLessThanOrEqual(room.right);
    }
    const [widths, look] = await page
      .locator(".equation")
      .first()
      .evaluate((each) => {
        const { overflowX, backgroundAttachment } = getComputedStyle(each);
        return [
          { shown: each.clientWidth, whole: each.scrollWidth },
          { overflowX, backgroundAttachment },
        ] as const;
      });
    expect(widths.whole).toBeGreaterThan(widths.shown);
    // The shadow at the end stays where it is; what covers it moves with the formula.
    expect(look).toEqual({
      overflowX: "auto",
      backgroundAttachment: "local, local, scroll, scroll",
    });
  },
);

it("an open call is called what it is written as", async () => {
  const card = await pages.openWith((host) =>
    LiveCard.open(
      host,
      `network N { input x = [1, 2]
       layer h = x |> dense(2) |> tanh
       loss L = sum(h) }`,
      "N",
    ),
  );
  const { page } = card.graph;
  await page.locator('.frame[data-item="h[0]/"]').dispatchEvent("click");
  const [title, next] = await page.locator(".inspector p").allTextContents();
  expect(title).toBe("dense(2)");
  expect(next).toBe("[2]");
});
