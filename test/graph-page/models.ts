// Graphs for the page: a small circuit by hand, and large ones by rule.
import type {
  GraphModel,
  GraphValues,
  ModelGroup,
  ModelNode,
  ModelWire,
  NetworkGraph,
  Quantity,
} from "../../language-server/protocol.js";

type NodeSketch = Pick<ModelNode, "id" | "kind" | "symbol"> &
  Partial<ModelNode> & { readonly operands?: readonly string[] };

function modelOf(
  network: string,
  sketches: readonly NodeSketch[],
  groups: readonly ModelGroup[] = [],
  version = 1,
): GraphModel {
  const nodes = sketches.map((sketch, node): ModelNode => ({
    node,
    name: sketch.id,
    operation: sketch.symbol,
    label: sketch.id,
    text: sketch.id,
    shape: "",
    source: lineRange(node),
    ...sketch,
  }));
  const wires = sketches.flatMap(({ id, operands = [] }): ModelWire[] =>
    operands.map((from, operand) => ({
      id: `${from}→${id}#${operand}`,
      from,
      to: id,
      operand,
    })),
  );
  const objective = sketches.find(({ kind }) => kind === "objective")?.id;
  return {
    network,
    uri: "file:///w/test.nn",
    version,
    nodes,
    groups,
    wires,
    ...(objective !== undefined && { objective }),
  };
}

const lineRange = (line: number) => ({
  start: { line, character: 2 },
  end: { line, character: 8 },
});

const literalAt = (line: number, value: number) => [
  {
    range: {
      start: { line, character: 12 },
      end: { line, character: 12 + String(value).length },
    },
    value,
  },
];

/** f = (x + y) z, of the first lecture. `name` stands for y wherever a program may name things. */
export const circuit = (x = -2, version = 1, name = "y"): GraphModel =>
  modelOf(
    "Circuit",
    [
      { id: "x", kind: "input", symbol: "x", literals: literalAt(1, x) },
      { id: name, kind: "input", symbol: name, literals: literalAt(2, 5) },
      { id: "z", kind: "input", symbol: "z", literals: literalAt(3, -4) },
      {
        id: "q",
        kind: "operation",
        symbol: "+",
        text: "x + y",
        operands: ["x", name],
      },
      {
        id: "f",
        kind: "objective",
        symbol: "×",
        text: "q * z",
        operands: ["q", "z"],
      },
    ],
    [],
    version,
  );

export const quantity = (value: number): Quantity => ({
  text: String(value).replace("-", "−"),
  magnitude: Number.isFinite(value) ? Math.abs(value) : 0,
  broken: !Number.isFinite(value),
});

export function circuitValues(x = -2, version = 1, stale = false): GraphValues {
  const [y, z] = [5, -4];
  const node = (value: number, gradient: number) => ({
    value: quantity(value),
    gradient: quantity(gradient),
  });
  return {
    version,
    stale,
    nodes: {
      x: node(x, z),
      y: node(y, z),
      z: node(z, x + y),
      q: {
        ...node(x + y, z),
        findings: [{ kind: "failed-check", message: "expect q == 9: is 3" }],
      },
      f: node((x + y) * z, 1),
    },
    wires: {
      "x→q#0": quantity(z),
      "y→q#1": quantity(z),
      "q→f#0": quantity(z),
      "z→f#1": quantity(x + y),
    },
  };
}

/** Definitions one after the other, each of two of the twenty before it. */
export function flat(size: number): GraphModel {
  const nodes: NodeSketch[] = [
    { id: "x0", kind: "input", symbol: "x0" },
    { id: "x1", kind: "input", symbol: "x1" },
  ];
  for (let index = 2; index < size; index++) {
    const back = 1 + ((index * 7919) % Math.min(index, 20));
    nodes.push({
      id: `x${index}`,
      kind: index === size - 1 ? "objective" : "operation",
      symbol: ["+", "×", "σ", "−"][index % 4] ?? "+",
      operands: [`x${index - 1}`, `x${index - back}`].slice(
        0,
        index % 4 === 2 ? 1 : 2,
      ),
    });
  }
  return modelOf("Flat", nodes);
}

/** A chain of layers of `inside` operations each. */
export function layered(layers: number, inside: number): GraphModel {
  const nodes: NodeSketch[] = [
    { id: "x", kind: "input", symbol: "x", shape: "[32, 10]" },
  ];
  const groups: ModelGroup[] = [];
  let last = "x";
  for (let layer = 0; layer < layers; layer++) {
    const group = `layer${layer}`;
    groups.push({
      id: group,
      kind: "layer",
      label: group,
      detail: "dense(10) → relu",
      shape: "[32, 10]",
      parameterCount: 110,
      source: lineRange(layer),
    });
    for (let index = 0; index < inside; index++) {
      const id = `${group}.${index}`;
      const isParameter = index % 4 === 0;
      nodes.push({
        id,
        kind: isParameter ? "parameter" : "operation",
        symbol: isParameter ? "w" : (["×", "+", "relu"][index % 3] ?? "+"),
        group,
        ...(!isParameter && {
          operands: index % 4 === 1 ? [last, `${group}.${index - 1}`] : [last],
        }),
      });
      if (!isParameter) last = id;
    }
  }
  nodes.push({ id: "L", kind: "objective", symbol: "Σ", operands: [last] });
  return modelOf("Layered", nodes, groups);
}

/** A value and a gradient for everything, others for each `seed`. */
export function valuesFor(model: GraphModel, seed = 1): GraphValues {
  const at = (index: number): Quantity =>
    quantity(
      Number((Math.sin(index * seed) * 10 ** ((index % 9) - 4)).toPrecision(4)),
    );
  return {
    version: model.version,
    stale: false,
    nodes: Object.fromEntries(
      model.nodes.map(({ id }, index) => [
        id,
        { value: at(index + 1), gradient: at(index + 2) },
      ]),
    ),
    wires: Object.fromEntries(
      model.wires.map(({ id }, index) => [id, at(index + 3)]),
    ),
  };
}

export const answerWith = (
  model: GraphModel | undefined,
  values: GraphValues | undefined,
  revision = 1,
): NetworkGraph => ({
  kind: "graph",
  network: model?.network ?? "Circuit",
  revision,
  hasErrors: false,
  state: values === undefined ? "none" : values.stale ? "stale" : "evaluated",
  ...(model && { model }),
  ...(values && { values }),
});
