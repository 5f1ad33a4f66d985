/**
 * Runs graphs in a worker, one after the other, and asks about their results. Knows limits, cancellation and crashes;
 * knows nothing of documents and of when to evaluate (see document-evaluations.ts).
 *
 * A run is stopped by a flag in shared memory that the engine looks at between operations. Where there is no shared
 * memory, or one operation takes too long to look, the worker is ended and a new one started. Runs whose tapes were lost
 * with a worker are done again when something is asked of them: the numbers are the same.
 */
import type { LoweredNetwork } from "../graph/lowered.js";
import { cancelRun, createCancelFlag } from "./cancellation.js";
import type { SpawnWorker, WorkerHandle } from "./channel.js";
import type { Limits } from "./limits.js";
import type { FromWorker, Outcome } from "./messages.js";
import { packGraph } from "./packed-graph.js";
import { overTime, workerLost } from "./stopped-problems.js";
import type { Answer, Question, QuestionKind, Questions } from "./questions.js";
import { Run, type RunOwner } from "./run.js";

/** How long a run that was told to stop may take to do so before its worker is ended, in milliseconds. */
const patience = 100;

/** The longest time that a timer can be set to, in milliseconds; a limit beyond it is no limit. */
const longestTimer = 2 ** 31 - 1;

const cancelled: Outcome = { kind: "cancelled" };

export class Evaluator implements RunOwner {
  private worker: WorkerHandle | undefined;
  private readonly flag = createCancelFlag();
  /** Ends when every run that was put in line has left the worker. */
  private line: Promise<void> = Promise.resolve();
  private active:
    { readonly run: Run; readonly end: (outcome: Outcome) => void } | undefined;
  private overdue: ReturnType<typeof setTimeout> | undefined;
  private readonly asks = new Map<
    number,
    (answer: Answer | undefined) => void
  >();
  private lastRun = 0;
  private lastAsk = 0;

  constructor(private readonly spawn: SpawnWorker) {}

  /** Starts the worker before there is anything to do, so that the first run need not wait for it. */
  start(): WorkerHandle {
    this.worker ??= this.startWorker();
    return this.worker;
  }

  /** Ends the worker. A run that is asked for later starts it again. */
  stop(): void {
    this.dropWorker(cancelled)?.stop();
  }

  /** Puts a network in line. */
  evaluate(network: LoweredNetwork, limits: Limits): Run {
    const run = new Run(this, ++this.lastRun, network, limits);
    void this.enqueue(run);
    return run;
  }

  async ask<Kind extends QuestionKind>(
    run: Run,
    kind: Kind,
    params: Questions[Kind]["params"],
  ): Promise<Questions[Kind]["answer"] | undefined> {
    const outcome = await run.outcome;
    if (outcome.kind !== "evaluated" || run.isReleased) return undefined;
    if (run.home !== this.worker) await this.restore(run);
    const { home } = run;
    if (!home || home !== this.worker) return undefined;
    const ask = ++this.lastAsk;
    const question = { kind, params } as Question;
    const answer = await new Promise<Answer | undefined>((resolve) => {
      this.asks.set(ask, resolve);
      home.send({ kind: "ask", ask, run: run.id, question });
    });
    return answer;
  }

  cancel(run: Run): void {
    run.settle(cancelled);
    if (this.active?.run !== run) return;
    if (this.flag) cancelRun(this.flag, run.id);
    setTimeout(
      () => {
        if (this.active?.run === run) this.restart(cancelled);
      },
      this.flag ? patience : 0,
    );
  }

  release(run: Run): void {
    this.cancel(run);
    if (run.isReleased) return;
    run.isReleased = true;
    if (run.home && run.home === this.worker)
      run.home.send({ kind: "release", run: run.id });
  }

  private enqueue(run: Run): Promise<void> {
    this.line = this.line.then(() => this.execute(run));
    return this.line;
  }

  private restore(run: Run): Promise<void> {
    run.restoring ??= this.enqueue(run).then(() => {
      run.restoring = undefined;
    });
    return run.restoring;
  }

  /** Resolves when the worker is free again, which may be later than the run's outcome. */
  private async execute(run: Run): Promise<void> {
    const isAgain = run.result?.kind === "evaluated" && !run.isReleased;
    if (run.result && !isAgain) return;
    const { limits } = run;
    const { graph, nameSource: place } = run.network;
    const worker = this.start();
    const outcome = await new Promise<Outcome>((resolve) => {
      this.active = { run, end: resolve };
      worker.send({
        kind: "run",
        run: run.id,
        graph: packGraph(graph),
        place,
        limits,
        cancelled: this.flag,
      });
    });
    clearTimeout(this.overdue);
    this.active = undefined;
    run.settle(outcome);
    if (outcome.kind !== "evaluated") return;
    if (run.result?.kind === "evaluated" && !run.isReleased) run.home = worker;
    else worker.send({ kind: "release", run: run.id });
  }

  /** The worker keeps the time limit itself, unless one operation alone takes too long. */
  private limitTime({ limits, network }: Run): void {
    const { name, nameSource } = network;
    const most = Math.min(limits.time * 1000 + patience, longestTimer);
    this.overdue = setTimeout(() => {
      const problem = overTime(name, nameSource, limits);
      this.restart({ kind: "stopped", problem });
    }, most);
  }

  private restart(outcome: Outcome): void {
    this.dropWorker(outcome)?.stop();
    this.start();
  }

  private startWorker(): WorkerHandle {
    const worker = this.spawn();
    worker.onMessage((message) => {
      this.receive(message);
    });
    worker.onLost((reason) => {
      if (worker !== this.worker) return;
      const run = this.active?.run;
      this.dropWorker(run ? lost(run, reason) : cancelled);
    });
    return worker;
  }

  /** Forgets the worker: the active run ends like this, and nothing that was asked is answered. */
  private dropWorker(outcome: Outcome): WorkerHandle | undefined {
    const { worker } = this;
    this.worker = undefined;
    this.active?.end(outcome);
    for (const resolve of this.asks.values()) resolve(undefined);
    this.asks.clear();
    return worker;
  }

  private receive(message: FromWorker): void {
    switch (message.kind) {
      case "begun":
        if (this.active?.run.id === message.run)
          this.limitTime(this.active.run);
        break;
      case "outcome":
        if (this.active?.run.id === message.run)
          this.active.end(message.outcome);
        break;
      case "answer":
        this.asks.get(message.ask)?.(message.answer);
        this.asks.delete(message.ask);
        break;
    }
  }
}

function lost({ network }: Run, reason: string): Outcome {
  const problem = workerLost(network.name, network.nameSource, reason);
  return { kind: "stopped", problem };
}
