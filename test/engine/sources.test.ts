// Where values come from: literals, given values, dimensions, random numbers.
import { expect, it } from "vitest";
import { fillUniform } from "../../language-server/engine/random.js";
import { isMismatch } from "../../language-server/ops/operation.js";
import { sources } from "../../language-server/ops/source.js";
import { namedDimension } from "../../language-server/graph/dimension.js";
import { GraphBuilder, listed } from "./build-graph.js";

function rule(name: string) {
  const record = sources.find((operation) => operation.name === name);
  if (!record) throw new Error(name);
  return record.shape;
}

it("a parameter is filled by one number, or takes its elements in order", () => {
  const build = new GraphBuilder();
  const filled = build.apply("parameter", [build.constant(0.1)], {
    shape: [2, 2],
  });
  const column = build.constant([1, 2, 3], [3, 1]);
  const given = build.apply("input", [column], { shape: [3] });
  const tape = build.run();
  expect(listed(tape.value(filled))).toEqual([0.1, 0.1, 0.1, 0.1]);
  expect(listed(tape.value(given))).toEqual([1, 2, 3]);
});

it("a value with another number of elements is a mismatch with both shapes", () => {
  const batch = namedDimension("batch");
  const wrong = rule("parameter")([[3]], { shape: [2, 2] });
  expect(isMismatch(wrong) && wrong.mismatch).toContain("[2, 2]");
  expect(isMismatch(wrong) && wrong.mismatch).toContain("[3]");
  expect(rule("input")([[3]], { shape: [batch] })).toEqual([batch]);
});

it("random numbers come from seed and key", () => {
  const build = new GraphBuilder();
  const attributes = { initialiser: "uniform", seed: 5, key: "w" };
  const drawn = build.apply("initialise", [], {
    ...attributes,
    values: [0, 1],
    shape: [3],
  });
  const expected = new Float64Array(3);
  fillUniform(expected, 5, "w");
  expect(build.run().value(drawn)).toEqual(expected);
});

it("a dimension is its size", () => {
  const build = new GraphBuilder();
  const size = build.apply("dimension", [], { dimension: 12 });
  expect(listed(build.run().value(size))).toEqual([12]);
});

it("only a scalar can be differentiated", () => {
  const wrong = rule("derivative")([[2], [3]], {});
  expect(isMismatch(wrong) && wrong.mismatch).toContain("[2]");
  expect(rule("derivative")([[], [3]], {})).toEqual([3]);
});

it("an identity shares its operand's elements and passes the gradient on", () => {
  const build = new GraphBuilder();
  const x = build.input([1, 2]);
  const y = build.apply("identity", [x]);
  const tape = build.run(build.apply("sum", [build.apply("exp", [y])]));
  expect(tape.value(y)).toEqual(tape.value(x));
  expect(tape.gradient(x)).toEqual(tape.gradient(y));
});
