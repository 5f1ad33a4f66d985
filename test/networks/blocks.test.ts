/**
 * Small networks of the blocks of examples/networks, run forward and backward, against PyTorch's numbers in
 * blocks/expected.json: values, and gradients by x and by every parameter, within 1e-10 of the tensor's largest magnitude.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type {
  Graph,
  GraphNode,
  NodeId,
} from "../../language-server/graph/graph.js";
import { boundSize } from "../../language-server/graph/shape.js";
import { recorded } from "../engine/build-graph.js";
import { lastNetworkOf } from "./programs.js";

/** What make_expected.py writes of a tensor: some of its elements, and its products with two waves. */
interface Written {
  readonly shape: readonly number[];
  readonly largest: number;
  readonly first: readonly number[];
  readonly waves: readonly number[];
}

interface Expected {
  readonly values: Readonly<Record<string, Written>>;
  readonly gradients: Readonly<Record<string, Written>>;
}

const folder = new URL("blocks/", import.meta.url);
const expected = JSON.parse(
  readFileSync(new URL("expected.json", folder), "utf8"),
) as Readonly<Record<string, Expected>>;

const tolerance = 1e-10;

describe.each(Object.entries(expected))(
  "%s",
  (program, { values, gradients }) => {
    const run = lastNetworkOf(`test/networks/blocks/${program}.nn`).then(
      ({ graph }) => {
        const nodes = new Map(
          graph.names.map(({ name, node }) => [name, node]),
        );
        return { graph, nodes, ...recorded(withParameters(graph)) };
      },
    );

    test("has PyTorch's values", async () => {
      const { nodes, graph, tape } = await run;
      for (const [name, written] of Object.entries(values)) {
        const node = nodes.get(name) ?? -1;
        check(name, tape.value(node), graph.nodes[node], written);
      }
    });

    test("has PyTorch's gradient of every parameter", async () => {
      const { nodes, graph, tape } = await run;
      const parameters = graph.names
        .filter(({ trainable }) => trainable)
        .map(({ name }) => name);
      const named = "x" in gradients ? [...parameters, "x"] : parameters;
      expect(named.sort()).toEqual(Object.keys(gradients).sort());
      for (const [name, written] of Object.entries(gradients)) {
        const node = nodes.get(name) ?? -1;
        check(`∂L/∂${name}`, tape.gradient(node), graph.nodes[node], written);
      }
    });
  },
);

test("every program has its numbers", () => {
  const programs = readdirSync(folder).filter((name) => name.endsWith(".nn"));
  expect(programs.map((name) => name.replace(".nn", "")).sort()).toEqual(
    Object.keys(expected).sort(),
  );
});

function check(
  name: string,
  found: Float64Array | undefined,
  node: GraphNode | undefined,
  { shape, largest, first, waves }: Written,
): void {
  const numbers = found ?? new Float64Array(0);
  expect([name, node?.boundShape]).toEqual([name, shape]);
  const size = numbers.reduce((max, each) => Math.max(max, Math.abs(each)), 0);
  const pairs = [
    [size, largest] as const,
    ...first.map((number, i) => [numbers[i] ?? NaN, number] as const),
    [product(numbers, (i) => Math.cos(1 + 2 * i)), waves[0] ?? NaN] as const,
    [product(numbers, (i) => Math.sin(3 * i)), waves[1] ?? NaN] as const,
  ];
  const off = pairs.filter(
    ([mine, theirs]) => !(Math.abs(mine - theirs) <= tolerance * largest),
  );
  expect([name, off]).toEqual([name, []]);
}

const product = (
  numbers: Float64Array,
  wave: (index: number) => number,
): number => numbers.reduce((sum, each, i) => sum + each * wave(i), 0);

/** The graph with every parameter set as make_expected.py sets it. */
function withParameters(graph: Graph): Graph {
  const constants = new Map<NodeId, GraphNode>();
  for (const { name, node, trainable } of graph.names) {
    const { operands = [], boundShape: shape = [] } = graph.nodes[node] ?? {};
    const source = graph.nodes[operands[0] ?? -1];
    if (!trainable || !source) continue;
    const attributes = { shape, data: numbersOf(name, boundSize(shape)) };
    constants.set(source.id, {
      ...source,
      operation: "constant",
      operands: [],
      attributes,
      shape,
      boundShape: shape,
      boundAttributes: attributes,
    });
  }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => constants.get(node.id) ?? node),
  };
}

function numbersOf(name: string, count: number): Float64Array {
  const codes = Array.from(name, (each) => each.charCodeAt(0));
  const phase = codes.reduce((sum, code) => sum + code, 0);
  return Float64Array.from(
    { length: count },
    (_, i) => 0.4 * Math.sin(phase + 2.3 * i),
  );
}
