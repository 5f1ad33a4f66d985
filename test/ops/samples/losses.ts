/** Random inputs of the losses. */
import type { Attributes } from "../../../language-server/graph/graph.js";
import type { Draw } from "../draw.js";
import { type Tensor, tensor } from "../run-operation.js";
import { broadcastOn, type Sample, type SampleMaker } from "./sample.js";

const reduction = (draw: Draw): Attributes => ({
  reduction: draw.pick(["mean", "sum", "none"]),
});

const lossOn =
  (
    ranges: readonly (readonly [number, number])[],
    more: (draw: Draw) => Attributes = () => ({}),
  ) =>
  (draw: Draw): Sample => ({
    operands: broadcastOn(ranges.length, ranges)(draw).operands,
    attributes: { ...reduction(draw), ...more(draw) },
  });

/** Rows that sum to 1, made of distinct numbers. */
function probabilities(draw: Draw, shape: readonly number[]): Tensor {
  const classes = shape.at(-1) ?? 1;
  const { data } = draw.tensor(shape, 0.1, 1);
  return tensor(
    shape,
    data.map((value, i) => {
      const start = i - (i % classes);
      const row = data.subarray(start, start + classes);
      return value / row.reduce((sum, each) => sum + each, 0);
    }),
  );
}

const classTarget = (draw: Draw): Sample => {
  const leading = draw.shape(0, 2);
  const classes = draw.size() + 1;
  const trailing = draw.chance(0.3) ? [1] : [];
  return {
    operands: [
      draw.tensor([...leading, classes]),
      draw.ids([...leading, ...trailing], classes),
    ],
    attributes: reduction(draw),
  };
};

const probabilityTarget = (draw: Draw): Sample => {
  const shape = [...draw.shape(0, 2), draw.size()];
  return {
    operands: [draw.tensor(shape), probabilities(draw, shape)],
    attributes: reduction(draw),
  };
};

/** Class weights and label smoothing on top of a sample with logits and target. */
const withWeights =
  (maker: SampleMaker): SampleMaker =>
  (draw) => {
    const { operands, attributes } = maker(draw);
    const classes = operands[0]?.shape.at(-1) ?? 1;
    const weights = draw.chance(0.5) ? [draw.tensor([classes], 0.5, 2)] : [];
    return {
      operands: [...operands, ...weights],
      attributes: {
        ...attributes,
        label_smoothing: draw.chance(0.5) ? 0.125 : 0,
      },
    };
  };

export const losses: Readonly<Record<string, SampleMaker>> = {
  mse: lossOn([
    [-3, 3],
    [-3, 3],
  ]),
  mae: lossOn([
    [-3, 3],
    [-3, 3],
  ]),
  huber: lossOn(
    [
      [-3, 3],
      [-3, 3],
    ],
    (draw) => ({ delta: draw.pick([1, 0.75]) }),
  ),
  binary_cross_entropy: lossOn([
    [0.1, 0.9],
    [0, 1],
  ]),
  bce_with_logits: lossOn([
    [-3, 3],
    [0, 1],
  ]),
  hinge: lossOn([
    [-3, 3],
    [-1, 1],
  ]),
  cross_entropy_of_classes: withWeights(classTarget),
  cross_entropy_of_probabilities: withWeights(probabilityTarget),
  nll_of_classes: classTarget,
  nll_of_probabilities: probabilityTarget,
  kl_div: probabilityTarget,
  l1: lossOn([[-3, 3]]),
  l2: lossOn([[-3, 3]]),
};
