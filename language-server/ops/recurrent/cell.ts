/**
 * What the recurrent cells are: how the numbers that the input and the state before give (pre-activations, `gates` for
 * each unit) make the next state, and the way back. Sources: PyTorch's documentation of RNN, LSTM and GRU; Hochreiter
 * and Schmidhuber 1997 with Gers et al. 2000 for the forget gate; Cho et al. 2014.
 */
import { logistic } from "../elementwise/activation.js";

/** One step of one example. All arrays are whole; the offsets say where the example's part starts. */
export interface ForwardStep {
  readonly units: number;
  /** From the input: W_ih x + b_ih, gate by gate. */
  readonly fromInput: Float64Array;
  readonly inputAt: number;
  /** From the state before: W_hh h + b_hh. */
  readonly fromState: Float64Array;
  readonly stateAt: number;
  /** The state before, absent at the first step, which starts from zeros. */
  readonly output: Float64Array;
  readonly before: number | undefined;
  /** Where the new state is written in `output`. */
  readonly now: number;
  /** What is kept of this step, and of the one before. */
  readonly kept: Float64Array;
  readonly keptAt: number;
  readonly keptBefore: number | undefined;
}

export interface BackwardStep extends ForwardStep {
  /** ∂ by the new state, and by the cell state, which is carried on; both `units` from their offset. */
  readonly byState: Float64Array;
  readonly byCell: Float64Array;
  readonly at: number;
  /** Where ∂ by the pre-activations goes, from the input and from the state before. */
  readonly byInput: Float64Array;
  readonly byBefore: Float64Array;
}

export interface Cell {
  readonly gates: number;
  /** Numbers that are kept for each unit and step. */
  readonly kept: number;
  readonly forward: (step: ForwardStep) => void;
  /**
   * Fills `byInput` (at `inputAt`) and `byBefore` (at `stateAt`), and leaves in `byState` what flows straight to the
   * state before (not through W_hh), in `byCell` what flows to the cell state before.
   */
  readonly backward: (step: BackwardStep) => void;
}

/** h = tanh(W_ih x + W_hh h + …). */
export const simpleCell: Cell = {
  gates: 1,
  kept: 0,
  forward: ({ units, fromInput, inputAt, fromState, stateAt, output, now }) => {
    for (let u = 0; u < units; u++)
      output[now + u] = Math.tanh(
        (fromInput[inputAt + u] ?? 0) + (fromState[stateAt + u] ?? 0),
      );
  },
  backward: (step) => {
    const { units, output, now, byState, at, byInput, inputAt } = step;
    const { byBefore, stateAt } = step;
    for (let u = 0; u < units; u++) {
      const h = output[now + u] ?? 0;
      const slope = (byState[at + u] ?? 0) * (1 - h * h);
      byInput[inputAt + u] = slope;
      byBefore[stateAt + u] = slope;
      byState[at + u] = 0;
    }
  },
};

/** Gates i, f, g, o: c = f c + i g, h = o tanh c. Kept: the four gates after their functions, then c. */
export const lstmCell: Cell = {
  gates: 4,
  kept: 5,
  forward: (step) => {
    const { units, fromInput, inputAt, fromState, stateAt } = step;
    const { output, now, kept, keptAt, keptBefore } = step;
    const gate = (index: number, u: number): number =>
      (fromInput[inputAt + index * units + u] ?? 0) +
      (fromState[stateAt + index * units + u] ?? 0);
    for (let u = 0; u < units; u++) {
      const i = logistic(gate(0, u));
      const f = logistic(gate(1, u));
      const g = Math.tanh(gate(2, u));
      const o = logistic(gate(3, u));
      const before =
        keptBefore === undefined ? 0 : (kept[keptBefore + 4 * units + u] ?? 0);
      const c = f * before + i * g;
      kept[keptAt + u] = i;
      kept[keptAt + units + u] = f;
      kept[keptAt + 2 * units + u] = g;
      kept[keptAt + 3 * units + u] = o;
      kept[keptAt + 4 * units + u] = c;
      output[now + u] = o * Math.tanh(c);
    }
  },
  backward: (step) => {
    const { units, kept, keptAt, keptBefore, byState, byCell, at } = step;
    const { byInput, inputAt, byBefore, stateAt } = step;
    for (let u = 0; u < units; u++) {
      const i = kept[keptAt + u] ?? 0;
      const f = kept[keptAt + units + u] ?? 0;
      const g = kept[keptAt + 2 * units + u] ?? 0;
      const o = kept[keptAt + 3 * units + u] ?? 0;
      const t = Math.tanh(kept[keptAt + 4 * units + u] ?? 0);
      const before =
        keptBefore === undefined ? 0 : (kept[keptBefore + 4 * units + u] ?? 0);
      const above = byState[at + u] ?? 0;
      const cell = (byCell[at + u] ?? 0) + above * o * (1 - t * t);
      byInput[inputAt + u] = cell * g * i * (1 - i);
      byInput[inputAt + units + u] = cell * before * f * (1 - f);
      byInput[inputAt + 2 * units + u] = cell * i * (1 - g * g);
      byInput[inputAt + 3 * units + u] = above * t * o * (1 - o);
      byCell[at + u] = cell * f;
      byState[at + u] = 0;
    }
    for (let i = 0; i < 4 * units; i++)
      byBefore[stateAt + i] = byInput[inputAt + i] ?? 0;
  },
};

/**
 * Gates r, z, n: n = tanh(from input + r · from state), h = (1 − z) n + z h. The reset gate multiplies after the product.
 * Kept: r, z, n, and the state's part of n.
 */
export const gruCell: Cell = {
  gates: 3,
  kept: 4,
  forward: (step) => {
    const { units, fromInput, inputAt, fromState, stateAt } = step;
    const { output, before, now, kept, keptAt } = step;
    for (let u = 0; u < units; u++) {
      const r = logistic(
        (fromInput[inputAt + u] ?? 0) + (fromState[stateAt + u] ?? 0),
      );
      const z = logistic(
        (fromInput[inputAt + units + u] ?? 0) +
          (fromState[stateAt + units + u] ?? 0),
      );
      const inner = fromState[stateAt + 2 * units + u] ?? 0;
      const n = Math.tanh(
        (fromInput[inputAt + 2 * units + u] ?? 0) + r * inner,
      );
      const h = before === undefined ? 0 : (output[before + u] ?? 0);
      kept[keptAt + u] = r;
      kept[keptAt + units + u] = z;
      kept[keptAt + 2 * units + u] = n;
      kept[keptAt + 3 * units + u] = inner;
      output[now + u] = (1 - z) * n + z * h;
    }
  },
  backward: (step) => {
    const { units, output, before, kept, keptAt, byState, at } = step;
    const { byInput, inputAt, byBefore, stateAt } = step;
    for (let u = 0; u < units; u++) {
      const r = kept[keptAt + u] ?? 0;
      const z = kept[keptAt + units + u] ?? 0;
      const n = kept[keptAt + 2 * units + u] ?? 0;
      const inner = kept[keptAt + 3 * units + u] ?? 0;
      const h = before === undefined ? 0 : (output[before + u] ?? 0);
      const above = byState[at + u] ?? 0;
      const byN = above * (1 - z) * (1 - n * n);
      const byR = byN * inner * r * (1 - r);
      const byZ = above * (h - n) * z * (1 - z);
      byInput[inputAt + u] = byR;
      byInput[inputAt + units + u] = byZ;
      byInput[inputAt + 2 * units + u] = byN;
      byBefore[stateAt + u] = byR;
      byBefore[stateAt + units + u] = byZ;
      byBefore[stateAt + 2 * units + u] = byN * r;
      byState[at + u] = above * z;
    }
  },
};
