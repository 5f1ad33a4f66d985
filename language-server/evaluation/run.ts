/** One evaluation of one network, as its owner sees it: how it ends, what can be asked of it, how it is stopped. */
import type { LoweredNetwork } from "../graph/lowered.js";
import type { Limits } from "./limits.js";
import type { WorkerHandle } from "./channel.js";
import type { Outcome, RunId } from "./messages.js";
import type { QuestionKind, Questions } from "./questions.js";

/** What a run needs from the evaluator that it belongs to. */
export interface RunOwner {
  ask<Kind extends QuestionKind>(
    run: Run,
    kind: Kind,
    params: Questions[Kind]["params"],
  ): Promise<Questions[Kind]["answer"] | undefined>;
  cancel(run: Run): void;
  release(run: Run): void;
}

export class Run {
  /** How the run ended. Resolves once, never rejects. */
  readonly outcome: Promise<Outcome>;
  /** The same, once it is known. */
  result: Outcome | undefined;
  /** For the evaluator: the worker that holds the tape; another one by now where that worker ended. */
  home: WorkerHandle | undefined;
  /** For the evaluator: the run being done again, its tape being lost. */
  restoring: Promise<void> | undefined;
  isReleased = false;
  private pins = 0;
  private isUnwanted = false;
  private resolve: (outcome: Outcome) => void = () => undefined;

  constructor(
    private readonly owner: RunOwner,
    readonly id: RunId,
    readonly network: LoweredNetwork,
    readonly limits: Limits,
  ) {
    this.outcome = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** The answer; absent where there is none: the run came to no values, was released, or the worker was lost. */
  ask<Kind extends QuestionKind>(
    kind: Kind,
    params: Questions[Kind]["params"],
  ): Promise<Questions[Kind]["answer"] | undefined> {
    return this.owner.ask(this, kind, params);
  }

  /** Stops the run where it is not finished; its outcome is then `cancelled`. */
  cancel(): void {
    this.owner.cancel(this);
  }

  /**
   * Nothing more will be asked: gives the tape's memory back, and cancels a run that is not finished. Where the run is
   * pinned, that waits until nobody holds it any more.
   */
  release(): void {
    this.isUnwanted = true;
    if (this.pins === 0) this.owner.release(this);
  }

  /** Keeps the tape beyond the run's release, until the function that comes back is called. */
  pin(): () => void {
    this.pins++;
    let isPinned = true;
    return () => {
      if (!isPinned) return;
      isPinned = false;
      this.pins--;
      if (this.isUnwanted) this.release();
    };
  }

  /** For the evaluator. The first outcome counts. */
  settle(outcome: Outcome): void {
    this.result ??= outcome;
    this.resolve(this.result);
  }
}
