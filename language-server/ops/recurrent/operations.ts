/**
 * The operations inside `rnn`, `lstm` and `gru`: a cell run along the sequence from a state of zeros. Operands: x
 * `[batch, seq, in]` or `[seq, in]`, weight_ih `[gates · units, in]`, weight_hh `[gates · units, units]`, and where there
 * are biases bias_ih and bias_hh `[gates · units]`. The result is the state after every step, `[…, seq, units]`.
 */
import {
  addDimensions,
  divideExactly,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import { formatShape, sizeOf } from "../../graph/shape.js";
import type {
  FormalArgument,
  Operation,
  TensorOperation,
} from "../operation.js";
import { type Cell, gruCell, lstmCell, simpleCell } from "./cell.js";
import { runAlong, runBack } from "./sequence.js";

const operand = (name: string, summary: string): FormalArgument => ({
  name,
  kind: "tensor",
  summary,
});

const signature: readonly FormalArgument[] = [
  operand("x", "Sequences, `[batch, seq, in]` or `[seq, in]`."),
  operand("weight_ih", "From the input, gate by gate."),
  operand("weight_hh", "From the state before, gate by gate."),
  { ...operand("bias_ih", "Added to the input’s part."), default: null },
  { ...operand("bias_hh", "Added to the state’s part."), default: null },
];

function recurrence(
  name: string,
  calledAs: string,
  summary: string,
  formula: string,
  cell: Cell,
): TensorOperation {
  return {
    name,
    family: "layer",
    summary,
    formula,
    callable: false,
    notation: `${calledAs}({0})`,
    signature,
    kernel: "tensor",
    shape: ([x = [], input = []]) => {
      if (x.length !== 2 && x.length !== 3)
        return {
          mismatch: `${calledAs} needs [batch, seq, in] or [seq, in], and its operand is ${formatShape(x)}`,
          operands: [0],
        };
      const features = x.at(-1) ?? 1;
      const [rows = 1, expected = 1] = input;
      if (provablyDiffer(features, expected))
        return {
          mismatch: `The last axis of ${formatShape(x)} is ${formatDimension(features)}, and weight_ih ${formatShape(input)} takes ${formatDimension(expected)}`,
          operands: [0, 1],
          axes: [x.length - 1, 1],
          expected: features,
        };
      const units = divideExactly(rows, cell.gates);
      if (units === undefined)
        return {
          mismatch: `weight_ih needs ${cell.gates} rows for each unit, and has ${formatDimension(rows)}`,
          operands: [1],
          axes: [0],
        };
      return [...x.slice(0, -1), units];
    },
    derivatives: [
      { contribution: "back through time: ∂gates · {1}" },
      { contribution: "back through time: Σₜ ∂gatesₜᵀ · xₜ" },
      { contribution: "back through time: Σₜ ∂gatesₜᵀ · hₜ₋₁" },
      { contribution: "back through time: Σₜ ∂gatesₜ" },
      { contribution: "back through time: Σₜ ∂gatesₜ of the state’s part" },
    ],
    saved: (_operands, result) =>
      cell.kept * result.reduce((size, each) => size * each, 1),
    forward: (call) => {
      runAlong(call, cell);
      return undefined;
    },
    backward: (call, which) => {
      runBack(call, cell, which);
    },
    cost: ([x = [], input = []], result) =>
      addDimensions(
        multiplyDimensions(sizeOf(x), input[0] ?? 1),
        multiplyDimensions(sizeOf(result), input[0] ?? 1),
      ),
  };
}

export const recurrences: readonly Operation[] = [
  recurrence(
    "simple_recurrence",
    "rnn",
    "A simple recurrent cell along a sequence.",
    "hₜ = tanh(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh)",
    simpleCell,
  ),
  recurrence(
    "lstm_recurrence",
    "lstm",
    "Long short-term memory along a sequence.",
    "cₜ = f cₜ₋₁ + i g, hₜ = o tanh cₜ",
    lstmCell,
  ),
  recurrence(
    "gru_recurrence",
    "gru",
    "A gated recurrent unit along a sequence.",
    "hₜ = (1 − z) n + z hₜ₋₁",
    gruCell,
  ),
];
