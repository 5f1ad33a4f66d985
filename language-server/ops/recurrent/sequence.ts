/**
 * Running a cell along sequences, and back through time. The input's part of all steps is one matrix product; the
 * state's part is one for each step.
 */
import { multiplyMatrices } from "../matrix/multiply.js";
import { type MatrixView, rowMajor, transposed } from "../matrix/view.js";
import type { BackwardCall, KernelCall } from "../operation.js";
import type { Cell } from "./cell.js";

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

/** Writes the state after every step, and what the cell keeps of it. */
export function runAlong(call: KernelCall, cell: Cell): void {
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
): MatrixView => ({
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

/** Adds the contribution to one operand. */
export function runBack(call: BackwardCall, cell: Cell, which: number): void {
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
