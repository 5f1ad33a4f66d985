// What the server does for the graph view, in this process: the drawing of a network and its values after a run, and
// how large the messages are. The peer is what has to be done anyway: lowering the text and running the network.
import { EmptyFileSystem, TextDocument, URI } from "langium";
import { evaluateGraph } from "../language-server/analysis/evaluate-graph.js";
import { glancesOf } from "../language-server/evaluation/glances.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import {
  type DrawnNetwork,
  drawNetwork,
} from "../language-server/graph-model/build.js";
import { findingsOf } from "../language-server/graph-model/findings.js";
import {
  glancesWanted,
  graphValues,
} from "../language-server/graph-model/values.js";
import { createLanguage } from "../language-server/language-services.js";
import { layeredProgram, scalarProgram } from "./graph-programs.js";
import { quantile } from "./measure.js";

console.log("milliseconds: median (95th percentile)\n");

const uri = "file:///bench/program.nn";
const { shared, language } = createLanguage(EmptyFileSystem);

/** Wide layers, so that the tensors and not their number count. */
const wideProgram = `network Wide {
  input x: [64, 784] = normal(0, 1)
  layer h1 = x |> dense(1024) |> relu
  layer h2 = h1 |> dense(1024) |> relu
  layer h3 = h2 + h1 |> dense(10)
  loss L = mse(h3, x[:, :10])
}`;

bench("1,000 scalar operations", scalarProgram(1000));
bench("1,000 operations in dense layers", layeredProgram(1000));
bench("10,000 scalar operations", scalarProgram(10_000), 10);
bench("1.9 million parameters in three layers", wideProgram, 10);

function bench(what: string, text: string, rounds = 50, warmUp = 10): void {
  const parts = new Map<string, number[]>();
  let round = -warmUp;
  const measure = <Result>(part: string, run: () => Result): Result => {
    const start = performance.now();
    const result = run();
    const times = parts.get(part) ?? [];
    if (round >= 0) times.push(performance.now() - start);
    parts.set(part, times);
    return result;
  };
  let sizes = "";
  for (; round < rounds; round++) {
    const document = TextDocument.create(uri, "nn", round, text);
    const parsed = measure("parse", () =>
      shared.workspace.LangiumDocumentFactory.fromTextDocument(
        document,
        URI.parse(uri),
      ),
    );
    const lowered = measure("lower", () => language.Lowering.lower(parsed));
    const [network] = lowered.networks;
    if (!network) throw new Error("The program has no network.");
    const drawn = measure("draw", () => draw(document, network));
    const run = measure("run", () =>
      evaluateGraph(network.graph, { memoryLimit: 1e9 }),
    );
    if (run.kind !== "evaluated") throw new Error("The program did not run.");
    const wanted = glancesWanted(drawn);
    const glances = measure("read the tape", () => glancesOf(run.tape, wanted));
    const values = measure("format", () =>
      graphValues(drawn, wanted, glances, {
        version: 1,
        stale: false,
        digits: 4,
        findings: findingsOf(drawn, run, 4),
      }),
    );
    const { model } = drawn;
    const texts = measure("as JSON", () =>
      [model, values].map((part) => JSON.stringify(part)),
    );
    const [modelSize, valuesSize] = texts.map(({ length }) =>
      Math.round(length / 1000),
    );
    sizes = `${model.nodes.length} nodes, ${model.wires.length} wires, ${model.groups.length} groups; model ${modelSize ?? 0} kB, values ${valuesSize ?? 0} kB`;
  }
  const columns = [...parts].map(
    ([part, times]) =>
      `${part} ${quantile(times, 0.5).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`,
  );
  console.log(`${what}: ${sizes}\n  ${columns.join(", ")}`);
}

function draw(document: TextDocument, network: LoweredNetwork): DrawnNetwork {
  return drawNetwork({
    uri,
    version: 1,
    network,
    texts: [document.getText()],
    rangeOf: ({ start, end }) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    }),
  });
}
