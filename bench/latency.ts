// How long the reader waits: from an edit to fresh hints with a warm server, and from the start of the server's process to
// the first hint. Needs what `npm run build` makes. The pause in typing that comes before is not counted.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EmptyFileSystem, TextDocument, URI } from "langium";
import { evaluateGraph } from "../language-server/analysis/evaluate-graph.js";
import { createLanguage } from "../language-server/language-services.js";
import { quantile } from "./measure.js";
import { StdioClient } from "./stdio-client.js";

const bundle = path.resolve("dist/server.cjs");
const compiled = fs.mkdtempSync(path.join(os.tmpdir(), "nn-compiled-"));
const example = "examples/lecture/n11-vanishing.nn";
const text = fs.readFileSync(example, "utf8");
const uri = "file:///bench/example.nn";

/** Another number in every round, as if it had been typed. */
const editedText = (round: number): string =>
  text.replace("weight w1 = 0.5", `weight w1 = 0.5${round}`);

console.log(`${example}, milliseconds: median (95th percentile)\n`);
await benchEdits();
benchParts();
await benchStart();
fs.rmSync(compiled, { recursive: true });

async function benchEdits(rounds = 200, warmUp = 30): Promise<void> {
  const client = new StdioClient(bundle, compiled);
  await client.initialize();
  client.open(uri, text);
  await client.hints(uri);
  const times: number[] = [];
  for (let round = 0; round < rounds + warmUp; round++) {
    const start = performance.now();
    client.edit(uri, round + 2, editedText(round));
    await client.request("nn/evaluate", { uri });
    const hints = await client.hints(uri);
    if (round >= warmUp) times.push(performance.now() - start);
    if (hints.some(({ label }) => label.includes("stale")))
      throw new Error("a hint belongs to another text");
  }
  report("edit → fresh hints, warm", times);
  await client.stop();
}

/** What the main thread and the worker do in between, in this process. */
function benchParts(rounds = 200, warmUp = 30): void {
  const { shared, language } = createLanguage(EmptyFileSystem);
  const parts = { parse: [], lower: [], evaluate: [] } as Record<
    "parse" | "lower" | "evaluate",
    number[]
  >;
  for (let round = 0; round < rounds + warmUp; round++) {
    const document = TextDocument.create(uri, "nn", round, editedText(round));
    const times = [performance.now()];
    const parsed = shared.workspace.LangiumDocumentFactory.fromTextDocument(
      document,
      URI.parse(uri),
    );
    times.push(performance.now());
    const { networks } = language.Lowering.lower(parsed);
    times.push(performance.now());
    for (const { graph } of networks)
      evaluateGraph(graph, { memoryLimit: 1e9 });
    times.push(performance.now());
    if (round < warmUp) continue;
    for (const [index, part] of (
      ["parse", "lower", "evaluate"] as const
    ).entries())
      parts[part].push((times[index + 1] ?? 0) - (times[index] ?? 0));
  }
  for (const [part, times] of Object.entries(parts))
    report(`  of it, ${part}`, times);
}

async function benchStart(rounds = 15, warmUp = 2): Promise<void> {
  const node: number[] = [];
  const initialized: number[] = [];
  const first: number[] = [];
  for (let round = 0; round < rounds + warmUp; round++) {
    const begun = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    const start = performance.now();
    const client = new StdioClient(bundle, compiled);
    await client.initialize();
    const ready = performance.now();
    client.open(uri, text);
    await client.hintsWith(uri, "= ");
    const end = performance.now();
    await client.stop();
    if (round < warmUp) continue;
    node.push(start - begun);
    initialized.push(ready - start);
    first.push(end - start);
  }
  report("\nserver process start → first hint", first);
  report("  of it, until the server is initialized", initialized);
  report("  for comparison, Node starting and doing nothing", node);
}

function report(what: string, times: number[]): void {
  const at = (part: number): string => quantile(times, part).toFixed(1);
  console.log(`${what}: ${at(0.5)} (${at(0.95)})`);
}
