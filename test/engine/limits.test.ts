// Where a run ends early, or a node has no value: budgets, cancellation, faults, numbers that are not finite.
import { describe, expect, it } from "vitest";
import { runGraph } from "../../language-server/engine/run.js";
import { GraphBuilder, listed, recorded, single } from "./build-graph.js";

describe("the memory budget", () => {
  it("refuses a tensor of 10^12 elements before it allocates", () => {
    const build = new GraphBuilder();
    const one = build.constant(1);
    const huge = build.apply("parameter", [one], { shape: [1e6, 1e6] });
    const f = build.apply("sum", [huge]);
    expect(runGraph(build.graph(f), { memoryLimit: 1e9 })).toEqual({
      kind: "over-budget",
      node: huge,
      scope: "tensor",
      needed: 8e12,
      limit: 1e9,
    });
  });

  it("refuses more than can be addressed, however large the budget is", () => {
    const build = new GraphBuilder();
    const huge = build.apply("constant", [], { data: 0, shape: [2 ** 40] });
    const result = runGraph(build.graph(), { memoryLimit: Infinity });
    expect(result).toMatchObject({ kind: "over-budget", node: huge });
  });

  it("counts values and gradients of the whole network", () => {
    const build = new GraphBuilder();
    const x = build.parameter(1, []);
    const wide = build.apply("parameter", [x], { shape: [1000] });
    const y = build.apply("exp", [wide]);
    const f = build.apply("sum", [y]);
    const { bytes } = recorded(build.graph(f));
    expect(bytes).toBeGreaterThanOrEqual(4 * 8000);
    expect(bytes).toBeLessThan(4 * 8000 + 200);
    expect(runGraph(build.graph(f), { memoryLimit: bytes }).kind).toBe("tape");
    expect(runGraph(build.graph(f), { memoryLimit: bytes - 1 })).toMatchObject({
      kind: "over-budget",
      scope: "network",
      needed: bytes,
    });
    expect(runGraph(build.graph(f), { memoryLimit: 20_000 })).toMatchObject({
      node: y,
    });
  });

  it("keeps shared elements once", () => {
    const build = new GraphBuilder();
    const wide = build.constant(1, [1000]);
    const x = build.apply("input", [wide], { shape: [1000] });
    const copy = build.apply("identity", [x]);
    const { bytes, tape } = recorded(build.graph());
    expect(bytes).toBe(8000);
    expect(tape.value(copy)?.buffer).toBe(tape.value(wide)?.buffer);
    expect(tape.value(copy)?.byteOffset).toBe(tape.value(wide)?.byteOffset);
  });
});

/** 50,000 scalars. */
function longChain() {
  const build = new GraphBuilder();
  let last = build.input(1);
  for (let step = 0; step < 50_000; step++)
    last = build.apply("negate", [last]);
  return build.graph(last);
}

describe("stopping", () => {
  it("asks again and again, forward and backward, and stops at once", () => {
    const graph = longChain();
    let asked = 0;
    const memoryLimit = 1e9;
    const shouldStop = (): boolean => {
      asked++;
      return false;
    };
    expect(runGraph(graph, { memoryLimit, shouldStop }).kind).toBe("tape");
    expect(asked).toBeGreaterThanOrEqual(24);
    for (const question of [1, Math.floor(asked / 2), asked]) {
      let count = 0;
      const result = runGraph(graph, {
        memoryLimit,
        shouldStop: () => ++count === question,
      });
      expect(result).toEqual({ kind: "stopped", reason: "cancelled" });
      expect(count).toBe(question);
    }
  });

  it("asks between tensor kernels", () => {
    const build = new GraphBuilder();
    let last = build.input([1, 2]);
    for (let step = 0; step < 5; step++) last = build.apply("exp", [last]);
    let asked = 0;
    build.run(build.apply("sum", [last]), {
      shouldStop: () => {
        asked++;
        return false;
      },
    });
    expect(asked).toBeGreaterThanOrEqual(12);
  });

  it("ends at the time limit", () => {
    const result = runGraph(longChain(), {
      memoryLimit: 1e9,
      timeLimit: -1,
    });
    expect(result).toEqual({ kind: "stopped", reason: "time-limit" });
  });
});

describe("faults", () => {
  /** A lookup that fails, and a sum beside it that does not. */
  function withFault() {
    const build = new GraphBuilder();
    const x = build.input([1, 2, 3]);
    const key = { initialiser: "no_such", values: [], seed: 0, key: "w" };
    const drawn = build.apply("initialise", [], { ...key, shape: [3] });
    const w = build.apply("parameter", [drawn], { shape: [3] });
    const product = build.apply("multiply", [w, x]);
    const bad = build.apply("sum", [product]);
    const worse = build.apply("exp", [bad]);
    const good = build.apply("sum", [x]);
    return { build, x, drawn, w, product, bad, worse, good };
  }

  it("leave the node and its dependents without a value, others run", () => {
    const { build, ...nodes } = withFault();
    const derivative = build.apply("derivative", [nodes.bad, nodes.x]);
    const tape = build.run(nodes.good);
    expect(tape.faults.map(({ node }) => node)).toEqual([nodes.drawn]);
    const { drawn, w, product, bad, worse } = nodes;
    for (const node of [drawn, w, product, bad, worse, derivative])
      expect(tape.value(node)).toBeUndefined();
    expect(single(tape.value(nodes.good))).toBe(6);
    expect(listed(tape.gradient(nodes.x))).toEqual([1, 1, 1]);
    expect(tape.gradient(w)).toBeUndefined();
    expect(tape.localDerivative(worse, 0)).toBeUndefined();
    expect(tape.contribution(worse, 0)).toBeUndefined();
  });

  it("of the objective leave no gradients", () => {
    const { build, worse, x } = withFault();
    const tape = build.run(worse);
    expect(tape.gradient(x)).toBeUndefined();
    expect(tape.numerators).toEqual([]);
    expect(tape.kinks).toEqual([]);
  });
});

describe("numbers that are not finite", () => {
  it("are values like others; the tape knows where they arose", () => {
    const build = new GraphBuilder();
    const x = build.input([1, 0]);
    const y = build.apply("log", [x]);
    const z = build.apply("exp", [y]);
    const sum = build.apply("sum", [y]);
    const tape = build.run(sum);
    expect(tape.faults).toEqual([]);
    expect(listed(tape.value(y))).toEqual([0, -Infinity]);
    expect(listed(tape.value(z))).toEqual([1, 0]);
    expect(tape.firstNonFinite).toBe(y);
    expect(tape.nonFiniteOrigins).toEqual([y]);
    expect(listed(tape.gradient(x))).toEqual([1, Infinity]);
    expect(tape.firstNonFiniteGradient).toBe(x);
  });

  it("are not found where there are none", () => {
    const build = new GraphBuilder();
    const tape = build.run(build.apply("exp", [build.input(1)]));
    expect(tape.firstNonFinite).toBeUndefined();
    expect(tape.firstNonFiniteGradient).toBeUndefined();
  });
});

it("nodes that are not bound take no part, and have no value", () => {
  const build = new GraphBuilder();
  const x = build.input([1, 2]);
  const unfit = build.apply("exp", [x]);
  const after = build.apply("sum", [unfit]);
  const source = build.apply("constant", [], { data: 1, shape: [2] });
  const derivative = build.apply("derivative", [after, x]);
  const good = build.apply("sum", [x]);
  for (const node of [unfit, after, source, derivative]) {
    delete build.nodes[node]?.boundShape;
    delete build.nodes[node]?.boundAttributes;
  }
  const tape = build.run(good);
  for (const node of [unfit, after, source, derivative])
    expect(tape.value(node)).toBeUndefined();
  expect(tape.faults).toEqual([]);
  expect(single(tape.value(good))).toBe(3);
  expect(listed(tape.gradient(x))).toEqual([1, 1]);
  expect(build.run(after).gradient(x)).toBeUndefined();
});
