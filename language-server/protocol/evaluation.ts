// Evaluating a document, and how its values stand.
import type { Notification, Request } from "./message.js";

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
  /** What is wrong, for people to read: with `problem`, and with `evaluated` where errors leave values missing. */
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
