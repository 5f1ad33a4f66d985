// What is measured inside the graph's page: when something is painted, how long an update takes, how many frames a pan has.
import type { Page } from "playwright-core";
import type { PanelMessage } from "../../src/graph-view/messages.js";
import { quantile } from "../../bench/measure.js";

/** The page's globals that are used here. */
interface Browser {
  posted: { kind: string }[];
  frames: number[];
  postMessage(data: unknown): void;
  requestAnimationFrame(callback: (now: number) => void): void;
  addEventListener(event: string, listener: () => void, options: object): void;
  document: { querySelector(selector: string): unknown };
}

export interface OpeningTimes {
  /** Until the frame after something of the graph stands in the page, from the message on; in milliseconds. */
  readonly first: number;
  /** Until the graph has its final places. */
  readonly final: number;
  /** The longest time between two frames meanwhile. */
  readonly longestGap: number;
}

/** Sends a graph to a page without one, and waits for its final layout. */
export const openingTimes = (
  page: Page,
  message: PanelMessage,
): Promise<OpeningTimes> =>
  page.evaluate(async (data) => {
    const browser = globalThis as unknown as Browser;
    const frame = (): Promise<void> =>
      new Promise((resolve) => browser.requestAnimationFrame(() => resolve()));
    const drawn = (): number =>
      browser.posted.filter(({ kind }) => kind === "drawn").length;
    const before = drawn();
    await frame();
    const start = performance.now();
    let last = start;
    let longestGap = 0;
    const wait = async (done: () => boolean): Promise<number> => {
      while (!done()) {
        await frame();
        const now = performance.now();
        longestGap = Math.max(longestGap, now - last);
        last = now;
      }
      // What stands there is painted with the next frame.
      await frame();
      return performance.now() - start;
    };
    browser.postMessage(data);
    const first = await wait(
      () => browser.document.querySelector(".sheet [data-item]") !== null,
    );
    const final = await wait(() => drawn() > before);
    return { first, final, longestGap };
  }, message);

/** From each message until its frame is painted, in milliseconds. Messages are numbers for the graph that is shown. */
export const updateTimes = (
  page: Page,
  messages: readonly PanelMessage[],
): Promise<number[]> =>
  page.evaluate(async (sent) => {
    const browser = globalThis as unknown as Browser;
    const taken: number[] = [];
    for (const data of sent) {
      // A frame begins with nothing left to do.
      await new Promise<void>((resolve) =>
        browser.requestAnimationFrame(() => setTimeout(resolve, 0)),
      );
      const start = performance.now();
      await new Promise<void>((resolve) => {
        browser.addEventListener("message", () => resolve(), { once: true });
        browser.postMessage(data);
      });
      await new Promise<void>((resolve) =>
        browser.requestAnimationFrame(() => setTimeout(resolve, 0)),
      );
      taken.push(performance.now() - start);
    }
    return taken;
  }, messages);

export interface PanTimes {
  /** The page's own frames, a second. */
  readonly frames: number;
  /** Frames that the browser put on the screen, a second. */
  readonly shown: number;
  /** 95th percentile and longest time between two of the page's frames, in milliseconds. */
  readonly slow: number;
  readonly longest: number;
}

const steps = 60;

/** Drags the picture to the left and back again with the mouse, for so many milliseconds. */
export async function panTimes(page: Page, duration = 2000): Promise<PanTimes> {
  const box = await page.locator(".viewport").boundingBox();
  if (!box) throw new Error("There is no picture to drag.");
  const y = box.y + box.height - 30;
  const [left, right] = [box.x + 210, box.x + box.width - 40];
  await page.mouse.move(right, y);
  const session = await page.context().newCDPSession(page);
  let shown = 0;
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value)
      if ((event as { name?: string }).name === "DrawFrame") shown += 1;
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: [
        "disabled-by-default-devtools.timeline.frame",
        "devtools.timeline.frame",
      ],
    },
  });
  await page.evaluate(() => {
    const browser = globalThis as unknown as Browser;
    const frames: number[] = [];
    browser.frames = frames;
    const step = (now: number): void => {
      frames.push(now);
      if (browser.frames !== frames) return;
      browser.requestAnimationFrame(step);
    };
    browser.requestAnimationFrame(step);
  });
  await page.mouse.down();
  const start = performance.now();
  for (let step = 0; performance.now() - start < duration; step++) {
    const along = (step % (2 * steps)) / steps;
    const x = right - (right - left) * (along < 1 ? along : 2 - along);
    await page.mouse.move(x, y);
  }
  const seconds = (performance.now() - start) / 1000;
  const times = await page.evaluate(() => {
    const browser = globalThis as unknown as Browser;
    const { frames } = browser;
    browser.frames = [];
    return frames;
  });
  await page.mouse.up();
  const complete = new Promise((resolve) =>
    session.once("Tracing.tracingComplete", resolve),
  );
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return {
    frames: times.length / seconds,
    shown: shown / seconds,
    slow: quantile(gaps, 0.95),
    longest: Math.max(...gaps),
  };
}
