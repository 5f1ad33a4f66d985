/** Summaries of runs that were asked for before: scrolling through a document asks for the same ones again and again. */
import { unpackSummaries } from "./packed-summaries.js";
import type { QuantityOf, Summary } from "./questions.js";
import type { Run } from "./run.js";

/** How many elements a summary brings along: enough for a small tensor in full. */
const elements = 256;

type Known = Map<string, Summary | undefined>;

export class Summaries {
  private readonly byRun = new WeakMap<Run, Known>();

  /** In the order of `of`; absent where the node has no such quantity, or the run no values any more. */
  async read(
    run: Run,
    of: readonly QuantityOf[],
  ): Promise<readonly (Summary | undefined)[]> {
    const known = this.knownOf(run);
    const missing = of.filter((each) => !known.has(key(each)));
    if (missing.length > 0) {
      const answer = await run.ask("summaries", { of: missing, elements });
      if (!answer) return of.map(() => undefined);
      const summaries = unpackSummaries(answer);
      for (const [index, each] of missing.entries())
        known.set(key(each), summaries[index]);
    }
    return of.map((each) => known.get(key(each)));
  }

  private knownOf(run: Run): Known {
    let known = this.byRun.get(run);
    if (!known) {
      known = new Map();
      this.byRun.set(run, known);
    }
    return known;
  }
}

const key = ({ node, quantity }: QuantityOf): string => `${quantity}:${node}`;
