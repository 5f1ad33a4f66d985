/** Answers from a tape. A new question gets its answer here. */
import type { Tape } from "../engine/tape.js";
import type { NodeId } from "../graph/graph.js";
import { scalarShape, type BoundShape } from "../graph/shape.js";
import { elementSumOf } from "./element-sum.js";
import { evaluateExpression } from "./expression-value.js";
import { glancesOf } from "./glances.js";
import { pixelsOf } from "./pixels.js";
import type {
  Answer,
  OperandUse,
  Question,
  Quantity,
  QuestionKind,
  Questions,
  Summary,
  Use,
} from "./questions.js";
import { summarise } from "./summary.js";
import { tensorsOf } from "./tensors-of.js";

export function answerOf(tape: Tape, { kind, params }: Question): Answer {
  const answer = answers[kind] as (
    tape: Tape,
    params: Question["params"],
  ) => Answer;
  return answer(tape, params);
}

const answers: {
  readonly [Kind in QuestionKind]: (
    tape: Tape,
    params: Questions[Kind]["params"],
  ) => Questions[Kind]["answer"];
} = {
  summaries: (tape, { of, elements }) =>
    of.map(({ node, quantity }) =>
      summary(quantityOf(tape, node, quantity), shapeOf(tape, node), elements),
    ),

  elements: (tape, { node, quantity, start, count }) =>
    quantityOf(tape, node, quantity)?.slice(start, start + count),

  pixels: (tape, { of }) =>
    of.map(({ node, quantity }) => {
      const data = quantityOf(tape, node, quantity);
      return data && pixelsOf(data, shapeOf(tape, node));
    }),

  uses: (tape, { node, elements }) => usesOf(tape, node, elements),

  operands: (tape, { node, elements }) => {
    const kinks = kinksByNode(tape);
    const { operands = [] } = tape.graph.nodes[node] ?? {};
    return operands.map((_id, operand) =>
      operandUse(tape, node, operand, elements, kinks),
    );
  },

  tensors: (tape, params) => tensorsOf(tape, params),

  expression: (tape, { expression, elements }) => {
    const value = evaluateExpression(tape, expression);
    return "fault" in value
      ? value
      : { value: summarise(value.data, value.shape, elements) };
  },

  elementSum: (tape, params) => elementSumOf(tape, params),

  kinks: (tape) => [...kinksByNode(tape)],

  glances: (tape, params) => glancesOf(tape, params),
};

/** In the order of the program. */
function usesOf(tape: Tape, node: NodeId, elements: number): Use[] {
  const uses: Use[] = [];
  const kinks = kinksByNode(tape);
  for (const { id: consumer, operands } of tape.graph.nodes) {
    if (consumer <= node) continue;
    for (const [operand, each] of operands.entries()) {
      if (each !== node) continue;
      const use = operandUse(tape, consumer, operand, elements, kinks);
      const { upstream, contribution } = use;
      if (upstream && contribution)
        uses.push({ ...use, upstream, contribution });
    }
  }
  return uses;
}

function operandUse(
  tape: Tape,
  consumer: NodeId,
  operand: number,
  elements: number,
  kinks: ReadonlyMap<NodeId, number>,
): OperandUse {
  const id = tape.graph.nodes[consumer]?.operands[operand] ?? consumer;
  const shape = shapeOf(tape, consumer);
  const upstream = summary(tape.gradient(consumer), shape, elements);
  const local = summary(
    tape.localDerivative(consumer, operand),
    shape,
    elements,
  );
  const contribution = summary(
    tape.contribution(consumer, operand),
    shapeOf(tape, id),
    elements,
  );
  const count = kinks.get(consumer);
  return {
    consumer,
    operand,
    ...(upstream && { upstream }),
    ...(local && { local }),
    ...(contribution && { contribution }),
    ...(count !== undefined && { kinks: count }),
  };
}

const kinksByNode = (tape: Tape): Map<NodeId, number> =>
  new Map(tape.kinks.map(({ node, count }) => [node, count]));

function quantityOf(
  tape: Tape,
  node: NodeId,
  quantity: Quantity,
): Float64Array | undefined {
  return quantity === "value" ? tape.value(node) : tape.gradient(node);
}

function summary(
  data: Float64Array | undefined,
  shape: BoundShape,
  elements: number,
): Summary | undefined {
  return data && summarise(data, shape, elements);
}

function shapeOf({ graph }: Tape, node: NodeId): BoundShape {
  return graph.nodes[node]?.boundShape ?? scalarShape;
}
