// The custom messages between the language server and its clients, one typed declaration each. Plain data and no
// imports but types of the graph: whatever else the two sides share, they share through LSP itself.
import type {
  GraphModel,
  GraphValues,
  ModelId,
  TextPosition,
  TextRange,
} from "./graph/graph-model.js";
import type { Equation } from "./graph/mathml.js";
import type {
  TraceBreakpoint,
  TraceBreakpointAnswer,
  TraceEdit,
  TraceFilter,
  TraceMotion,
  TracePlace,
  TracePosition,
  TraceScope,
  TraceStep,
  TraceStopReason,
  TraceVariable,
} from "./graph/trace-model.js";

export type * from "./graph/graph-model.js";
export type * from "./graph/mathml.js";
export type * from "./graph/trace-model.js";

/** A message from the client that is answered. The types exist for the compiler only. */
export interface Request<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}

/** A message in either direction without an answer. */
export interface Notification<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}

/** Evaluates a document now, whatever the trigger: all its networks, or the one that is named. */
export const evaluateRequest: Request<EvaluateParams, EvaluateResult> = {
  method: "nn/evaluate",
};

export interface EvaluateParams {
  readonly uri: string;
  readonly network?: string;
}

export interface EvaluateResult {
  /** False where there was nothing to evaluate, or an edit or another evaluation came in between. */
  readonly evaluated: boolean;
}

/** Server → client: how a document's values stand. Sent whenever that changes. */
export const evaluationStatusNotification: Notification<EvaluationStatus> = {
  method: "nn/evaluationStatus",
};

export interface EvaluationStatus {
  readonly uri: string;
  /** The version of the text that this is said of. */
  readonly version: number;
  readonly state: EvaluationState;
  /** How long the evaluation took; with `evaluated`. */
  readonly milliseconds?: number;
  /** What is wrong, for people to read; with `problem`. */
  readonly message?: string;
}

/**
 * - `evaluating`: values are being computed
 * - `evaluated`: the values on screen belong to the text
 * - `stale`: the text was edited since
 * - `problem`: there are no values, and `message` says why
 * - `none`: nothing in the document asks for values
 */
export type EvaluationState =
  "evaluating" | "evaluated" | "stale" | "problem" | "none";

/** What is to be drawn of a network, with its values as far as there are any. */
export const graphRequest: Request<GraphParams, GraphAnswer> = {
  method: "nn/graph",
};

export interface GraphParams {
  readonly uri: string;
  /** Left out, the network at `position` is meant, and without one there the file's only network with an objective. */
  readonly network?: string;
  readonly position?: TextPosition;
  /** The revision whose model the client has already: it is then not sent again. */
  readonly revision?: number;
  /** Groups that are drawn as neurons, for which every element is sent; a small network's are sent anyway. */
  readonly neurons?: readonly ModelId[];
}

export type GraphAnswer = NetworkGraph | GraphChoice | NoGraph;

export interface NetworkGraph {
  readonly kind: "graph";
  readonly network: string;
  /** Another one for each reading of the text; what has the same revision has the same model. */
  readonly revision: number;
  /** Absent where the client has it. */
  readonly model?: GraphModel;
  /** Whether the text has errors, so that statements of it may be missing in the model. */
  readonly hasErrors: boolean;
  /** How the values stand, for people to read. */
  readonly state: EvaluationState;
  /** Why there are no values; with `problem` and `none`. */
  readonly message?: string;
  /**
   * Marked in themselves where they are of an older text. While a trace of the network is shown, those that are known at
   * its step.
   */
  readonly values?: GraphValues;
  /** The step at which a trace of the network is shown. */
  readonly trace?: GraphTrace;
}

/** Where a trace stands, for the graph to light and to explain. */
export interface GraphTrace {
  readonly step: TraceStep;
  /** How many steps there are. */
  readonly steps: number;
  /** What the step does, as formulas; empty where `step.lines` say it in words. */
  readonly equations: readonly Equation[];
}

/** It was not said which network is meant, and the file has several. */
export interface GraphChoice {
  readonly kind: "choice";
  readonly networks: readonly {
    readonly name: string;
    /** What its gradients are of, if anything. */
    readonly objective?: string;
  }[];
}

/** There is nothing to draw, and why. */
export interface NoGraph {
  readonly kind: "nothing";
  readonly message: string;
}

/**
 * Client → server: from now on `nn/graphChanged` is wanted for this network. Said before `nn/graph` is asked, so that no
 * change falls in between. A subscriber is any text that the client
 * chooses, and follows one network: the one that it named last.
 */
export const graphSubscribeNotification: Notification<GraphSubscription> = {
  method: "nn/graph/subscribe",
};

export interface GraphSubscription {
  readonly subscriber: string;
  readonly uri: string;
  readonly network: string;
}

/** Client → server: the subscriber wants nothing any more. */
export const graphUnsubscribeNotification: Notification<{
  readonly subscriber: string;
}> = { method: "nn/graph/unsubscribe" };

/**
 * Server → client: what `nn/graph` answers has changed. The client asks when it has time for the answer, so that changes
 * are dropped and not queued.
 */
export const graphChangedNotification: Notification<GraphChange> = {
  method: "nn/graphChanged",
};

export interface GraphChange extends GraphSubscription {
  /** `structure`: there is another model; `values`: others or none, of the same model; `closed`: the file was closed. */
  readonly change: "structure" | "values" | "closed";
  readonly state: EvaluationState;
}

/** Which nodes of a network's graph a place in the text belongs to. Node → text is in the model itself. */
export const graphNodesRequest: Request<GraphNodesParams, GraphNodes | null> = {
  method: "nn/graph/nodesAt",
};

export interface GraphNodesParams {
  readonly uri: string;
  readonly position: TextPosition;
  /** The network that is drawn; left out, the one at the position. */
  readonly network?: string;
}

/** Several where the place is in a function or a network that is used more than once. Empty: none. */
export interface GraphNodes {
  readonly network: string;
  readonly nodes: readonly ModelId[];
}

/**
 * Opens a trace of a network: evaluates it where that is due and keeps its numbers for as long as the trace is open, also
 * while the text is edited. A trace that is named is opened anew, on the text as it is now: breakpoints are kept.
 */
export const traceOpenRequest: Request<TraceOpenParams, TraceOpenAnswer> = {
  method: "nn/trace/open",
};

export interface TraceOpenParams {
  readonly uri: string;
  /** Left out, it is chosen as for `nn/graph`. */
  readonly network?: string;
  readonly position?: TextPosition;
  readonly trace?: number;
  /** With `trace`: where it stood. The answer has the same step of the new text, or the entry where there is none. */
  readonly at?: TracePosition;
}

export type TraceOpenAnswer = TraceOpened | GraphChoice | NoGraph;

export interface TraceOpened {
  readonly kind: "trace";
  readonly trace: number;
  readonly network: string;
  readonly objective: string;
  /** The version of the text that is traced. */
  readonly version: number;
  /** How many steps there are. */
  readonly steps: number;
  /** The first step of the backward pass. */
  readonly backward: number;
  readonly at: TracePosition;
}

/** All further requests name the trace. An answer of `null` says that it is closed. */
export interface TraceParams {
  readonly trace: number;
}

export interface TraceAtParams extends TraceParams {
  readonly at: TracePosition;
}

/** The step in words and numbers. */
export const traceStepRequest: Request<TraceAtParams, TraceStep | null> = {
  method: "nn/trace/step",
};

/** Where a motion leads. Can be cancelled: a long way with conditions then ends where it is. */
export const traceMoveRequest: Request<TraceMoveParams, TraceMoved | null> = {
  method: "nn/trace/move",
};

export interface TraceMoveParams extends TraceAtParams {
  readonly motion: TraceMotion;
}

export interface TraceMoved {
  readonly at: TracePosition;
  readonly reason: TraceStopReason;
  /** With `exception`: what was found, in a sentence. With `breakpoint`: why a condition could not be evaluated. */
  readonly message?: string;
  readonly filter?: TraceFilter;
  /** With `breakpoint`. */
  readonly breakpoints?: readonly number[];
  /** What log points on the way said. */
  readonly logs: readonly TraceLog[];
}

export interface TraceLog {
  readonly text: string;
  readonly place: TracePlace;
}

/** Sets all places to stop at; those set before are forgotten. */
export const traceBreakpointsRequest: Request<
  TraceBreakpointsParams,
  readonly TraceBreakpointAnswer[] | null
> = { method: "nn/trace/breakpoints" };

export interface TraceBreakpointsParams extends TraceParams {
  readonly breakpoints: readonly TraceBreakpoint[];
  readonly filters: readonly TraceFilter[];
}

export const traceScopesRequest: Request<
  TraceAtParams,
  readonly TraceScope[] | null
> = { method: "nn/trace/scopes" };

/** The rows of a scope, the elements of a tensor from `start` on, or the parts of a variable. */
export const traceVariablesRequest: Request<
  TraceVariablesParams,
  readonly TraceVariable[] | null
> = { method: "nn/trace/variables" };

export interface TraceVariablesParams extends TraceAtParams {
  readonly reference: string;
  readonly start?: number;
  readonly count?: number;
}

/** The value of an expression of the language, in the state of the position: what is not done yet has no value. */
export const traceEvaluateRequest: Request<
  TraceEvaluateParams,
  TraceEvaluated | null
> = { method: "nn/trace/evaluate" };

export interface TraceEvaluateParams extends TraceAtParams {
  readonly expression: string;
}

export type TraceEvaluated =
  | { readonly kind: "value"; readonly variable: TraceVariable }
  /** Why there is no value. */
  | { readonly kind: "problem"; readonly message: string };

/** The edit of the text that gives an input or a weight another value; the client makes it and opens the trace anew. */
export const traceSetVariableRequest: Request<
  TraceSetVariableParams,
  TraceSetVariableAnswer | null
> = { method: "nn/trace/setVariable" };

export interface TraceSetVariableParams extends TraceAtParams {
  /** The scope or tensor that it is in, and its name there. */
  readonly reference: string;
  readonly name: string;
  readonly value: string;
}

export type TraceSetVariableAnswer =
  | { readonly kind: "edit"; readonly edit: TraceEdit; readonly value: string }
  | { readonly kind: "problem"; readonly message: string };

/** Client → server: views (the graph, hints) show the state of this position from now on. */
export const traceShownNotification: Notification<TraceAtParams> = {
  method: "nn/trace/shown",
};

/**
 * The expression around a place in the text, for a debugger's hover: the name or the smallest expression there, where its
 * value is known at the step that the trace of its network shows. Null for all else.
 */
export const traceExpressionRequest: Request<
  TraceExpressionParams,
  TraceExpression | null
> = { method: "nn/trace/expressionAt" };

export interface TraceExpressionParams {
  readonly uri: string;
  readonly position: TextPosition;
}

export interface TraceExpression {
  readonly range: TextRange;
  /** To be evaluated by `nn/trace/evaluate`. */
  readonly expression: string;
}

/** Client → server: the trace is over, and its numbers can go. */
export const traceCloseNotification: Notification<TraceParams> = {
  method: "nn/trace/close",
};

/** Server → client: the text of the trace, or a file that it names, is another one by now. */
export const traceOutdatedNotification: Notification<TraceParams> = {
  method: "nn/trace/outdated",
};

/** How a node's value and gradient come about, or what is passed back along a wire, in formulas with this program's numbers. */
export const graphExplainRequest: Request<
  GraphExplainParams,
  GraphExplanation | null
> = { method: "nn/graph/explain" };

export interface GraphExplainParams {
  readonly uri: string;
  readonly network: string;
  /** The version of the text that the model is of. Another one has no answer. */
  readonly version: number;
  readonly of: Explained;
}

export type Explained =
  | { readonly kind: "node"; readonly id: ModelId }
  | {
      readonly kind: "wire";
      readonly to: ModelId;
      readonly operand: number;
    };

/** Null instead where the numbers at hand are not of the text as it is, or there are none. */
export interface GraphExplanation {
  readonly equations: readonly Equation[];
}

/** A value or gradient of the text as it is, written out to be pasted elsewhere. */
export const copyValueRequest: Request<CopyValueParams, CopyValueAnswer> = {
  method: "nn/copyValue",
};

export interface CopyValueParams {
  readonly uri: string;
  /** A node of the text of that version, or what stands at a position now. */
  readonly of:
    | {
        readonly network: string;
        readonly node: number;
        readonly version: number;
      }
    | { readonly position: TextPosition };
  readonly quantity: "value" | "gradient";
  /** A literal of the language, or a list of Python. */
  readonly format: "nn" | "python";
}

export type CopyValueAnswer =
  | {
      readonly kind: "text";
      /** What it is, as it is called: `∂L/∂w`. */
      readonly what: string;
      /** The number of elements. */
      readonly size: number;
      readonly text: string;
    }
  | { readonly kind: "nothing"; readonly message: string };

/** Evaluates a network where that is due and writes its backpropagation down, with formulas, as a document to keep. */
export const workedSolutionRequest: Request<
  WorkedSolutionParams,
  WorkedSolutionAnswer
> = { method: "nn/workedSolution" };

export interface WorkedSolutionParams {
  readonly uri: string;
  /** Left out, it is chosen as for `nn/graph`. */
  readonly network?: string;
  readonly position?: TextPosition;
}

export type WorkedSolutionAnswer = WorkedSolution | GraphChoice | NoGraph;

export interface WorkedSolution {
  readonly kind: "solution";
  readonly network: string;
  /** Markdown with formulas in `$…$`. It repeats the program that its numbers belong to. */
  readonly markdown: string;
}

/** Every file that may have checks: the programs of the workspace's folders, and those that are open. */
export const checkFilesRequest: Request<null, CheckFiles> = {
  method: "nn/checks/files",
};

export interface CheckFiles {
  readonly uris: readonly string[];
}

/** The `expect` statements of a file, open or not. Null where it cannot be read. */
export const checksRequest: Request<ChecksParams, FileChecks | null> = {
  method: "nn/checks",
};

export interface ChecksParams {
  readonly uri: string;
}

export interface FileChecks {
  /** Networks without checks are left out. */
  readonly networks: readonly NetworkChecks[];
}

export interface NetworkChecks {
  readonly name: string;
  /** Where its name stands. */
  readonly range: TextRange;
  readonly checks: readonly CheckStatement[];
}

export interface CheckStatement {
  /** As written, without `expect`. */
  readonly text: string;
  readonly range: TextRange;
}

/**
 * Evaluates a file where that is due, and says how its checks end. Can be cancelled. Null where the file cannot be read, or
 * was edited meanwhile.
 */
export const runChecksRequest: Request<RunChecksParams, ChecksRun | null> = {
  method: "nn/checks/run",
};

export interface RunChecksParams extends ChecksParams {
  /** Left out, all of them. */
  readonly network?: string;
}

export interface ChecksRun {
  /** Of the text that was evaluated; absent where the file is not open. */
  readonly version?: number;
  readonly networks: readonly {
    readonly name: string;
    /** In the order of the network's checks. */
    readonly checks: readonly CheckOutcome[];
  }[];
}

/**
 * - `truncated`: would have held, had its number been rounded and not cut off
 * - `error`: there are no values because of an error or a limit
 * - `no-values`: there are none because the program gives no data
 */
export interface CheckOutcome extends CheckStatement {
  readonly status: "passed" | "failed" | "truncated" | "error" | "no-values";
  /** Why, for people; absent with `passed`. */
  readonly message?: string;
  /** Both sides as numbers, the first that differ; with `failed`. */
  readonly expected?: string;
  readonly actual?: string;
}

/** What the layers of a network cost, as a document. From shapes alone: nothing is evaluated. */
export const summaryRequest: Request<SummaryParams, SummaryAnswer> = {
  method: "nn/summary",
};

export interface SummaryParams {
  readonly uri: string;
  /** Left out, it is chosen as for `nn/graph`. */
  readonly network?: string;
  readonly position?: TextPosition;
}

export type SummaryAnswer = NetworkSummary | GraphChoice | NoGraph;

export interface NetworkSummary {
  readonly kind: "summary";
  readonly network: string;
  readonly markdown: string;
}
