/**
 * One element of a gradient or of a result, spelled out as the sum that it is. The numbers are those of the operation's
 * own kernels: backward, given an upstream gradient that is 1 at one place, returns a row of the Jacobian; forward, of an
 * operation that is linear in an operand which is 1 at one place, a column.
 */
import type { Tape } from "../engine/tape.js";
import { boundSize, scalarShape } from "../graph/shape.js";
import { broadcastStrides } from "../ops/strided.js";
import { linearOperands } from "./linear-operands.js";
import type { ElementSum, Questions } from "./questions.js";

/** How long the search for the terms may take, in milliseconds; the reader waits for it. */
const patience = 500;

export function elementSumOf(
  tape: Tape,
  params: Questions["elementSum"]["params"],
): ElementSum | "too large" | undefined {
  return params.direction === "forward"
    ? forwardSum(tape, params)
    : backwardSum(tape, params);
}

type Params = Questions["elementSum"]["params"];

function forwardSum(
  tape: Tape,
  { consumer, operand, element, most }: Params,
): ElementSum | undefined {
  const from = tape.graph.nodes[consumer]?.operands[operand];
  const input = from === undefined ? undefined : tape.value(from);
  const oneHot = new Float64Array(sizeOf(tape, consumer));
  if (!input || element >= oneHot.length) return undefined;
  oneHot[element] = 1;
  const row = tape.vectorJacobian(consumer, operand, oneHot);
  return row && sumOfTerms(row, input, most);
}

function backwardSum(
  tape: Tape,
  { consumer, operand, element, most }: Params,
): ElementSum | "too large" | undefined {
  const upstream = tape.gradient(consumer);
  const column =
    linearColumn(tape, consumer, operand, element) ??
    elementwiseColumn(tape, consumer, operand, element) ??
    new ColumnSearch(tape, consumer, operand, element).column();
  if (!upstream || !column) return undefined;
  return column === "too large" ? column : sumOfTerms(column, upstream, most);
}

function sizeOf({ graph }: Tape, node: number): number {
  return boundSize(graph.nodes[node]?.boundShape ?? scalarShape);
}

function sumOfTerms(
  locals: Float64Array,
  factors: Float64Array,
  most: number,
): ElementSum {
  const found: { index: number; factor: number; local: number }[] = [];
  let sum = 0;
  for (const [index, local] of locals.entries()) {
    const factor = factors[index] ?? 0;
    if (local === 0 || factor === 0) continue;
    sum += factor * local;
    found.push({ index, factor, local });
  }
  const size = (at: number): number =>
    Math.abs((factors[at] ?? 0) * (locals[at] ?? 0));
  const terms =
    found.length <= most
      ? found
      : found
          .sort((a, b) => size(b.index) - size(a.index))
          .slice(0, most)
          .sort((a, b) => a.index - b.index);
  return { terms, count: found.length, sum };
}

/** ∂out[j]/∂in[i] for every j of an operation that is linear in the operand: what it makes of an operand that is 1 at i. */
function linearColumn(
  tape: Tape,
  consumer: number,
  operand: number,
  element: number,
): Float64Array | undefined {
  const node = tape.graph.nodes[consumer];
  const linear = node && linearOperands(node.operation);
  if (!node || !linear?.operands.includes(operand)) return undefined;
  const operands = node.operands.map((id, place) => {
    const value = tape.value(id) ?? new Float64Array();
    if (place === linear.added) return new Float64Array(value.length);
    if (place !== operand) return value;
    const oneHot = new Float64Array(value.length);
    oneHot[element] = 1;
    return oneHot;
  });
  return tape.applied(consumer, operands);
}

/** The same of an elementwise operation: its local derivative where the operand's element was used, 0 elsewhere. */
function elementwiseColumn(
  tape: Tape,
  consumer: number,
  operand: number,
  element: number,
): Float64Array | undefined {
  const { nodes } = tape.graph;
  const local = tape.localDerivative(consumer, operand);
  const from = nodes[nodes[consumer]?.operands[operand] ?? -1]?.boundShape;
  if (!local || !from) return undefined;
  const shape = nodes[consumer]?.boundShape ?? scalarShape;
  const strides = broadcastStrides(from, shape);
  const column = new Float64Array(local.length);
  for (const [index, value] of local.entries()) {
    let rest = index;
    let address = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] ?? 1;
      address += (rest % length) * (strides[axis] ?? 0);
      rest = Math.floor(rest / length);
    }
    if (address === element) column[index] = value;
  }
  return column;
}

/**
 * ∂out[j]/∂in[i] for every j. The kernel goes the other way, from one j to all i. So it is asked about many j at once:
 * where a half of them, weighted at random, leaves nothing at i, none of them counts; otherwise the half is halved.
 */
class ColumnSearch {
  private readonly end = performance.now() + patience;
  private readonly size: number;
  private readonly weights: Float64Array;

  constructor(
    private readonly tape: Tape,
    private readonly consumer: number,
    private readonly operand: number,
    private readonly element: number,
  ) {
    this.size = sizeOf(tape, consumer);
    this.weights = irregularNumbers(this.size);
  }

  column(): Float64Array | "too large" | undefined {
    const column = new Float64Array(this.size);
    const open: [number, number][] = [[0, this.size]];
    for (let range = open.pop(); range; range = open.pop()) {
      if (performance.now() > this.end) return "too large";
      const [from, to] = range;
      const isSingle = to - from === 1;
      const found = this.at(from, to, isSingle);
      if (found === undefined) return undefined;
      if (found === 0) continue;
      if (isSingle) column[from] = found;
      else {
        const middle = (from + to) >> 1;
        open.push([middle, to], [from, middle]);
      }
    }
    return column;
  }

  /** What arrives at the element from the outputs of the range. */
  private at(from: number, to: number, isPlain: boolean): number | undefined {
    const upstream = new Float64Array(this.size);
    if (isPlain) upstream[from] = 1;
    else upstream.set(this.weights.subarray(from, to), from);
    return this.tape.vectorJacobian(this.consumer, this.operand, upstream)?.[
      this.element
    ];
  }
}

/** Numbers between 1 and 2 without a pattern that could cancel: fractional parts of multiples of the golden ratio. */
function irregularNumbers(count: number): Float64Array {
  const ratio = (Math.sqrt(5) - 1) / 2;
  return Float64Array.from({ length: count }, (_, index) => {
    const multiple = (index + 1) * ratio;
    return 1 + ((multiple * multiple) % 1);
  });
}
