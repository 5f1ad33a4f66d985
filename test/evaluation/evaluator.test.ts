// Runs in line, cancelled, released and lost, with a worker that is no thread.
import { EmptyFileSystem, TextDocument, URI } from "langium";
import { afterEach, describe, expect, it, vi } from "vitest";
import type {
  SpawnWorker,
  WorkerHandle,
} from "../../language-server/evaluation/channel.js";
import { Evaluator } from "../../language-server/evaluation/evaluator.js";
import type { ToWorker } from "../../language-server/evaluation/messages.js";
import { unpackSummaries } from "../../language-server/evaluation/packed-summaries.js";
import type { LoweredNetwork } from "../../language-server/graph/lowered.js";
import { createLanguage } from "../../language-server/language-services.js";
import { spawnInMemory } from "../server/memory-worker.js";

const limits = { time: 10, memory: 1e9 };
const language = createLanguage(EmptyFileSystem);

function network(text: string): LoweredNetwork {
  const uri = "file:///n.nn";
  const document =
    language.shared.workspace.LangiumDocumentFactory.fromTextDocument(
      TextDocument.create(uri, "nn", 1, `network N { ${text} }`),
      URI.parse(uri),
    );
  const [found] = language.language.Lowering.lower(document).networks;
  if (!found) throw new Error("no network");
  return found;
}

/** Workers that can be made to die, and what they were sent. */
class Workers {
  readonly sent: ToWorker["kind"][] = [];
  started = 0;
  stopped = 0;
  private lose: (reason: string) => void = () => undefined;

  readonly spawn: SpawnWorker = (): WorkerHandle => {
    this.started++;
    const worker = spawnInMemory();
    return {
      ...worker,
      send: (message) => {
        this.sent.push(message.kind);
        worker.send(message);
      },
      onLost: (listener) => {
        this.lose = (reason) => {
          worker.stop();
          listener(reason);
        };
      },
      stop: () => {
        this.stopped++;
        worker.stop();
      },
    };
  };

  kill(): void {
    this.lose("killed");
  }
}

const square = network("input x = 3 output f = x * x");
const value = {
  of: [{ node: square.graph.nodes.length - 1, quantity: "value" }],
  elements: 1,
} as const;

const nothing = new Float64Array(0);

describe("a run", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("ends with an outcome, and answers", async () => {
    const evaluator = new Evaluator(new Workers().spawn);
    const run = evaluator.evaluate(square, limits);
    expect(await run.outcome).toMatchObject({ kind: "evaluated", checks: [] });
    const [summary] = unpackSummaries(
      (await run.ask("summaries", value)) ?? nothing,
    );
    expect(summary?.elements).toEqual(Float64Array.of(9));
    const node = square.graph.names[0]?.node ?? -1;
    const uses = (await run.ask("uses", { node, elements: 1 })) ?? [];
    expect(uses.map(({ contribution }) => contribution.elements[0])).toEqual([
      3, 3,
    ]);
    const window = { node, quantity: "gradient", start: 0, count: 9 } as const;
    expect(await run.ask("elements", window)).toEqual(Float64Array.of(6));
    evaluator.stop();
  });

  it("that is cancelled in line is never sent", async () => {
    const workers = new Workers();
    const evaluator = new Evaluator(workers.spawn);
    const first = evaluator.evaluate(square, limits);
    const second = evaluator.evaluate(square, limits);
    second.cancel();
    expect(await second.outcome).toEqual({ kind: "cancelled" });
    await first.outcome;
    expect(await evaluator.evaluate(square, limits).outcome).toMatchObject({
      kind: "evaluated",
    });
    expect(workers.sent).toEqual(["run", "run"]);
    evaluator.stop();
  });

  it("that is released is forgotten by the worker, and answers no more", async () => {
    const workers = new Workers();
    const evaluator = new Evaluator(workers.spawn);
    const run = evaluator.evaluate(square, limits);
    await run.outcome;
    run.release();
    expect(await run.ask("summaries", value)).toBeUndefined();
    expect(workers.sent).toEqual(["run", "release"]);
    evaluator.stop();
  });

  it("whose worker died is done again when something is asked of it", async () => {
    const workers = new Workers();
    const evaluator = new Evaluator(workers.spawn);
    const run = evaluator.evaluate(square, limits);
    await run.outcome;
    workers.kill();
    const [first, second] = await Promise.all([
      run.ask("summaries", value),
      run.ask("summaries", value),
    ]);
    expect(unpackSummaries(first ?? nothing)[0]?.elements).toEqual(
      Float64Array.of(9),
    );
    expect(second).toEqual(first);
    expect(workers.started).toBe(2);
    expect(workers.sent.filter((kind) => kind === "run")).toHaveLength(2);
    evaluator.stop();
  });

  it("that the worker dies of says so, and the next one goes on", async () => {
    const workers = new Workers();
    const evaluator = new Evaluator(workers.spawn);
    const run = evaluator.evaluate(square, limits);
    const next = evaluator.evaluate(square, limits);
    while (!workers.sent.includes("run")) await Promise.resolve();
    workers.kill();
    expect(await run.outcome).toMatchObject({
      kind: "stopped",
      problem: { code: "evaluation-crashed" },
    });
    expect(await next.outcome).toMatchObject({ kind: "evaluated" });
    evaluator.stop();
  });

  it("is cancelled without shared memory by another worker", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const workers = new Workers();
    const silent: SpawnWorker = () => {
      const worker = workers.spawn();
      return workers.started === 1
        ? { ...worker, send: () => undefined }
        : worker;
    };
    const evaluator = new Evaluator(silent);
    const run = evaluator.evaluate(square, limits);
    await vi.waitFor(() => {
      expect(workers.started).toBe(1);
    });
    run.cancel();
    expect(await run.outcome).toEqual({ kind: "cancelled" });
    expect(await evaluator.evaluate(square, limits).outcome).toMatchObject({
      kind: "evaluated",
    });
    expect(workers.stopped).toBe(1);
    evaluator.stop();
  });
});
