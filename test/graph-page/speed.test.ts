// The page keeps up with large graphs. Of what is timed, the best of several rounds is judged: whatever else the machine
// does only makes a round slower. `npm run bench -- graph-page` has the figures.
import { describe, expect, it } from "vitest";
import type { GraphModel } from "../../language-server/protocol.js";
import type { PanelMessage } from "../../src/graph-view/messages.js";
import type { GraphPage } from "./graph-page.js";
import {
  answerWith,
  circuit,
  circuitValues,
  flat,
  layered,
  valuesFor,
} from "./models.js";
import { openingTimes, panTimes, updateTimes } from "./page-times.js";
import { usePages } from "./pages.js";
import { settled } from "./settled.js";

const pages = usePages();

const open = (): Promise<GraphPage> => pages.open({ width: 1200, height: 800 });

const messageOf = (
  model: GraphModel,
  seed = 1,
  structure = true,
): PanelMessage => ({
  kind: "graph",
  uri: model.uri,
  network: model.network,
  answer: answerWith(structure ? model : undefined, valuesFor(model, seed)),
});

describe.each([
  ["1,000 operations in layers", layered(40, 25)],
  ["1,000 definitions without layers", flat(1000)],
])("%s", (_, model) => {
  it("have a picture within 1.5 s, new numbers within 50 ms, 30 frames a second", async () => {
    const firsts: number[] = [];
    let graph = await open();
    for (let round = 0; round < 3; round++) {
      if (round > 0) {
        // Two pages would share the machine.
        await graph.close();
        graph = await open();
      }
      const { first } = await openingTimes(graph.page, messageOf(model));
      firsts.push(first);
      if (first < 1500) break;
    }
    expect(Math.min(...firsts)).toBeLessThan(1500);
    const numbers = Array.from({ length: 12 }, (__, seed) =>
      messageOf(model, seed + 2, false),
    );
    expect(Math.min(...(await updateTimes(graph.page, numbers)))).toBeLessThan(
      50,
    );
    await graph.page.locator(".viewport").focus();
    await graph.page.keyboard.press("0");
    await graph.page.waitForTimeout(300);
    expect(Math.min(...(await updateTimes(graph.page, numbers)))).toBeLessThan(
      50,
    );
    // Of three drags with all of it in view, one on a machine that does little else.
    const drags = [];
    while (drags.length < 3 && (drags.at(-1) ?? 0) < 30)
      drags.push((await panTimes(graph.page, 1000)).frames);
    expect(Math.max(...drags)).toBeGreaterThanOrEqual(30);
  }, 120_000);
});

it("nothing is looked for under the pointer during a drag, and everything is afterwards", async () => {
  const graph = await open();
  await graph.draw(answerWith(circuit(), circuitValues()));
  const { mouse } = graph.page;
  const style = () => graph.page.locator(".sheet").getAttribute("style");
  const before = await settled(style);
  await mouse.move(600, 500);
  await mouse.down();
  expect(await style()).toBe(before);
  await mouse.move(640, 520);
  await expect.poll(style).toMatch(/pointer-events: none/);
  await mouse.up();
  await expect.poll(style).not.toMatch(/pointer-events/);
  await expect.poll(style).not.toBe(before);
});

it("what the pointer is on has a tooltip, with the numbers as they are now", async () => {
  const graph = await open();
  await graph.draw(answerWith(circuit(), circuitValues()));
  await graph.page.locator('[data-item="q"] .outline').hover({ force: true });
  const tooltip = () =>
    expect.poll(
      async () =>
        (await graph.page.locator(".sheet").getAttribute("title")) ?? "",
    );
  await tooltip().toMatch(/q = x \+ y\nvalue 3\n/);
  await graph.draw(answerWith(undefined, circuitValues(7)));
  await tooltip().toMatch(/q = x \+ y\nvalue 12\n/);
  await graph.page.mouse.move(5, 5);
  await tooltip().toBe("");
});

it("of graphs that arrive during a layout only the newest is laid out", async () => {
  const graph = await open();
  await graph.page.evaluate(countLayouts);
  for (const size of [300, 301, 302, 303, 40])
    await graph.send(messageOf(flat(size)));
  await graph.told("drawn", 1, 60_000);
  await graph.page.getByRole("button", { name: "Outline" }).click();
  await expect
    .poll(() => graph.page.getByRole("tree").textContent())
    .toMatch(/x39.*x39/);
  await expect.poll(() => graph.page.getByRole("treeitem").count()).toBe(41);
  expect(
    await graph.page.evaluate(
      () => (globalThis as unknown as { layouts: number }).layouts,
    ),
  ).toBeLessThanOrEqual(2);
  expect(await graph.messages("drawn")).toHaveLength(1);
}, 90_000);

/** Runs in the page: what is sent to ELK's worker from now on is counted. */
function countLayouts(): void {
  const page = globalThis as unknown as {
    layouts: number;
    Worker: { prototype: { postMessage: (message: { cmd?: string }) => void } };
  };
  page.layouts = 0;
  page.Worker.prototype.postMessage = new Proxy(
    page.Worker.prototype.postMessage,
    {
      apply: (send, worker, [message]: [{ cmd?: string }]) => {
        if (message.cmd === "layout") page.layouts += 1;
        Reflect.apply(send, worker, [message]);
      },
    },
  );
}
