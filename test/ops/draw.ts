/**
 * Random inputs for property tests, from one seed. Values lie on a grid that avoids whole and half numbers, and no two
 * of a sample are equal, so that no sample stands at a kink or a tie: those have tests of their own.
 */
import type { BoundShape } from "../../language-server/graph/shape.js";
import { boundSize } from "../../language-server/graph/shape.js";
import { type Tensor, tensor } from "./run-operation.js";

const gridStep = 1e-3;

export class Draw {
  #state: number;
  readonly #taken = new Set<number>();

  /** `largest` is the largest size of an axis: 1 makes every tensor one element. */
  constructor(
    seed: number,
    readonly largest = 4,
  ) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1): Mulberry32. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.whole(0, items.length - 1)] ?? items[0];
  }

  size(): number {
    return this.whole(1, this.largest);
  }

  shape(leastRank = 0, mostRank = 3): number[] {
    return Array.from({ length: this.whole(leastRank, mostRank) }, () =>
      this.size(),
    );
  }

  /** A shape that broadcasts to `result`. */
  broadcastable(result: BoundShape): number[] {
    const dropped = this.chance(0.3) ? this.whole(0, result.length) : 0;
    return result.slice(dropped).map((size) => (this.chance(0.25) ? 1 : size));
  }

  values(count: number, low = -3, high = 3): number[] {
    const cells = Math.floor((high - low) / gridStep);
    return Array.from({ length: count }, () => {
      let cell = this.whole(0, cells - 1);
      while (this.#taken.has(cell)) cell = (cell + 1) % cells;
      this.#taken.add(cell);
      return low + (cell + 0.5) * gridStep;
    });
  }

  tensor(shape: BoundShape, low = -3, high = 3): Tensor {
    return tensor(shape, this.values(boundSize(shape), low, high));
  }

  /** Whole numbers below `count`. */
  ids(shape: BoundShape, count: number): Tensor {
    return tensor(
      shape,
      Array.from({ length: boundSize(shape) }, () => this.whole(0, count - 1)),
    );
  }
}
