// Documents that the server writes: worked solutions and summaries.
import type { TextPosition } from "../graph/graph-model.js";
import type { Request } from "./message.js";
import type { GraphChoice, NoGraph } from "./network-choice.js";

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
