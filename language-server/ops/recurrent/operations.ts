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
import { multiplyMatrices, rowMajor, transposed } from "../matrix/multiply.js";
import type {
  BackwardCall,
  FormalArgument,
  KernelCall,
  Operation,
  TensorOperation,
} from "../operation.js";
import { type Cell, gruCell, lstmCell, simpleCell } from "./cell.js";

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
      runForward(call, cell);
      return undefined;
    },
    backward: (call, which) => {
      runBackward(call, cell, which);
    },
    cost: ([x = [], input = []], result) =>
      addDimensions(
        multiplyDimensions(sizeOf(x), input[0] ?? 1),
        multiplyDimensions(sizeOf(result), input[0] ?? 1),
      ),
  };
}

interface Sizes {
  readonly batch: number;
  readonly steps: number;
  readonly features: number;
  readonly units: number;
  /** Gates times units: the length of the pre-activations of one step. */
  readonly width: number;
}

function sizesOf(
  { inputShapes: [x = []], outputShape }: KernelCall,
  cell: Cell,
): Sizes {
  const units = outputShape.at(-1) ?? 1;
  return {
    batch: x.length === 3 ? (x[0] ?? 1) : 1,
    steps: x.at(-2) ?? 1,
    features: x.at(-1) ?? 1,
    units,
    width: cell.gates * units,
  };
}

/** `rows` copies of a bias; zeros without one. */
function repeated(
  bias: Float64Array | undefined,
  rows: number,
  width: number,
): Float64Array {
  const result = new Float64Array(rows * width);
  if (bias) for (let row = 0; row < rows; row++) result.set(bias, row * width);
  return result;
}

function runForward(call: KernelCall, cell: Cell): void {
  const {
    inputs: [x, inputWeight, stateWeight, inputBias, stateBias],
  } = call;
  const { output, saved } = call;
  if (!x || !inputWeight || !stateWeight) return;
  const { batch, steps, features, units, width } = sizesOf(call, cell);
  const fromInput = repeated(inputBias, batch * steps, width);
  multiplyMatrices(
    rowMajor(x, features),
    transposed(rowMajor(inputWeight, features)),
    rowMajor(fromInput, width),
    batch * steps,
    width,
    features,
    true,
  );
  const fromState = new Float64Array(batch * width);
  for (let t = 0; t < steps; t++) {
    for (let example = 0; example < batch; example++) {
      if (stateBias) fromState.set(stateBias, example * width);
      else fromState.fill(0, example * width, (example + 1) * width);
    }
    if (t > 0)
      multiplyMatrices(
        statesAt(output, t - 1, steps, units),
        transposed(rowMajor(stateWeight, units)),
        rowMajor(fromState, width),
        batch,
        width,
        units,
        true,
      );
    for (let example = 0; example < batch; example++) {
      const row = example * steps + t;
      cell.forward({
        units,
        fromInput,
        inputAt: row * width,
        fromState,
        stateAt: example * width,
        output,
        before: t > 0 ? (row - 1) * units : undefined,
        now: row * units,
        kept: saved,
        keptAt: row * cell.kept * units,
        keptBefore: t > 0 ? (row - 1) * cell.kept * units : undefined,
      });
    }
  }
}

/** The states of all examples after step t, as a matrix. */
const statesAt = (
  output: Float64Array,
  t: number,
  steps: number,
  units: number,
): {
  data: Float64Array;
  offset: number;
  rowStride: number;
  columnStride: number;
} => ({
  data: output,
  offset: t * units,
  rowStride: steps * units,
  columnStride: 1,
});

/** ∂ by the pre-activations of every step, from the input and from the state before, both `[batch · steps, width]`. */
function gateGradients(
  call: BackwardCall,
  cell: Cell,
): { byInput: Float64Array; byBefore: Float64Array } {
  const {
    inputs: [, , stateWeight],
    output,
    saved,
    upstream,
  } = call;
  const { batch, steps, units, width } = sizesOf(call, cell);
  const byInput = new Float64Array(batch * steps * width);
  const byBefore = new Float64Array(batch * steps * width);
  const byState = new Float64Array(batch * units);
  const byCell = new Float64Array(batch * units);
  for (let t = steps - 1; t >= 0; t--) {
    for (let example = 0; example < batch; example++) {
      const row = example * steps + t;
      const at = example * units;
      for (let u = 0; u < units; u++)
        byState[at + u] =
          (byState[at + u] ?? 0) + (upstream[row * units + u] ?? 0);
      cell.backward({
        units,
        fromInput: byInput,
        inputAt: row * width,
        fromState: byBefore,
        stateAt: row * width,
        output,
        before: t > 0 ? (row - 1) * units : undefined,
        now: row * units,
        kept: saved,
        keptAt: row * cell.kept * units,
        keptBefore: t > 0 ? (row - 1) * cell.kept * units : undefined,
        byState,
        byCell,
        at,
        byInput,
        byBefore,
      });
    }
    if (t > 0 && stateWeight)
      multiplyMatrices(
        {
          data: byBefore,
          offset: t * width,
          rowStride: steps * width,
          columnStride: 1,
        },
        rowMajor(stateWeight, units),
        rowMajor(byState, units),
        batch,
        units,
        width,
        true,
      );
  }
  return { byInput, byBefore };
}

function runBackward(call: BackwardCall, cell: Cell, which: number): void {
  const {
    inputs: [x, inputWeight],
    output,
    gradient,
  } = call;
  if (!x || !inputWeight) return;
  const { batch, steps, features, units, width } = sizesOf(call, cell);
  const { byInput, byBefore } = gateGradients(call, cell);
  const rows = batch * steps;
  if (which === 0)
    multiplyMatrices(
      rowMajor(byInput, width),
      rowMajor(inputWeight, features),
      rowMajor(gradient, features),
      rows,
      features,
      width,
      true,
    );
  else if (which === 1)
    multiplyMatrices(
      transposed(rowMajor(byInput, width)),
      rowMajor(x, features),
      rowMajor(gradient, features),
      width,
      features,
      rows,
      true,
    );
  else if (which === 2)
    // The first step of each example starts from zeros and adds nothing.
    for (let example = 0; example < batch; example++)
      multiplyMatrices(
        transposed(rowMajor(byBefore, width, (example * steps + 1) * width)),
        rowMajor(output, units, example * steps * units),
        rowMajor(gradient, units),
        width,
        units,
        steps - 1,
        true,
      );
  else {
    const rowsOf = which === 3 ? byInput : byBefore;
    for (let at = 0; at < rowsOf.length; at++)
      gradient[at % width] = (gradient[at % width] ?? 0) + (rowsOf[at] ?? 0);
  }
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
