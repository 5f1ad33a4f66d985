/**
 * A trace as it is shown: what the language server tells the debug adapter, the graph view and `nn trace` of one
 * network's forward pass and backpropagation, step by step. Plain data that survives JSON; types only.
 *
 * Every step does one thing on paper: reads what is given, computes one operation, passes one contribution back. Being at
 * a step means that it and all before it have been done; at step −1 nothing has.
 */
import type { ModelId, TextRange } from "./graph-model.js";

/** From 0; −1 is the entry, before anything is done. */
export type StepIndex = number;

/** Where a trace stands. */
export interface TracePosition {
  readonly step: StepIndex;
  /**
   * The group that is being walked through: groups inside it are taken as one step. It is the group of the step's node or
   * one around it; absent for the network itself.
   */
  readonly frame?: ModelId;
}

/**
 * - `over`: the next operation, or the next layer as one
 * - `into`: the next operation, however deep inside layers
 * - `out`: to the end of the layer that is being walked through
 * - `back`: what `over` would have done last is undone
 * - `continue`, `reverse`: to the next place to stop at, or to the end; to the one before, or to the entry
 */
export type TraceMotion =
  "over" | "into" | "out" | "back" | "continue" | "reverse";

export type TraceStopReason =
  "entry" | "step" | "breakpoint" | "exception" | "end" | "paused";

/** A place in a file. */
export interface TracePlace {
  readonly uri: string;
  readonly range: TextRange;
}

/** A network or layer on the way to the step, as a frame of a call stack. */
export interface TraceFrame {
  /** The group; absent for the network. */
  readonly group?: ModelId;
  /** `Classifier`, `h: dense(128) → relu`. */
  readonly name: string;
  /** In the innermost frame the step's own expression, in the others the call of the next inner one. */
  readonly place?: TracePlace;
}

/**
 * What a step does:
 * - `entry`: nothing yet
 * - `given`: reads an input or a parameter
 * - `forward`: computes an operation
 * - `seed`: ∂L/∂L = 1, where the backward pass begins
 * - `backward`: passes a contribution back to one operand: upstream gradient × local derivative
 * - `arrived`: the gradient of an input or a parameter is complete
 * - `layer`: all of the forward or backward steps of a group, taken as one
 */
export type TraceStepKind =
  "entry" | "given" | "forward" | "seed" | "backward" | "arrived" | "layer";

/** Which pass the step belongs to; `afterwards` is what is computed from gradients (`w − η ∂L/∂w`). */
export type TracePass = "forward" | "backward" | "afterwards";

/** A step in words and numbers. */
export interface TraceStep {
  readonly position: TracePosition;
  readonly kind: TraceStepKind;
  readonly pass: TracePass;
  /** One line: `z1 = w1 · x = 0.5`, `∂L/∂z1 = −0.001504`. */
  readonly title: string;
  /** Symbols first, then numbers; one line of a derivation each: `∂L/∂z1 = ∂L/∂a1 · ∂a1/∂z1`, … */
  readonly lines: readonly string[];
  /** The node that the graph lights; absent at the entry. */
  readonly node?: ModelId;
  /** The wire that a contribution goes back along. */
  readonly wire?: string;
  /** With `layer`: the group. */
  readonly group?: ModelId;
  /** Innermost first; the last is the network. */
  readonly frames: readonly TraceFrame[];
}

/** A breakpoint as the user set it. */
export interface TraceBreakpoint {
  readonly id: number;
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  /** An expression of the language; the trace stops where it is not 0. What is not computed yet makes it not hold. */
  readonly condition?: string;
  /** `5`, `>= 3`, `% 2`: how often the place was reached. */
  readonly hitCondition?: string;
  /** Written instead of stopping; expressions in braces. */
  readonly logMessage?: string;
}

export interface TraceBreakpointAnswer {
  readonly id: number;
  readonly verified: boolean;
  /** The line that it stops at, from 0: the next one with a step. */
  readonly line?: number;
  /** Why it never stops. */
  readonly message?: string;
}

/** The exception filters: a NaN or infinity, a vanished, an exploded gradient. */
export type TraceFilter = "nan" | "vanished" | "exploded";

/** A row of the variables view. */
export interface TraceVariable {
  readonly name: string;
  /** For people to read. */
  readonly value: string;
  /** The shape: `[3, 4]`; `scalar`. */
  readonly type?: string;
  /** What to ask for its elements or parts by; absent where there are none. */
  readonly reference?: string;
  /** How many elements it has by index; with `reference`. */
  readonly indexed?: number;
  /** How many parts it has by name; with `reference`. */
  readonly named?: number;
  /** The expression that evaluates to it. */
  readonly evaluateName?: string;
  /** Whether `setVariable` can edit the number in the text. */
  readonly editable: boolean;
}

export interface TraceScope {
  readonly name:
    | "Values"
    | "Local derivatives"
    | "Upstream"
    | "Accumulated gradients"
    | "Parameters";
  readonly reference: string;
}

/** A number in the text that is to be another one. */
export interface TraceEdit {
  readonly uri: string;
  readonly version: number;
  readonly range: TextRange;
  readonly text: string;
}
