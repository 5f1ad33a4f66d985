/** Random inputs of the elementwise operations. */
import type { Attributes } from "../../../language-server/graph/graph.js";
import type { Draw } from "../draw.js";
import { broadcastOn, type Sample, type SampleMaker } from "./sample.js";

const unaryOn =
  (low = -3, high = 3, attributes: (draw: Draw) => Attributes = () => ({})) =>
  (draw: Draw): Sample => ({
    operands: [draw.tensor(draw.shape(), low, high)],
    attributes: attributes(draw),
  });

export const elementwise: Readonly<Record<string, SampleMaker>> = {
  // Source operations that are operations on a value.
  identity: unaryOn(),

  add: broadcastOn(2),
  subtract: broadcastOn(2),
  multiply: broadcastOn(2),
  divide: broadcastOn(2, [
    [-3, 3],
    [0.5, 3],
  ]),
  power: broadcastOn(2, [
    [0.5, 3],
    [-2, 3],
  ]),
  negate: unaryOn(),
  equal: broadcastOn(2),
  not_equal: broadcastOn(2),
  less: broadcastOn(2),
  less_equal: broadcastOn(2),
  greater: broadcastOn(2),
  greater_equal: broadcastOn(2),

  exp: unaryOn(),
  log: unaryOn(0.2, 4),
  sqrt: unaryOn(0.2, 4),
  sin: unaryOn(),
  cos: unaryOn(),
  tan: unaryOn(-1.3, 1.3),
  asin: unaryOn(-0.9, 0.9),
  acos: unaryOn(-0.9, 0.9),
  atan: unaryOn(),
  abs: unaryOn(),
  sign: unaryOn(),
  floor: unaryOn(),
  ceil: unaryOn(),
  round: unaryOn(),
  erf: unaryOn(),
  tanh: unaryOn(),
  sigmoid: unaryOn(),
  relu: unaryOn(),
  leaky_relu: unaryOn(-3, 3, (draw) => ({ slope: draw.pick([0.01, 0.2]) })),
  elu: unaryOn(-3, 3, (draw) => ({ alpha: draw.pick([1, 0.5]) })),
  selu: unaryOn(),
  gelu: unaryOn(-3, 3, (draw) => ({ approximate: draw.chance(0.5) })),
  silu: unaryOn(),
  softplus: unaryOn(),
  step: unaryOn(),
  clip: unaryOn(-3, 3, () => ({ lo: -1, hi: 2 })),
  where: (draw) => {
    const shape = draw.shape();
    const condition = draw.ids(draw.broadcastable(shape), 2);
    const [a, b] = [draw.broadcastable(shape), draw.broadcastable(shape)];
    return {
      operands: [condition, draw.tensor(a), draw.tensor(b)],
      attributes: {},
      fixed: [0],
    };
  },
  minimum: broadcastOn(2),
  maximum: broadcastOn(2),
  minimum_of_many: broadcastOn(3),
  maximum_of_many: broadcastOn(4),
};
