// The graph as its user waits for it: the server's answers, then the page in Chromium, from the answer to the first
// picture and to the final one; an update of all values; frames a second while the picture is dragged, at a readable size
// and with all of it in view. Needs what `npm run build` makes.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { GraphAnswer } from "../language-server/protocol.js";
import type { PanelMessage } from "../src/graph-view/messages.js";
import { GraphPageHost } from "../test/graph-page/graph-page.js";
import {
  chainProgram,
  layeredProgram,
  randomProgram,
  scalarProgram,
  wideProgram,
  writtenOutProgram,
} from "./graph-programs.js";
import { quantile } from "./measure.js";
import {
  openingTimes,
  panTimes,
  updateTimes,
} from "../test/graph-page/page-times.js";
import { StdioClient } from "./stdio-client.js";

const example = (name: string): string =>
  fs.readFileSync(`examples/networks/${name}.nn`, "utf8");

const programs: Readonly<Record<string, string>> = {
  "1,000 operations in layers": layeredProgram(1000),
  "1,000 scalars, a chain": chainProgram(1000),
  "1,000 scalars, each of two before": scalarProgram(1000),
  "1,000 scalars, wide": wideProgram(1000),
  "1,000 scalars, random": randomProgram(1000),
  "1,000 scalars, a net written out": writtenOutProgram(1000),
  "GPT-2 small": example("gpt2-small"),
  "ResNet-50": example("resnet50"),
};
const rounds = Number(process.env["ROUNDS"] ?? 3);
const wanted = process.env["PROGRAMS"];

const compiled = fs.mkdtempSync(path.join(os.tmpdir(), "nn-compiled-"));
const client = new StdioClient(path.resolve("dist/server.cjs"), compiled);
await client.initialize();
const host = await GraphPageHost.start();
console.log("milliseconds; medians of", rounds, "rounds\n");
for (const [name, text] of Object.entries(programs))
  if (wanted === undefined || new RegExp(wanted).test(name))
    await bench(name, text);
await host.stop();
await client.stop();
fs.rmSync(compiled, { recursive: true });

async function bench(name: string, text: string): Promise<void> {
  console.log(`${name} (load ${(os.loadavg()[0] ?? 0).toFixed(1)})`);
  const uri = `file:///bench/${encodeURIComponent(name)}.nn`;
  // The main network is the last.
  const network = [...text.matchAll(/^network (\w+)/gm)].at(-1)?.[1];
  const ask = async (revision?: number): Promise<GraphAnswer> =>
    client.request("nn/graph", {
      uri,
      network,
      ...(revision !== undefined && { revision }),
    });
  client.open(uri, text);
  let begun = performance.now();
  let answer = await ask();
  console.log(
    `  server: opened → first answer ${ms(performance.now() - begun)}`,
  );
  await client.request("nn/evaluate", { uri });
  const withModel: number[] = [];
  const valuesOnly: number[] = [];
  for (let round = 0; round < 5; round++) {
    client.edit(uri, round + 2, `${text}// ${round}`);
    await client.request("nn/evaluate", { uri });
    begun = performance.now();
    answer = await ask();
    withModel.push(performance.now() - begun);
    begun = performance.now();
    await ask(answer.kind === "graph" ? answer.revision : undefined);
    valuesOnly.push(performance.now() - begun);
  }
  if (answer.kind !== "graph" || !answer.model)
    throw new Error(`${name} has no graph.`);
  const { model, values, ...rest } = answer;
  console.log(
    `  server: answer after an evaluation ${ms(quantile(withModel, 0.5))}, again without structure ${ms(quantile(valuesOnly, 0.5))}; ${model.nodes.length} nodes, ${model.wires.length} wires, ${kB(answer)} kB`,
  );
  const message = (part: GraphAnswer): PanelMessage => ({
    kind: "graph",
    uri,
    network: model.network,
    answer: part,
  });
  const first: number[] = [];
  const final: number[] = [];
  const gaps: number[] = [];
  for (let round = 0; round < rounds; round++) {
    begun = performance.now();
    const opened = await host.open({ width: 1200, height: 800 });
    const ready = performance.now() - begun;
    opened.page.setDefaultTimeout(120_000);
    const times = await openingTimes(opened.page, message(answer));
    first.push(times.first);
    final.push(times.final);
    gaps.push(times.longestGap);
    if (round === rounds - 1) {
      console.log(
        `  page: loaded in ${ms(ready)}, then first picture ${ms(quantile(first, 0.5))}, final ${ms(quantile(final, 0.5))}, longest gap between frames ${ms(quantile(gaps, 0.5))}`,
      );
      const updates = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((factor) =>
        message({ ...rest, ...(values && { values: scaled(values, factor) }) }),
      );
      const place = async (what: string, keys: string): Promise<void> => {
        await opened.page.locator(".viewport").focus();
        for (const key of keys) await opened.page.keyboard.press(key);
        await opened.page.waitForTimeout(500);
        const update = quantile(await updateTimes(opened.page, updates), 0.5);
        const pan = await panTimes(opened.page);
        const count = await opened.page
          .locator(".sheet :is(rect, path, text)")
          .count();
        console.log(
          `  ${what}: ${count} shapes and texts, update ${update.toFixed(1)}; pan ${pan.frames.toFixed(0)} frames a second, ${pan.shown.toFixed(0)} shown, 95th ${ms(pan.slow)}, longest ${ms(pan.longest)}`,
        );
      };
      await place("as opened", "");
      await place("zoomed out", "---");
      await place("fit", "0");
    }
    await opened.close();
  }
}

type Values = NonNullable<Extract<GraphAnswer, { kind: "graph" }>["values"]>;

/** The same values with other numbers. */
function scaled(values: Values, factor: number): Values {
  return JSON.parse(JSON.stringify(values), (key, part: unknown) => {
    if (key === "text") return `${String(part).slice(0, 9)}${factor}`;
    return key === "magnitude" ? Number(part) * factor : part;
  }) as Values;
}

function ms(time: number): string {
  return time.toFixed(0);
}

function kB(data: unknown): number {
  return Math.round(JSON.stringify(data).length / 1000);
}
