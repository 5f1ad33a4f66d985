// How long shape checking takes while typing, and what `nn summary` takes: GPT-2 small and the other published networks.
// Parse and lowering in this process, warm, one edit a round; the summary as a process of its own, which needs what
// `npm run build` makes.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EmptyFileSystem, TextDocument, URI } from "langium";
import { createLanguage } from "../language-server/language-services.js";
import { quantile } from "./measure.js";

const networks = "examples/networks";
const programs = fs
  .readdirSync(networks)
  .filter((name) => name.endsWith(".nn"))
  .sort();

console.log(
  `load ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`,
);
console.log("\nParse and lower after an edit, milliseconds: median (95th)\n");
for (const program of programs) benchLowering(program);
console.log("\nnn summary, a process: median of 5, seconds and peak MB\n");
benchSummary(path.join(networks, "gpt2-small.nn"));
benchSummary(path.join(networks, "vit-b16.nn"));

/** A comment that changes in every round is an edit after which everything is worked out anew. */
function benchLowering(program: string, rounds = 60, warmUp = 20): void {
  const text = fs.readFileSync(path.join(networks, program), "utf8");
  const uri = `file:///bench/${program}`;
  const { shared, language } = createLanguage(EmptyFileSystem);
  const parse: number[] = [];
  const lower: number[] = [];
  const both: number[] = [];
  for (let round = 0; round < rounds + warmUp; round++) {
    const edited = `${text}// ${round}`;
    const document = TextDocument.create(uri, "nn", round, edited);
    const start = performance.now();
    const parsed = shared.workspace.LangiumDocumentFactory.fromTextDocument(
      document,
      URI.parse(uri),
    );
    const middle = performance.now();
    language.Lowering.lower(parsed);
    const end = performance.now();
    if (round < warmUp) continue;
    parse.push(middle - start);
    lower.push(end - middle);
    both.push(end - start);
  }
  const at = (times: readonly number[]): string =>
    `${quantile(times, 0.5).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`;
  console.log(
    `  ${program.padEnd(24)} ${at(both).padStart(14)}   parse ${at(parse)}, lower ${at(lower)}`,
  );
}

/** Time and memory of the whole process, as its parent sees them. */
function benchSummary(program: string): void {
  const report = path.join(os.tmpdir(), `nn-bench-${process.pid}`);
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    spawnSync(
      process.execPath,
      ["--require", usageReporter(report), "dist/nn.cjs", "summary", program],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    seconds.push((performance.now() - start) / 1000);
    megabytes.push(Number(fs.readFileSync(report, "utf8")) / 1000);
  }
  fs.rmSync(report);
  console.log(
    `  ${path.basename(program).padEnd(24)} ${quantile(seconds, 0.5).toFixed(2)} s   ${quantile(megabytes, 0.5).toFixed(0)} MB`,
  );
}

/** A module that writes the process's peak memory, in kilobytes, when it ends. */
function usageReporter(report: string): string {
  const module = path.join(os.tmpdir(), `nn-bench-usage-${process.pid}.cjs`);
  fs.writeFileSync(
    module,
    `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));\n`,
  );
  return module;
}
