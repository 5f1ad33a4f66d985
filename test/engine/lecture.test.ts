// The lecture circuits, as graphs, with their true numbers: values, gradients, local derivatives, contributions.
import { describe, expect, it } from "vitest";
import { GraphBuilder, listed, single } from "./build-graph.js";

describe("f = (x + y) z", () => {
  const build = new GraphBuilder();
  const x = build.input(-2);
  const y = build.input(5);
  const z = build.input(-4);
  const q = build.apply("add", [x, y]);
  const f = build.apply("multiply", [q, z]);
  const tape = build.run(f);

  it("has the values of the lecture", () => {
    expect(single(tape.value(q))).toBe(3);
    expect(single(tape.value(f))).toBe(-12);
  });

  it("has the gradients of the lecture, the objective's own included", () => {
    expect([x, y, z, q, f].map((n) => single(tape.gradient(n)))).toEqual([
      -4, -4, 3, -4, 1,
    ]);
  });

  it("keeps local derivatives and contributions", () => {
    expect(single(tape.localDerivative(q, 0))).toBe(1);
    expect(single(tape.localDerivative(f, 0))).toBe(-4);
    expect(single(tape.localDerivative(f, 1))).toBe(3);
    expect(single(tape.contribution(f, 0))).toBe(-4);
    expect(single(tape.contribution(q, 1))).toBe(-4);
  });

  it("gives no gradient to what an input is set to", () => {
    expect(tape.gradient(build.nodes[x]?.operands[0] ?? -1)).toBeUndefined();
    expect(tape.contribution(x, 0)).toBeUndefined();
  });
});

it("f = x + y z gives each gate its gradient", () => {
  const build = new GraphBuilder();
  const x = build.input(-2);
  const y = build.input(5);
  const z = build.input(-4);
  const g = build.apply("multiply", [y, z]);
  const f = build.apply("add", [x, g]);
  const tape = build.run(f);
  expect(single(tape.value(f))).toBe(-22);
  expect([x, y, z].map((n) => single(tape.gradient(n)))).toEqual([1, -4, 5]);
});

it("the sigmoid neuron, written out gate by gate", () => {
  const build = new GraphBuilder();
  const [w0, w1, w2] = [build.input(2), build.input(-3), build.input(-3)];
  const [x0, x1] = [build.input(-1), build.input(-2)];
  const products = build.apply("add", [
    build.apply("multiply", [w0, x0]),
    build.apply("multiply", [w1, x1]),
  ]);
  const f4 = build.apply("add", [products, w2]);
  const e = build.apply("exp", [build.apply("negate", [f4])]);
  const sum = build.apply("add", [build.constant(1), e]);
  const f = build.apply("divide", [build.constant(1), sum]);
  const tape = build.run(f);
  const gradient = (node: number): number => single(tape.gradient(node));
  expect(single(tape.value(f4))).toBe(1);
  expect(single(tape.value(f))).toBeCloseTo(0.7310585786300049, 14);
  expect(gradient(sum)).toBeCloseTo(-0.534446645388523, 12);
  expect(gradient(f4)).toBeCloseTo(0.19661193324148185, 12);
  expect(gradient(w0)).toBeCloseTo(-0.19661193324148185, 12);
  expect(gradient(x0)).toBeCloseTo(0.3932238664829637, 12);
  expect(gradient(w1)).toBeCloseTo(-0.3932238664829637, 12);
  expect(gradient(x1)).toBeCloseTo(-0.5898357997244456, 12);
});

it("f = 2 (x y + max(z, w)) sends the gradient to the larger operand only", () => {
  const build = new GraphBuilder();
  const [x, y] = [build.input(3), build.input(-4)];
  const [z, w] = [build.input(2), build.input(-1)];
  const inner = build.apply("add", [
    build.apply("multiply", [x, y]),
    build.apply("maximum", [z, w]),
  ]);
  const f = build.apply("multiply", [build.constant(2), inner]);
  const tape = build.run(f);
  expect(single(tape.value(f))).toBe(-20);
  expect([x, y, z, w].map((n) => listed(tape.gradient(n)))).toEqual([
    [-8],
    [6],
    [2],
    [0],
  ]);
  expect(tape.kinks).toEqual([]);
});

/** x → w1 · → g → w2 · → g → w3 · → g → ½ (a3 − y)². */
function threeNeurons(activation: string, weight: number) {
  const build = new GraphBuilder();
  const x = build.input(1);
  const layers: { w: number; z: number; a: number }[] = [];
  let a = x;
  for (let layer = 0; layer < 3; layer++) {
    const w = build.parameter(weight);
    const z = build.apply("multiply", [w, a]);
    a = build.apply(activation, [z]);
    layers.push({ w, z, a });
  }
  const error = build.apply("subtract", [a, build.input(1)]);
  const square = build.apply("power", [error, build.constant(2)]);
  const L = build.apply("divide", [square, build.constant(2)]);
  const tape = build.run(L);
  return { tape, x, layers, error, L };
}

it("the gradient vanishes through three sigmoids", () => {
  const { tape, x, layers, L } = threeNeurons("sigmoid", 0.5);
  expect(single(tape.value(L))).toBeCloseTo(0.091741, 6);
  const gradients = layers.map(({ w, z, a }) =>
    [w, z, a].map((node) => single(tape.gradient(node)).toPrecision(4)),
  );
  expect(gradients).toEqual([
    ["-0.001504", "-0.001504", "-0.006399"],
    ["-0.007967", "-0.01280", "-0.05244"],
    ["-0.06054", "-0.1049", "-0.4283"],
  ]);
  expect(single(tape.gradient(x)).toPrecision(5)).toBe("-0.00075193");
});

it("the gradient explodes through three ReLUs", () => {
  const { tape, x, layers, L } = threeNeurons("relu", 5);
  expect(single(tape.value(L))).toBe(7688);
  expect(layers.map(({ w }) => single(tape.gradient(w)))).toEqual([
    3100, 3100, 3100,
  ]);
  expect(single(tape.gradient(x))).toBe(15500);
});
