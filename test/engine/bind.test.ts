// Binding: shapes and attributes in numbers, and what does not fit once the sizes are known.
import { describe, expect, it } from "vitest";
import {
  bindAttributes,
  bindGraph,
} from "../../language-server/engine/bind.js";
import {
  addDimensions,
  divideExactly,
  divideRoundingDown,
  namedDimension,
} from "../../language-server/graph/dimension.js";
import type {
  Attributes,
  GraphNode,
} from "../../language-server/graph/graph.js";
import type { Shape } from "../../language-server/graph/shape.js";

function nodesOf(
  ...described: [string, number[], Attributes, Shape?][]
): GraphNode[] {
  return described.map(([operation, operands, attributes, shape = []], id) => ({
    id,
    operation,
    operands,
    attributes,
    shape,
    source: { file: 0, start: 0, end: 0 },
    group: -1,
  }));
}

const batch = namedDimension("batch");
const width = namedDimension("w");

describe("bindGraph", () => {
  const nodes = nodesOf(
    ["constant", [], { data: 1, shape: [] }],
    ["input", [0], { shape: [batch, 4] }],
    ["constant", [], { data: 1, shape: [addDimensions(batch, 1), 1] }],
    ["add", [1, 2], {}],
    ["exp", [3], {}],
  );

  it("sets every shape in numbers", () => {
    const [, input, ones] = nodes;
    expect(bindGraph(nodes.slice(0, 3), new Map([["batch", 3]]))).toEqual([]);
    expect(input?.boundShape).toEqual([3, 4]);
    expect(input?.boundAttributes).toEqual({ shape: [3, 4] });
    expect(ones?.boundShape).toEqual([4, 1]);
  });

  it("reports what does not fit with numbers, once, and leaves it unbound", () => {
    const problems = bindGraph(nodes, new Map([["batch", 3]]));
    expect(problems.map(({ node }) => node)).toEqual([3]);
    expect(problems[0]?.mismatch.mismatch).toContain("[3, 4]");
    expect(problems[0]?.mismatch.mismatch).toContain("[4, 1]");
    expect(nodes[3]?.boundShape).toBeUndefined();
    expect(nodes[4]?.boundShape).toBeUndefined();
  });

  it("forgets an earlier binding", () => {
    bindGraph(nodes, new Map([["batch", 3]]));
    const problems = bindGraph(nodes, new Map());
    expect(nodes[1]?.boundShape).toBeUndefined();
    expect(problems[0]?.mismatch.mismatch).toBe(
      "batch has no size yet: nothing gives batch one",
    );
  });

  it("refuses a size that is not whole", () => {
    const [node] = nodesOf([
      "constant",
      [],
      { data: 0, shape: [divideExactly(addDimensions(width, -1), 2) ?? 0] },
    ]);
    const problems = node ? bindGraph([node], new Map([["w", 4]])) : [];
    expect(problems[0]?.mismatch.mismatch).toBe(
      "(w - 1) / 2 is not a whole number where w is 4; a dimension has to be",
    );
  });

  it("refuses an axis without elements", () => {
    const [node] = nodesOf([
      "constant",
      [],
      { data: 0, shape: [3, divideRoundingDown(width, 2) ?? 0] },
    ]);
    const problems = node ? bindGraph([node], new Map([["w", 1]])) : [];
    expect(problems[0]?.mismatch.mismatch).toBe(
      "Axis 1 would have 0 elements; an axis has at least one",
    );
  });
});

it("binds dimensions in nested attributes, and leaves the rest as it is", () => {
  const data = Float64Array.of(1, 2);
  const bindings = new Map([["batch", 2]]);
  const attributes = {
    padding: [[batch, 1], 0],
    keep: true,
    data,
    mode: "edge",
  };
  const bound = bindAttributes(attributes, bindings);
  expect(bound).toEqual({
    padding: [[2, 1], 0],
    keep: true,
    data,
    mode: "edge",
  });
  expect(bound["data"]).toBe(data);
  const plain = { axis: 1 };
  expect(bindAttributes(plain, bindings)).toBe(plain);
});
