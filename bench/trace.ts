// How long the reader of a trace waits, with a server process of its own: opening a trace of a file that was just opened,
// a step, the variables, an expression; and what it keeps in memory. Needs what `npm run build` makes.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { difference, memoryOf, probeOptions } from "./memory-probe.js";
import { StdioClient } from "./stdio-client.js";

const compiled = fs.mkdtempSync(path.join(os.tmpdir(), "nn-compiled-"));
const server = path.resolve("dist/server.cjs");

/** As many steps are walked through, evenly from all over the trace; a shorter one several times. */
const mostSteps = 1000;

const classifier = `network Classifier {
  input x: [64, 784] = uniform(0, 1)
  input y: [64, 10] = 0.1
  layer h1 = x |> dense(256) |> relu
  layer h2 = h1 |> dense(128) |> relu
  layer z = h2 |> dense(10)
  loss L = cross_entropy(z, y)
}`;

const chain = (length: number): string => `network Chain {
  input x = 1
  n0 = x * 1
${Array.from({ length }, (_, index) => `  n${index + 1} = n${index} * 1.0001 + x`).join("\n")}
  output f = n${length}
}`;

await bench("784-256-128-10 on 64 examples", classifier, "mean(abs(h1))");
await bench("1,000 definitions", chain(1000), "n500 / n499");
await bench("10,000 definitions", chain(10_000), "n500 / n499");
fs.rmSync(compiled, { recursive: true });

interface Opened {
  readonly trace: number;
  readonly steps: number;
}

interface Scope {
  readonly reference: string;
}

async function bench(
  what: string,
  text: string,
  expression: string,
): Promise<void> {
  const client = new StdioClient(server, compiled, probeOptions(compiled));
  await client.initialize();
  const uri = `file:///bench/${encodeURIComponent(what)}.nn`;
  const times: string[] = [];
  const measure = async <Answer>(
    part: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer> => {
    const start = performance.now();
    const answer = await ask();
    times.push(`${part} ${(performance.now() - start).toFixed(0)}`);
    return answer;
  };
  client.open(uri, text);
  // The trace comes on top of a file that is open and evaluated.
  await client.hintsWith(uri, "= ");
  const before = await memoryOf(client.server);
  const opened = await measure("open", () =>
    client.request<Opened>("nn/trace/open", { uri }),
  );
  const { trace, steps } = opened;
  const afterOpening = await memoryOf(client.server);
  const at = { step: steps - 1 };
  const params = { trace, at };
  await measure("step", () => client.request("nn/trace/step", params));
  const scopes = await client.request<Scope[]>("nn/trace/scopes", params);
  await measure("variables", async () => {
    for (const { reference } of scopes)
      await client.request("nn/trace/variables", { ...params, reference });
  });
  const evaluate = (): Promise<unknown> =>
    client.request("nn/trace/evaluate", { ...params, expression });
  await measure("expression", evaluate);
  await measure("again", evaluate);
  await measure(`${mostSteps} steps`, async () => {
    for (let walked = 0; walked < mostSteps; walked++) {
      const step = Math.floor((walked * steps) / mostSteps) % steps;
      const here = { trace, at: { step } };
      await client.request("nn/trace/step", here);
      for (const { reference } of scopes.slice(1, 3))
        await client.request("nn/trace/variables", { ...here, reference });
    }
  });
  const afterSteps = await memoryOf(client.server);
  console.log(`${what}, ${steps} steps, milliseconds: ${times.join(", ")}`);
  console.log(`  megabytes, trace opened: ${difference(afterOpening, before)}`);
  console.log(`  ${mostSteps} steps later: ${difference(afterSteps, before)}`);
  await client.stop();
}
