// The reader of a long file beside the reader of a TypeScript file of as many definitions, whose variables get hints of
// the types that are inferred: how long each waits from an edit to diagnostics and hints. Both servers run at once and
// take turns, so that whatever else the machine does hits both alike. Needs what `npm run build` makes. The pause in
// typing that comes before is not counted, in either.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { longNetwork, longTypeScript } from "./long-programs.js";
import { quantile } from "./measure.js";
import { StdioClient } from "./stdio-client.js";
import { TypeScriptClient } from "./typescript-client.js";

/** As many lines as a screen shows. */
const screen = 60;

/** One server with its long file open. */
interface Contestant {
  /** Makes the edit of this round, and waits for diagnostics, the hints of a screen, and those of the whole file. */
  readonly edit: (round: number, took: (what: string) => void) => Promise<void>;
  readonly stop: () => Promise<void>;
}

console.log("edit → diagnostics and hints, milliseconds");
console.log("median (95th percentile); the ratio is ours over theirs\n");
await bench(1_000, 60, 15);
await bench(10_000, 6, 2);

async function bench(
  definitions: number,
  rounds: number,
  warmUp: number,
): Promise<void> {
  const ours = await nnLive(definitions);
  const theirs = await typeScript(definitions);
  const times = new Map<string, { ours: number[]; theirs: number[] }>();
  const run = async (
    who: "ours" | "theirs",
    { edit }: Contestant,
    round: number,
  ): Promise<void> => {
    const start = performance.now();
    await edit(round, (what) => {
      const taken = times.get(what) ?? { ours: [], theirs: [] };
      times.set(what, taken);
      if (round > warmUp) taken[who].push(performance.now() - start);
    });
  };
  for (let round = 1; round <= rounds + warmUp; round++) {
    await run("ours", ours, round);
    await run("theirs", theirs, round);
  }
  await Promise.all([ours.stop(), theirs.stop()]);
  console.log(`${definitions.toLocaleString("en")} definitions`);
  for (const [what, taken] of times) report(what, taken.ours, taken.theirs);
}

async function nnLive(definitions: number): Promise<Contestant> {
  const { text, edited, line } = longNetwork(definitions);
  const uri = "file:///bench/long.nn";
  const compiled = fs.mkdtempSync(path.join(os.tmpdir(), "nn-compiled-"));
  const client = new StdioClient(path.resolve("dist/server.cjs"), compiled);
  await client.initialize();
  client.open(uri, text);
  return {
    edit: async (round, took) => {
      const version = round + 1;
      client.editLine(uri, version, edited, line(round - 1), line(round));
      await client.request("nn/evaluate", { uri });
      const hints = await client.hints(uri, 0, screen);
      await client.diagnosed(uri, version);
      took(`diagnostics, hints of ${String(screen)} lines`);
      const all = await client.hints(uri);
      took("diagnostics, hints of the whole file");
      if (all.length < definitions || hints.length < screen / 2)
        throw new Error("hints are missing");
      if (all.some(({ label }) => label.includes("stale")))
        throw new Error("a hint belongs to another text");
    },
    stop: async () => {
      await client.stop();
      fs.rmSync(compiled, { recursive: true });
    },
  };
}

async function typeScript(definitions: number): Promise<Contestant> {
  const { text, edited, line } = longTypeScript(definitions);
  const file = "/bench/long.ts";
  const shown = text.split("\n").slice(0, screen).join("\n").length;
  const client = new TypeScriptClient();
  await client.open(file, text);
  return {
    edit: async (round, took) => {
      client.editLine(file, edited, line(round - 1), line(round));
      const found = await client.diagnostics(file);
      const hints = await client.hints(file, shown);
      took(`diagnostics, hints of ${String(screen)} lines`);
      const all = await client.hints(file, text.length + round);
      took("diagnostics, hints of the whole file");
      if (found.length > 0) throw new Error("the TypeScript file has errors");
      if (all.length < definitions || hints.length < screen / 2)
        throw new Error("hints are missing");
    },
    stop: () => client.stop(),
  };
}

function report(
  what: string,
  ours: readonly number[],
  theirs: readonly number[],
): void {
  const both = (times: readonly number[]): string =>
    `${quantile(times, 0.5).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`;
  const ratio = (part: number): string =>
    (quantile(ours, part) / quantile(theirs, part)).toFixed(2);
  console.log(
    `${what}: NN Live ${both(ours)}, TypeScript ${both(theirs)}, ratio ${ratio(0.5)} (${ratio(0.95)})`,
  );
}
