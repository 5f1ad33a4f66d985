// Which nodes get a gradient, and several reverse passes in one run.
import { expect, it } from "vitest";
import { GraphBuilder, listed, single } from "./build-graph.js";

it("gives 0 where only steps lead to the objective, and reports them", () => {
  const build = new GraphBuilder();
  const x = build.input(0);
  const f = build.apply("step", [x]);
  const tape = build.run(f);
  expect(listed(tape.gradient(x))).toEqual([0]);
  expect(tape.kinks).toEqual([{ node: f, count: 1 }]);
});

it("gives nothing to what the objective does not depend on, and to literals", () => {
  const build = new GraphBuilder();
  const x = build.input(3);
  const aside = build.apply("exp", [x]);
  const two = build.constant(2);
  const f = build.apply("multiply", [x, two]);
  const tape = build.run(f);
  expect(tape.gradient(aside)).toBeUndefined();
  expect(tape.gradient(two)).toBeUndefined();
  expect(listed(tape.gradient(x))).toEqual([2]);
});

it("gives a literal its gradient where it has a name", () => {
  const build = new GraphBuilder();
  const two = build.name(build.constant(2), "two");
  const tape = build.run(build.apply("multiply", [two, build.constant(5)]));
  expect(listed(tape.gradient(two))).toEqual([5]);
});

it("sums over several uses of one operand", () => {
  const build = new GraphBuilder();
  const x = build.input(3);
  const f = build.apply("multiply", [x, x]);
  const tape = build.run(build.apply("add", [f, x]));
  expect(listed(tape.gradient(x))).toEqual([7]);
});

it("reports a tie, where the gradient is split", () => {
  const build = new GraphBuilder();
  const [a, b] = [build.input(2), build.input(2)];
  const f = build.apply("maximum", [a, b]);
  const tape = build.run(f);
  expect([a, b].map((n) => single(tape.gradient(n)))).toEqual([0.5, 0.5]);
  expect(tape.kinks).toEqual([{ node: f, count: 1 }]);
});

it("counts the elements of a tensor where there is no derivative", () => {
  const build = new GraphBuilder();
  const x = build.input([0, -1, 0, 2]);
  const aside = build.apply("abs", [x]);
  const y = build.apply("relu", [x]);
  const tape = build.run(build.apply("sum", [y]));
  expect(tape.kinks).toEqual([{ node: y, count: 2 }]);
  expect(tape.gradient(aside)).toBeUndefined();
});

it("passes nothing through a closed gate, even of an infinite gradient", () => {
  const build = new GraphBuilder();
  const x = build.input(-1);
  const f = build.apply("sqrt", [build.apply("relu", [x])]);
  const tape = build.run(f);
  expect(listed(tape.gradient(build.nodes[f]?.operands[0] ?? 0))).toEqual([
    Infinity,
  ]);
  expect(listed(tape.gradient(x))).toEqual([0]);
});

it("works without an objective: values, and no gradient", () => {
  const build = new GraphBuilder();
  const x = build.input(2);
  const y = build.apply("exp", [x]);
  const tape = build.run();
  expect(single(tape.value(y))).toBe(Math.exp(2));
  expect(tape.gradient(x)).toBeUndefined();
  expect(single(tape.localDerivative(y, 0))).toBe(Math.exp(2));
  expect(tape.numerators).toEqual([]);
});

it("differentiates several numerators, the objective among them", () => {
  const build = new GraphBuilder();
  const x = build.input(2);
  const w = build.parameter(3);
  const q = build.apply("multiply", [w, x]);
  const r = build.apply("exp", [x]);
  const L = build.apply("multiply", [q, q]);
  const derivative = (a: number, b: number): number =>
    build.apply("derivative", [a, b]);
  const wanted = [
    derivative(L, w),
    derivative(q, w),
    derivative(q, x),
    derivative(r, w),
    derivative(q, q),
    derivative(L, r),
  ];
  const updated = build.apply("subtract", [w, wanted[0] ?? 0]);
  const tape = build.run(L);
  expect(wanted.map((node) => single(tape.value(node)))).toEqual([
    24, 2, 3, 0, 1, 0,
  ]);
  expect(single(tape.value(updated))).toBe(-21);
  expect(tape.numerators).toEqual([L, q, r]);
  expect(single(tape.gradient(w))).toBe(24);
  expect(single(tape.gradient(w, q))).toBe(2);
  expect(single(tape.contribution(q, 0, q))).toBe(2);
  expect(tape.gradient(L, q)).toBeUndefined();
});

it("differentiates by a tensor, element by element", () => {
  const build = new GraphBuilder();
  const x = build.input([1, 2, 3]);
  const z = build.apply("multiply", [x, x]);
  const picked = build.apply("sum", [z]);
  const d = build.apply("derivative", [picked, x]);
  const tape = build.run();
  expect(listed(tape.value(d))).toEqual([2, 4, 6]);
  expect(tape.gradient(x)).toBeUndefined();
});
