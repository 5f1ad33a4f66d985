// Photographs of the graph's page, and what two of them differ in.
import type { Page } from "playwright-core";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { answerWith } from "./models.js";
import type { GraphPage, GraphPageHost } from "./graph-page.js";
import type { Scene, Theme } from "./scenes.js";
import { settled } from "./settled.js";

/** Opens the page in the theme, draws the scene, and photographs what is below the toolbar. */
export async function photograph(
  host: GraphPageHost,
  scene: Scene,
  theme: Theme,
): Promise<{ graph: GraphPage; png: Buffer }> {
  const { model, values } = scene.program();
  const openings = scene.openings?.(model);
  const graph = await host.open({
    theme,
    width: scene.width ?? 1000,
    height: scene.height ?? 520,
    ...(openings && {
      state: { uri: "file:///w/test.nn", network: model.network, openings },
    }),
  });
  await graph.draw(answerWith(model, values));
  // The final layout is there, and no frame is waiting to be drawn.
  await settled(() => graph.page.locator(".sheet").innerHTML());
  const png = await graph.page
    .locator(".stage")
    .screenshot({ animations: "disabled" });
  return { graph, png };
}

export interface Difference {
  /** Of pixels that look different; of all where the sizes differ. */
  readonly pixels: number;
  /** Where they are, as a picture to be looked at. */
  readonly png: Buffer;
}

/** Edges of letters and lines that are only smoothed in another way do not count. */
export function differenceOf(before: Buffer, after: Buffer): Difference {
  const [old, now] = [PNG.sync.read(before), PNG.sync.read(after)];
  const { width, height } = now;
  if (old.width !== width || old.height !== height)
    return { pixels: width * height, png: after };
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(
    old.data,
    now.data,
    difference.data,
    width,
    height,
    { threshold: 0.05 },
  );
  return { pixels, png: PNG.sync.write(difference) };
}

interface Measured {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The outline of the item that it stands in; absent for text beside an outline and on wires. */
  readonly outline?: Omit<Measured, "text">;
}

/** As the browser has set them, in its own fonts' widths: texts on top of each other, and texts that leave their box. */
export async function flawsOfText(page: Page): Promise<string[]> {
  const measured = await page.evaluate((): Measured[] => {
    const { document } = globalThis as unknown as {
      document: { querySelectorAll(selector: string): Iterable<Drawn> };
    };
    interface Drawn {
      readonly textContent: string;
      readonly parentElement: { querySelector(selector: string): Drawn | null };
      getBoundingClientRect(): Omit<Measured, "text">;
    }
    const rectangle = (drawn: Drawn) => {
      const { x, y, width, height } = drawn.getBoundingClientRect();
      return { x, y, width, height };
    };
    return [...document.querySelectorAll(".sheet text")].map((drawn) => {
      const place = rectangle(drawn);
      const text = drawn.textContent;
      const found = drawn.parentElement.querySelector(":scope > .outline");
      const outline = found && rectangle(found);
      const middle = place.y + place.height / 2;
      const isInside =
        outline && middle > outline.y && middle < outline.y + outline.height;
      return { text, ...place, ...(isInside && { outline }) };
    });
  });
  return [
    ...measured.flatMap((one, index) =>
      measured
        .slice(index + 1)
        .filter((other) => overlaps(one, other))
        .map((other) => `"${one.text}" lies on "${other.text}"`),
    ),
    ...measured
      .filter(
        ({ outline, x, width }) =>
          outline && (x < outline.x || x + width > outline.x + outline.width),
      )
      .map(({ text }) => `"${text}" does not fit into its box`),
  ];
}

/** Of letters, a pixel above and below which is empty. */
const overlaps = (a: Measured, b: Measured): boolean =>
  a.x < b.x + b.width &&
  b.x < a.x + a.width &&
  a.y + 1 < b.y + b.height - 1 &&
  b.y + 1 < a.y + a.height - 1;
