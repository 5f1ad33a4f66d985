// Graphs that are deep or wide: no recursion, no stack overflow, and the right numbers at the end.
import { expect, it } from "vitest";
import { GraphBuilder, single } from "./build-graph.js";

it("runs a chain of 100,000 scalars forward and backward", () => {
  const build = new GraphBuilder();
  const x = build.input(1);
  let last = x;
  const half = build.constant(0.5);
  const one = build.constant(1);
  for (let step = 0; step < 50_000; step++) {
    last = build.apply("multiply", [last, half]);
    last = build.apply("add", [last, one]);
  }
  const tape = build.run(last);
  expect(single(tape.value(last))).toBe(2);
  expect(single(tape.gradient(x))).toBe(0);
  expect(single(tape.gradient(last - 2))).toBe(0.5);
});

it("runs 10,000 small tensors one after the other", () => {
  const build = new GraphBuilder();
  const x = build.input([1, 2]);
  let last = x;
  for (let step = 0; step < 10_000; step++)
    last = build.apply("negate", [last]);
  const tape = build.run(build.apply("sum", [last]));
  expect(tape.gradient(x)).toEqual(Float64Array.of(1, 1));
});

it("adds up 50,000 uses of one value", () => {
  const build = new GraphBuilder();
  const x = build.input(1);
  let sum = x;
  for (let step = 1; step < 50_000; step++) sum = build.apply("add", [sum, x]);
  const tape = build.run(sum);
  expect(single(tape.value(sum))).toBe(50_000);
  expect(single(tape.gradient(x))).toBe(50_000);
});
