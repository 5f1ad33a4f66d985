/** Every tensor of a graph at a glance, from its tape: statistics and first elements, no tensor is copied. */
import type { Tape } from "../engine/tape.js";
import type { NodeId } from "../graph/graph.js";
import type { Glances, Questions, UseOf } from "./questions.js";

export function glancesOf(
  tape: Tape,
  { nodes, uses, elements, detailed }: Questions["glances"]["params"],
): Glances {
  const inDetail = new Set(detailed.nodes);
  const columns = new Columns(2 * nodes.length + uses.length);
  for (const node of nodes) {
    const most = inDetail.has(node) ? detailed.elements : elements;
    columns.add(tape.value(node), most);
    columns.add(tape.gradient(node), most);
  }
  const contributions = new Contributions(tape);
  for (const use of uses) columns.add(contributions.of(use), elements);
  return columns.finish();
}

/**
 * What comes back along each use of a value. Where a value has one use only, its gradient is what came back along it:
 * then nothing is computed again.
 */
class Contributions {
  private readonly uses: Uint32Array;

  constructor(private readonly tape: Tape) {
    const { nodes } = tape.graph;
    this.uses = new Uint32Array(nodes.length);
    for (const { id, operands } of nodes) {
      if (!tape.gradient(id)) continue;
      for (const operand of operands)
        this.uses[operand] = (this.uses[operand] ?? 0) + 1;
    }
  }

  of({ consumer, operand }: UseOf): Float64Array | undefined {
    const from: NodeId | undefined =
      this.tape.graph.nodes[consumer]?.operands[operand];
    if (from === undefined || !this.tape.gradient(consumer)) return undefined;
    const gradient = this.tape.gradient(from);
    if (!gradient || this.uses[from] === 1) return gradient;
    return this.tape.contribution(consumer, operand);
  }
}

class Columns {
  private readonly sizes: Float64Array;
  private readonly least: Float64Array;
  private readonly most: Float64Array;
  private readonly means: Float64Array;
  private readonly deviations: Float64Array;
  private readonly nans: Float64Array;
  private readonly infinities: Float64Array;
  private readonly starts: Uint32Array;
  private elements: Float64Array;
  private count = 0;
  private end = 0;

  constructor(length: number) {
    const column = (): Float64Array => new Float64Array(length);
    this.sizes = column();
    this.least = column();
    this.most = column();
    this.means = column();
    this.deviations = column();
    this.nans = column();
    this.infinities = column();
    this.starts = new Uint32Array(length + 1);
    this.elements = new Float64Array(Math.max(16, 2 * length));
  }

  /** @param most how many of its elements to keep */
  add(data: Float64Array | undefined, most: number): void {
    const index = this.count++;
    if (data) {
      this.sizes[index] = data.length;
      this.summarise(index, data);
      this.keep(data, Math.min(most, data.length));
    } else this.absent(index);
    this.starts[index + 1] = this.end;
  }

  finish(): Glances {
    const { sizes, least, most, means, deviations, nans, infinities, starts } =
      this;
    const elements = this.elements.slice(0, this.end);
    return {
      ...{ sizes, least, most, means, deviations, nans, infinities },
      ...{ starts, elements },
    };
  }

  private absent(index: number): void {
    for (const column of [this.least, this.most, this.means, this.deviations])
      column[index] = NaN;
  }

  private summarise(index: number, data: Float64Array): void {
    let nans = 0;
    let infinities = 0;
    let sum = 0;
    let least = Infinity;
    let most = -Infinity;
    for (const value of data) {
      if (Number.isFinite(value)) {
        sum += value;
        if (value < least) least = value;
        if (value > most) most = value;
      } else if (Number.isNaN(value)) nans++;
      else infinities++;
    }
    this.nans[index] = nans;
    this.infinities[index] = infinities;
    const finite = data.length - nans - infinities;
    if (finite === 0) {
      this.absent(index);
      return;
    }
    // Equal numbers have themselves as mean, also where their sum is rounded.
    const mean = least === most ? least : sum / finite;
    this.least[index] = least;
    this.most[index] = most;
    this.means[index] = mean;
    this.deviations[index] = deviation(data, mean, finite);
  }

  private keep(data: Float64Array, count: number): void {
    if (this.end + count > this.elements.length) {
      const grown = new Float64Array(2 * (this.end + count));
      grown.set(this.elements);
      this.elements = grown;
    }
    this.elements.set(data.subarray(0, count), this.end);
    this.end += count;
  }
}

function deviation(data: Float64Array, mean: number, finite: number): number {
  if (finite === 1) return 0;
  let squares = 0;
  for (const value of data)
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  return Math.sqrt(squares / finite);
}
