// How long the reader of a long file waits: a file of many definitions is edited as if somebody typed, and the time until
// its diagnostics are there, and fresh hints for the lines on the screen and for the whole file, is taken. Needs what
// `npm run build` makes. The pause in typing that comes before is not counted.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EmptyFileSystem, TextDocument, URI } from "langium";
import { evaluateGraph } from "../language-server/analysis/evaluate-graph.js";
import { createLanguage } from "../language-server/language-services.js";
import { longNetwork } from "./long-programs.js";
import { quantile } from "./measure.js";
import { StdioClient } from "./stdio-client.js";

const bundle = path.resolve("dist/server.cjs");
const uri = "file:///bench/long.nn";

/** About names and structure, of the weight that a quarter of the lines use. */
const textDocument = { uri };
const position = { line: 2, character: 9 };
const questions: readonly [string, object][] = [
  ["textDocument/semanticTokens/full", { textDocument }],
  ["textDocument/documentSymbol", { textDocument }],
  ["textDocument/foldingRange", { textDocument }],
  ["textDocument/documentHighlight", { textDocument, position }],
  [
    "textDocument/references",
    { textDocument, position, context: { includeDeclaration: true } },
  ],
  ["textDocument/rename", { textDocument, position, newName: "v" }],
];

console.log("milliseconds: median (95th percentile)");
await bench(1_000, 60, 15);
await bench(10_000, 10, 3);

async function bench(
  definitions: number,
  rounds: number,
  warmUp: number,
): Promise<void> {
  console.log(`\n${definitions.toLocaleString("en")} definitions`);
  const compiled = fs.mkdtempSync(path.join(os.tmpdir(), "nn-compiled-"));
  const client = new StdioClient(bundle, compiled);
  await client.initialize();
  const { text, edited, line } = longNetwork(definitions);
  client.open(uri, text);
  const times: Record<string, number[]> = {};
  for (let round = 1; round <= rounds + warmUp; round++) {
    const start = performance.now();
    const took = (what: string): void => {
      if (round > warmUp) (times[what] ??= []).push(performance.now() - start);
    };
    client.editLine(uri, round + 1, edited, line(round - 1), line(round));
    await client.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    took("edit → the text is read (names, shapes)");
    await client.request("nn/evaluate", { uri });
    took("edit → evaluated");
    const hints = await client.hints(uri, 0, 60);
    took("edit → fresh hints of 60 lines");
    if (hints.some(({ label }) => label.includes("stale")))
      throw new Error("a hint belongs to another text");
    await client.hints(uri);
    took("edit → fresh hints of the whole file");
    for (const [method, params] of questions) {
      const asked = performance.now();
      await client.request(method, params);
      if (round > warmUp)
        (times[`then ${method}`] ??= []).push(performance.now() - asked);
    }
  }
  report(times);
  await client.stop();
  fs.rmSync(compiled, { recursive: true });
  benchParts(definitions, rounds, warmUp);
}

/** What the main thread and the worker do in between, in this process. */
function benchParts(definitions: number, rounds: number, warmUp: number): void {
  const { shared, parser, language } = createLanguage(EmptyFileSystem);
  const { LangiumDocumentFactory } = shared.workspace;
  const { text: first, line } = longNetwork(definitions);
  const times: Record<string, number[]> = {};
  for (let round = 1; round <= rounds + warmUp; round++) {
    const text = first.replace(line(0), line(round));
    const document = TextDocument.create(uri, "nn", round, text);
    let start = performance.now();
    const took = (what: string): void => {
      const now = performance.now();
      if (round > warmUp) (times[what] ??= []).push(now - start);
      start = now;
    };
    parser.Lexer.tokenize(text);
    took("  of it, lex");
    const parsed = LangiumDocumentFactory.fromTextDocument(
      document,
      URI.parse(uri),
    );
    took("  lex and parse");
    const { networks } = language.Lowering.lower(parsed);
    took("  lower, with shapes and sizes");
    for (const { graph } of networks)
      evaluateGraph(graph, { memoryLimit: 1e9 });
    took("  evaluate");
  }
  report(times);
}

function report(times: Readonly<Record<string, readonly number[]>>): void {
  for (const [what, taken] of Object.entries(times)) {
    const at = (part: number): string => quantile(taken, part).toFixed(1);
    console.log(`${what}: ${at(0.5)} (${at(0.95)})`);
  }
}
