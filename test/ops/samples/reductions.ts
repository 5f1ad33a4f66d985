/** Random inputs of the reductions and of softmax. */
import type { Attributes } from "../../../language-server/graph/graph.js";
import type { Draw } from "../draw.js";
import type { Sample, SampleMaker } from "./sample.js";

const axesOf = (draw: Draw, rank: number): Attributes => {
  if (rank === 0 || draw.chance(0.3)) return { keep: draw.chance(0.5) };
  const axes = Array.from({ length: rank }, (_, axis) => axis).filter(() =>
    draw.chance(0.5),
  );
  return {
    axis: axes.length === 0 ? -1 : axes,
    keep: draw.chance(0.5),
  };
};

const reductionOn =
  (low = -3, high = 3, more: (draw: Draw) => Attributes = () => ({})) =>
  (draw: Draw): Sample => {
    const shape = draw.shape(0, 4);
    return {
      operands: [draw.tensor(shape, low, high)],
      attributes: { ...axesOf(draw, shape.length), ...more(draw) },
    };
  };

const alongAxis = (draw: Draw): Sample => {
  const shape = draw.shape(1);
  return {
    operands: [draw.tensor(shape)],
    attributes: { axis: draw.whole(-shape.length, shape.length - 1) },
  };
};

export const reductions: Readonly<Record<string, SampleMaker>> = {
  sum: reductionOn(),
  mean: reductionOn(),
  prod: reductionOn(0.3, 1.7),
  logsumexp: reductionOn(),
  max: reductionOn(),
  min: reductionOn(),
  argmax: alongAxis,
  argmin: alongAxis,
  var: reductionOn(),
  std: reductionOn(),
  norm: reductionOn(-3, 3, (draw) => ({
    p: draw.pick([1, 2, 3, 2.5, Infinity]),
  })),
  cumsum: alongAxis,
  softmax: alongAxis,
  log_softmax: alongAxis,
};
