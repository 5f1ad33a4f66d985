/** The messages between the language server and its evaluation worker. Plain data that can be cloned. */
import type { CheckResult } from "../analysis/checks.js";
import type { SourceRange } from "../graph/graph.js";
import type { Problem } from "../graph/problem.js";
import type { Limits } from "./limits.js";
import type { PackedGraph } from "./packed-graph.js";
import type { Answer, Question } from "./questions.js";

/** Numbers one evaluation of one graph, for as long as a server lives. */
export type RunId = number;

export interface RunMessage {
  readonly kind: "run";
  readonly run: RunId;
  readonly graph: PackedGraph;
  /** The network's name, where a problem goes that has no place of its own. */
  readonly place: SourceRange;
  readonly limits: Limits;
  /** Shared memory, where there is any: the run stops once its own number stands there. */
  readonly cancelled: Int32Array | undefined;
}

export type ToWorker =
  | RunMessage
  | {
      readonly kind: "ask";
      readonly ask: number;
      readonly run: RunId;
      readonly question: Question;
    }
  /** Nothing more will be asked of this run: its tape can go. */
  | { readonly kind: "release"; readonly run: RunId };

export type FromWorker =
  /** The run begins: from now on its time counts. */
  | { readonly kind: "begun"; readonly run: RunId }
  | { readonly kind: "outcome"; readonly run: RunId; readonly outcome: Outcome }
  | {
      readonly kind: "answer";
      readonly ask: number;
      /** Absent where the worker has no such run any more. */
      readonly answer: Answer | undefined;
    };

/** How a run ended. */
export type Outcome =
  | {
      readonly kind: "evaluated";
      readonly milliseconds: number;
      readonly checks: readonly CheckResult[];
      /** What the run found, at its places: failed checks, derivatives taken by convention. */
      readonly problems: readonly Problem[];
    }
  /** There are no values, and `problem` says why: a limit, a value that an operation cannot take, a crash. */
  | { readonly kind: "stopped"; readonly problem: Problem }
  | { readonly kind: "cancelled" };
