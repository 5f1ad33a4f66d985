// A run that a trace holds is released when both the editor and the trace have let go of it.
import { describe, expect, it } from "vitest";
import { Run } from "../../language-server/evaluation/run.js";
import { lower, networkOf } from "../language/lower.js";

function run(): { readonly run: Run; readonly released: () => number } {
  let count = 0;
  const network = networkOf(lower("network N {\n  input x = 1\n}"));
  const owner = {
    ask: () => Promise.resolve(undefined),
    cancel: () => undefined,
    release: () => {
      count++;
    },
  };
  return {
    run: new Run(owner, 1, network, { time: 1, memory: 1e6 }),
    released: () => count,
  };
}

describe("a run that is pinned", () => {
  it("outlives its release until nobody holds it", () => {
    const { run: held, released } = run();
    const first = held.pin();
    const second = held.pin();
    held.release();
    first();
    first();
    expect(released()).toBe(0);
    second();
    expect(released()).toBe(1);
  });

  it("is not released by those who only held it", () => {
    const { run: held, released } = run();
    held.pin()();
    expect(released()).toBe(0);
    held.release();
    expect(released()).toBe(1);
  });
});
