// The custom messages between the language server and its clients, one typed declaration each. Plain data and no
// imports but types of the graph: whatever else the two sides share, they share through LSP itself.
import type {
  GraphModel,
  GraphValues,
  ModelId,
  TextPosition,
} from "./graph/graph-model.js";

export type * from "./graph/graph-model.js";

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
  /** Marked in themselves where they are of an older text. */
  readonly values?: GraphValues;
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
