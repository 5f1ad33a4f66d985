// The graph as it is drawn: its model and values, changes, and explanations.
import type {
  GraphModel,
  GraphValues,
  ModelId,
  TextPosition,
} from "../graph/graph-model.js";
import type { Equation } from "../graph/mathml.js";
import type { TraceStep } from "../graph/trace-model.js";
import type { EvaluationState } from "./evaluation.js";
import type { Notification, Request } from "./message.js";
import type { GraphChoice, NoGraph } from "./network-choice.js";

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
