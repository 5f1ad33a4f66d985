// Traces of backprop: positions, motions, variables.
import type { TextPosition, TextRange } from "../graph/graph-model.js";
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
} from "../graph/trace-model.js";
import type { Notification, Request } from "./message.js";
import type { GraphChoice, NoGraph } from "./network-choice.js";

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
