// Graphs that nobody would draw by hand: any wires from earlier to later nodes, groups in groups, names of all kinds.
import fc from "fast-check";
import type {
  GraphModel,
  ModelGroup,
  ModelNode,
  ModelNodeKind,
} from "../../../language-server/graph/graph-model.js";
import type {
  Opening,
  Openings,
} from "../../../src/graph-view/drawing/visible/openings.js";

interface Sketch {
  readonly groups: readonly {
    readonly parent: number;
    readonly kind: ModelGroup["kind"];
    readonly opening: Opening | "unsaid";
  }[];
  readonly nodes: readonly {
    readonly name: string;
    readonly operands: readonly number[];
    readonly isParameter: boolean;
    readonly operation: string;
    readonly shape: string;
    readonly room: number;
  }[];
}

const sketches: fc.Arbitrary<Sketch> = fc.record({
  groups: fc.array(
    fc.record({
      parent: fc.nat(),
      kind: fc.constantFrom("layer", "call", "network", "repeat"),
      opening: fc.constantFrom("closed", "open", "neurons", "unsaid"),
    }),
    { maxLength: 6 },
  ),
  nodes: fc.array(
    fc.record({
      name: fc.oneof(fc.constant(""), fc.string({ unit: "binary" })),
      operands: fc.array(fc.nat(), { maxLength: 4 }),
      isParameter: fc.boolean(),
      operation: fc.constantFrom("add", "subtract", "relu", "cross_entropy"),
      shape: fc.constantFrom("", "[4]", "[batch, 64, 112, 112]"),
      room: fc.constantFrom(11, 14, 20, 24),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

export interface RandomModel {
  readonly model: GraphModel;
  readonly openings: Openings;
}

export const randomModels: fc.Arbitrary<RandomModel> = sketches.map(modelOf);

function modelOf({ groups, nodes }: Sketch): RandomModel {
  const groupIds = groups.map((_, index) => `g${index}/`);
  const drawnGroups = groups.map(({ parent, kind }, index): ModelGroup => {
    const around = groupIds[parent % (index + 1)];
    return {
      id: `g${index}/`,
      kind,
      label: `group ${index}`,
      ...(kind === "repeat" && { count: 3 }),
      ...(around !== undefined &&
        around !== `g${index}/` && { parent: around }),
    };
  });
  const drawnNodes = nodes.map((sketch, index): ModelNode => {
    const { name, operation, shape, room } = sketch;
    // Nodes of a group stand together, as in a program.
    const group =
      groupIds[Math.floor((index * (groups.length + 1)) / nodes.length)];
    return {
      id: `n${index}`,
      node: index,
      kind: kindOf(sketch, index === nodes.length - 1),
      symbol: operation === "add" ? "+" : operation,
      ...(name !== "" && { name }),
      operation,
      label: name === "" ? `n${index}` : name,
      text: `${operation}(${name})`,
      shape,
      room,
      ...(group !== undefined && { group }),
    };
  });
  const wires = nodes.flatMap((sketch, index) =>
    index === 0 || drawnNodes[index]?.kind === "parameter"
      ? []
      : sketch.operands.map((operand, place) => {
          const from = `n${operand % index}`;
          const to = `n${index}`;
          return { id: `${from}→${to}#${place}`, from, to, operand: place };
        }),
  );
  const openings = groups.flatMap(({ opening }, index) =>
    opening === "unsaid" ? [] : [[`g${index}/`, opening] as const],
  );
  return {
    model: {
      network: "Random",
      uri: "file:///random.nn",
      version: 1,
      objective: "L",
      nodes: drawnNodes,
      groups: drawnGroups,
      wires,
    },
    openings: Object.fromEntries(openings),
  };
}

const kindOf = (
  { isParameter, operands }: Sketch["nodes"][number],
  isLast: boolean,
): ModelNodeKind =>
  isLast
    ? "objective"
    : isParameter
      ? "parameter"
      : operands.length === 0
        ? "input"
        : "operation";
