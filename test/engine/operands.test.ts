// Operations of three and of many operands, on both regimes, and tensor operations between scalars.
import { expect, it } from "vitest";
import { GraphBuilder, listed, single } from "./build-graph.js";

it("three scalar operands", () => {
  const build = new GraphBuilder();
  const condition = build.input(1);
  const [a, b] = [build.input(3), build.input(5)];
  const f = build.apply("where", [condition, a, b]);
  const tape = build.run(build.apply("multiply", [f, f]));
  expect(single(tape.value(f))).toBe(3);
  expect([condition, a, b].map((n) => listed(tape.gradient(n)))).toEqual([
    [0],
    [6],
    [0],
  ]);
  expect([0, 1, 2].map((k) => listed(tape.localDerivative(f, k)))).toEqual([
    [0],
    [1],
    [0],
  ]);
});

it("many operands of a tensor operation", () => {
  const build = new GraphBuilder();
  const parts = Array.from({ length: 40 }, (_, i) => build.input([i, i + 1]));
  const joined = build.apply("concat", parts, { axis: 0 });
  const square = build.apply("multiply", [joined, joined]);
  const tape = build.run(build.apply("sum", [square]));
  for (const [i, part] of parts.entries())
    expect(listed(tape.gradient(part))).toEqual([2 * i, 2 * i + 2]);
});

it("scalars on both sides of a tensor operation", () => {
  const build = new GraphBuilder();
  const [a, b] = [build.input(2), build.input(3)];
  const stacked = build.apply("stack", [build.apply("multiply", [a, b]), b]);
  const total = build.apply("sum", [build.apply("exp", [stacked])]);
  const f = build.apply("log", [total]);
  const tape = build.run(f);
  expect(single(tape.value(f))).toBeCloseTo(
    Math.log(Math.exp(6) + Math.exp(3)),
    12,
  );
  const share = Math.exp(6) / (Math.exp(6) + Math.exp(3));
  expect(single(tape.gradient(a))).toBeCloseTo(3 * share, 12);
  expect(single(tape.gradient(b))).toBeCloseTo(2 * share + (1 - share), 12);
  expect(single(tape.contribution(stacked, 1))).toBeCloseTo(1 - share, 12);
});

it("a scalar made of a tensor of one element, and back", () => {
  const build = new GraphBuilder();
  const x = build.input([7], [1]);
  const scalar = build.apply("reshape", [x], { shape: [] });
  const back = build.apply("reshape", [scalar], { shape: [1, 1] });
  const doubled = build.apply("add", [scalar, scalar]);
  const tape = build.run(
    build.apply("sum", [build.apply("add", [back, doubled])]),
  );
  expect(listed(tape.value(back))).toEqual([7]);
  expect(single(tape.value(scalar))).toBe(7);
  expect(listed(tape.gradient(x))).toEqual([3]);
});
