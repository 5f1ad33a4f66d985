/** Initialisers: what fills a parameter, or an input of random numbers, from the network's seed. */
import type { FormalArgument } from "./operation.js";

export interface Initialiser {
  readonly name: string;
  readonly summary: string;
  /** What the numbers are drawn from, for people: `U(−√(6 / (fan in + fan out)), √(6 / (fan in + fan out)))`. */
  readonly formula: string;
  readonly signature: readonly FormalArgument[];
  /** Why these arguments cannot be drawn with; absent where they can. */
  readonly refuse?: (values: readonly number[]) => string | undefined;
  readonly distribution: "uniform" | "normal" | "orthogonal";
  /**
   * The two numbers that the distribution is drawn with: low and high, or mean and standard deviation. `values` are the
   * arguments in the signature's order, fans are PyTorch's.
   */
  readonly range: (
    values: readonly number[],
    fanIn: number,
    fanOut: number,
  ) => readonly [number, number];
}
