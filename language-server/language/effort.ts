/**
 * How much lowering one file may take. Functions and networks are expanded at every call: a few lines that call one
 * another twice would grow without end, and deep nesting would end the stack.
 */

/** Calls of functions of the program count 1, of its networks, which hold many statements, `networkCall`. */
const mostCalls = 200_000;
export const networkCall = 10;
/** Names that are looked for where another one is misspelt. */
const mostOffers = 100;
/** Expressions inside one another, through the bodies of functions and networks. */
const deepest = 1000;

export class Effort {
  private calls = 0;
  private depth = 0;
  private offers = 0;
  /** Whether there were too many calls, which was said; what comes then is left out without a word. */
  isExhausted = false;

  /** Counts a call. Why there can be no more of them, the first time that is so. */
  call(count: number): string | undefined {
    this.calls += count;
    if (this.calls <= mostCalls || this.isExhausted) return undefined;
    this.isExhausted = true;
    return `The program is too large: with the calls inside functions and networks there are more than ${mostCalls.toLocaleString("en")} calls. The last of them begin here.`;
  }

  /** Goes one expression deeper. Why that cannot be, if it cannot. */
  enter(): string | undefined {
    this.depth++;
    if (this.depth <= deepest) return undefined;
    return `Expressions are nested too deeply here: with the bodies of functions and networks, more than ${String(deepest)} levels.`;
  }

  /** Whether there is time to look for the name that was meant. */
  mayOffer(): boolean {
    return this.offers++ < mostOffers;
  }

  leave(): void {
    this.depth--;
  }
}
