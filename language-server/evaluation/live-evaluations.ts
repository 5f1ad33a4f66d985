/**
 * Which values belong to which text: decides when the networks of an open document are evaluated, and what may be shown
 * of them. Values belong to one lowering of one text; from the next edit on they are stale until the text is evaluated
 * again.
 */
import type { LoweredFile, LoweredNetwork } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import type { Evaluator } from "./evaluator.js";
import type { Outcome } from "./messages.js";
import type { Run } from "./run.js";
import type { EvaluationSettings } from "./settings.js";

/** A document's text at one version, lowered. */
export interface Program {
  readonly uri: string;
  readonly version: number;
  readonly lowered: LoweredFile;
}

export interface LiveEvaluationsContext {
  readonly evaluator: Evaluator;
  /** The document as it is now, all its files read; absent when it is closed. */
  readonly programOf: (uri: string) => Promise<Program | undefined>;
  readonly settingsOf: (uri: string) => Promise<EvaluationSettings>;
  /** Called when an evaluation of the document begins, or turns out not to be wanted. */
  readonly onStatus: (uri: string) => void;
  /** Called when there are new values of the document, or a reason why there are none. */
  readonly onResult: (uri: string) => void;
}

/** What may be shown of a network. */
export interface NetworkValues {
  readonly run: Run;
  /** The network as it was evaluated: the program's own, or one before an edit. */
  readonly network: LoweredNetwork;
  /** The program that it belongs to. */
  readonly program: Program;
  /** Whether the text was edited since. */
  readonly isStale: boolean;
}

/** One evaluation of one lowering. */
interface Evaluation {
  readonly program: Program;
  readonly runs: Map<LoweredNetwork, Run>;
}

interface OpenDocument {
  /** Of the text as it is now, whether it is finished or not. */
  latest?: Evaluation | undefined;
  /** The last one that was finished; of an older text after an edit. */
  finished?: Evaluation | undefined;
  /** Ends when the evaluation that was started last is finished or given up. */
  busy?: Promise<unknown> | undefined;
  /** How many evaluations were started and neither finished nor given up. */
  pending: number;
  pause?: ReturnType<typeof setTimeout> | undefined;
}

/** How long the keys must rest before `onType` evaluates, in milliseconds. */
export const typingPause = 150;

/** From here on networks are shown as they are finished and not all at once, in milliseconds. */
const longEvaluation = 100;

export class LiveEvaluations {
  private readonly documents = new Map<string, OpenDocument>();

  constructor(private readonly context: LiveEvaluationsContext) {}

  opened(uri: string): void {
    const document: OpenDocument = { pending: 0 };
    this.documents.set(uri, document);
    const work = this.evaluateUnlessManual(uri);
    void this.keepBusy(document, work).then((wasWanted) => {
      if (!wasWanted && this.documents.get(uri) === document)
        this.context.onStatus(uri);
    });
  }

  async edited(uri: string): Promise<void> {
    const document = this.documents.get(uri);
    if (!document) return;
    this.dropLatest(document);
    clearTimeout(document.pause);
    const { trigger } = await this.context.settingsOf(uri);
    if (trigger !== "onType" || document !== this.documents.get(uri)) return;
    clearTimeout(document.pause);
    document.pause = setTimeout(() => void this.evaluate(uri), typingPause);
  }

  async saved(uri: string): Promise<void> {
    await this.evaluateUnlessManual(uri);
  }

  /** Files that the program names changed: its values are stale, or made anew where they were those of its text. */
  async filesChanged(uri: string): Promise<void> {
    const wasEvaluated = this.documents.get(uri)?.latest !== undefined;
    await this.edited(uri);
    if (wasEvaluated) await this.evaluateUnlessManual(uri);
  }

  closed(uri: string): void {
    const document = this.documents.get(uri);
    if (!document) return;
    this.documents.delete(uri);
    clearTimeout(document.pause);
    this.dropLatest(document);
    release(document.finished);
  }

  /** Closes every document. */
  stop(): void {
    for (const uri of [...this.documents.keys()]) this.closed(uri);
  }

  /**
   * Evaluates the document as it is now, all of its networks or the one named; what is evaluated already is not done
   * again. Resolves when it is finished: true where there are values for the text of when it was called.
   */
  evaluate(uri: string, network?: string): Promise<boolean> {
    const document = this.documents.get(uri);
    if (!document) return Promise.resolve(false);
    clearTimeout(document.pause);
    return this.keepBusy(document, this.evaluateNow(document, uri, network));
  }

  /** Stops what is being computed for the document. */
  cancel(uri: string): void {
    const { latest } = this.documents.get(uri) ?? {};
    for (const run of latest?.runs.values() ?? []) run.cancel();
  }

  /** Resolves when nothing is being computed for the document. */
  async idle(uri: string): Promise<void> {
    await this.documents.get(uri)?.busy;
  }

  /** Whether something is being computed for the document, or about to be. */
  isBusy(uri: string): boolean {
    return (this.documents.get(uri)?.pending ?? 0) > 0;
  }

  /** The values of a network of the program; absent while there are none. */
  valuesOf(
    program: Program,
    network: LoweredNetwork,
  ): NetworkValues | undefined {
    const { finished } = this.documents.get(program.uri) ?? {};
    const run = this.latestOf(program)?.runs.get(network);
    if (run?.result?.kind === "evaluated")
      return { run, network, program, isStale: false };
    // A limit or a fault took the values away for this very text: old ones would hide that.
    if (run?.result?.kind === "stopped") return undefined;
    for (const [before, oldRun] of finished?.runs ?? []) {
      if (before.name !== network.name || before === network) continue;
      if (oldRun.result?.kind === "evaluated")
        return {
          run: oldRun,
          network: before,
          program: finished?.program ?? program,
          isStale: true,
        };
    }
    return undefined;
  }

  /** What evaluating the program found, as long as nothing was edited since. */
  problemsOf(program: Program): Problem[] {
    const runs = this.latestOf(program)?.runs.values() ?? [];
    return [...runs].flatMap(({ result }) => {
      if (result?.kind === "evaluated") return result.problems;
      return result?.kind === "stopped" ? [result.problem] : [];
    });
  }

  /** The runs of the program, finished or not; absent while it is not evaluated. */
  runsOf(program: Program): readonly Run[] | undefined {
    const latest = this.latestOf(program);
    return latest && [...latest.runs.values()];
  }

  private keepBusy<Result>(
    document: OpenDocument,
    work: Promise<Result>,
  ): Promise<Result> {
    document.pending++;
    const busy = work.finally(() => {
      document.pending--;
    });
    document.busy = busy;
    return busy;
  }

  private async evaluateUnlessManual(uri: string): Promise<boolean> {
    const { trigger } = await this.context.settingsOf(uri);
    if (trigger === "manual") return false;
    await this.evaluate(uri);
    return true;
  }

  private latestOf(program: Program): Evaluation | undefined {
    const latest = this.documents.get(program.uri)?.latest;
    return latest?.program.lowered === program.lowered ? latest : undefined;
  }

  private async evaluateNow(
    document: OpenDocument,
    uri: string,
    network: string | undefined,
  ): Promise<boolean> {
    const [program, { limits }] = await Promise.all([
      this.context.programOf(uri),
      this.context.settingsOf(uri),
    ]);
    if (!program || document !== this.documents.get(uri)) return false;
    if (document.latest?.program.lowered !== program.lowered)
      this.dropLatest(document);
    const evaluation: Evaluation = document.latest ?? {
      program,
      runs: new Map<LoweredNetwork, Run>(),
    };
    document.latest = evaluation;
    const { runs } = evaluation;
    const wanted = program.lowered.networks.filter(
      ({ graph, name }) =>
        graph.evaluable && (network === undefined || name === network),
    );
    for (const each of wanted) {
      const known = runs.get(each);
      const isWanted = !known?.result || known.result.kind === "evaluated";
      if (known && isWanted) continue;
      runs.set(each, this.context.evaluator.evaluate(each, limits));
    }
    this.context.onStatus(uri);
    const outcomes = await this.outcomesOf(document, evaluation, wanted);
    if (document.latest !== evaluation) return false;
    if (document.finished !== evaluation) {
      release(document.finished);
      document.finished = evaluation;
    }
    this.context.onResult(uri);
    return outcomes.some(({ kind }) => kind === "evaluated");
  }

  /** Waits for the runs; the first of a long evaluation are shown before the last are done. */
  private async outcomesOf(
    document: OpenDocument,
    evaluation: Evaluation,
    networks: readonly LoweredNetwork[],
  ): Promise<Outcome[]> {
    const { runs, program } = evaluation;
    const begun = performance.now();
    const outcomes: Outcome[] = [];
    for (const network of networks) {
      const outcome = await runs.get(network)?.outcome;
      if (outcome) outcomes.push(outcome);
      const isLong = performance.now() - begun > longEvaluation;
      const isLast = network === networks.at(-1);
      if (isLong && !isLast && document.latest === evaluation)
        this.context.onResult(program.uri);
    }
    return outcomes;
  }

  /** Gives up the latest evaluation, unless it is finished and may be shown as stale. */
  private dropLatest(document: OpenDocument): void {
    const { latest } = document;
    document.latest = undefined;
    if (latest !== document.finished) release(latest);
  }
}

function release(evaluation: Evaluation | undefined): void {
  for (const run of evaluation?.runs.values() ?? []) run.release();
}
