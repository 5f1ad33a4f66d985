/**
 * For every operation a maker of random inputs: operands and attributes that its shape rule accepts, away from kinks. A
 * record without a maker here fails `gradients.test.ts`.
 */
import type { Attributes } from "../../language-server/graph/graph.js";
import { boundSize } from "../../language-server/graph/shape.js";
import type { Draw } from "./draw.js";
import { type Tensor, tensor } from "./run-operation.js";

export interface Sample {
  readonly operands: readonly Tensor[];
  readonly attributes: Attributes;
  /** Operands that finite differences cannot move: a condition of exactly 0, ids. */
  readonly fixed?: readonly number[];
}

export type SampleMaker = (draw: Draw) => Sample;

const unaryOn =
  (low = -3, high = 3, attributes: (draw: Draw) => Attributes = () => ({})) =>
  (draw: Draw): Sample => ({
    operands: [draw.tensor(draw.shape(), low, high)],
    attributes: attributes(draw),
  });

const broadcastOn =
  (count: number, ranges: readonly (readonly [number, number])[] = []) =>
  (draw: Draw): Sample => {
    const shape = draw.shape();
    return {
      operands: Array.from({ length: count }, (_, operand) => {
        const [low, high] = ranges[operand] ?? [-3, 3];
        return draw.tensor(draw.broadcastable(shape), low, high);
      }),
      attributes: {},
    };
  };

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

const matrices = (draw: Draw): Sample => {
  const [m, n, k] = [draw.size(), draw.size(), draw.size()];
  const batch = draw.shape(0, 2);
  const leftVector = draw.chance(0.2);
  const rightVector = draw.chance(0.2);
  return {
    operands: [
      draw.tensor(leftVector ? [k] : [...draw.broadcastable(batch), m, k]),
      draw.tensor(rightVector ? [k] : [...draw.broadcastable(batch), k, n]),
    ],
    attributes: {},
  };
};

const slice = (draw: Draw, size: number): (number | null)[] => {
  const start = draw.whole(0, size - 1);
  const stop = draw.whole(start + 1, size);
  return draw.pick([
    [null, null, null],
    [start, stop, null],
    [start - size, null, draw.whole(1, 2)],
    [null, null, -1],
    [start, null, -draw.whole(1, 2)],
  ]);
};

/** An image with or without a batch, at least as large as a window of 2 along each axis. */
function image(draw: Draw, channels: number, spatial: number): Tensor {
  const places = Array.from({ length: spatial }, () => draw.size() + 1);
  const batch = draw.chance(0.7) ? [draw.whole(1, 2)] : [];
  return draw.tensor([...batch, channels, ...places]);
}

const convolutionSample = (draw: Draw): Sample => {
  const spatial = draw.whole(1, 2);
  const groups = draw.whole(1, 2);
  const [inner, outer] = [draw.whole(1, 2), draw.whole(1, 2)];
  const kernel = Array.from({ length: spatial }, () => draw.whole(1, 2));
  const same = draw.chance(0.3);
  return {
    operands: [
      image(draw, groups * inner, spatial),
      draw.tensor([groups * outer, inner, ...kernel]),
      ...(draw.chance(0.5) ? [draw.tensor([groups * outer])] : []),
    ],
    attributes: {
      groups,
      stride: same ? 1 : draw.whole(1, 2),
      padding: same ? "same" : draw.whole(0, 2),
      dilation: 1,
    },
  };
};

const transposedSample = (draw: Draw): Sample => {
  const groups = draw.whole(1, 2);
  const [inner, outer] = [draw.whole(1, 2), draw.whole(1, 2)];
  const stride = draw.whole(1, 2);
  return {
    operands: [
      image(draw, groups * inner, 2),
      draw.tensor([groups * inner, outer, draw.whole(1, 3), draw.whole(1, 3)]),
      ...(draw.chance(0.5) ? [draw.tensor([groups * outer])] : []),
    ],
    attributes: {
      groups,
      stride,
      padding: 0,
      dilation: 1,
      output_padding: stride - 1,
    },
  };
};

const pooling =
  (spatial: 1 | 2, more: (draw: Draw) => Attributes = () => ({})) =>
  (draw: Draw): Sample => ({
    operands: [image(draw, draw.whole(1, 2), spatial)],
    attributes: {
      size: 2,
      stride: draw.pick([null, 1, 2]),
      padding: draw.whole(0, 1),
      ...more(draw),
    },
  });

const meanPooling = (draw: Draw): Attributes => ({
  count_padding: draw.chance(0.5),
});

/** x, then weight and perhaps bias of the shape that the last axes or the channels give. */
const normalising = (
  draw: Draw,
  shape: readonly number[],
  parameters: readonly number[],
  attributes: Attributes,
): Sample => ({
  operands: [
    draw.tensor(shape),
    draw.tensor(parameters),
    ...(draw.chance(0.5) ? [draw.tensor(parameters)] : []),
  ],
  attributes,
});

const overLastAxes = (draw: Draw): Sample => {
  const shape = draw.shape(1, 3);
  const axes = draw.whole(1, shape.length);
  return normalising(draw, shape, shape.slice(shape.length - axes), {
    axes,
    eps: 0.1,
  });
};

const sequence =
  (gates: number) =>
  (draw: Draw): Sample => {
    const [features, units] = [draw.size(), draw.size()];
    const batch = draw.chance(0.7) ? [draw.whole(1, 2)] : [];
    const rows = gates * units;
    const biases = draw.chance(0.7)
      ? [draw.tensor([rows]), draw.tensor([rows])]
      : [];
    return {
      operands: [
        draw.tensor([...batch, draw.size(), features]),
        draw.tensor([rows, features], -1, 1),
        draw.tensor([rows, units], -1, 1),
        ...biases,
      ],
      attributes: {},
    };
  };

const noOperands =
  (attributes: (draw: Draw) => Attributes) =>
  (draw: Draw): Sample => ({ operands: [], attributes: attributes(draw) });

export const samples: Readonly<Record<string, SampleMaker>> = {
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

  matmul: matrices,
  dot: (draw) => {
    const [m, n, k] = [draw.size(), draw.size(), draw.size()];
    return {
      operands: [
        draw.tensor(draw.chance(0.5) ? [k] : [m, k]),
        draw.tensor(draw.chance(0.5) ? [k] : [k, n]),
      ],
      attributes: {},
    };
  },
  outer: (draw) => ({
    operands: [draw.tensor([draw.size()]), draw.tensor([draw.size()])],
    attributes: {},
  }),
  linear: (draw) => {
    const features = draw.size();
    return {
      operands: [
        draw.tensor([...draw.shape(0, 2), features]),
        draw.tensor([draw.size(), features]),
      ],
      attributes: {},
    };
  },

  reshape: (draw) => {
    const shape = draw.shape(0, 3);
    return {
      operands: [draw.tensor(shape)],
      attributes: { shape: draw.pick([[-1], [boundSize(shape), 1], [1, -1]]) },
    };
  },
  flatten: (draw) => {
    const shape = draw.shape(1, 4);
    return {
      operands: [draw.tensor(shape)],
      attributes: { from: draw.whole(-shape.length, shape.length - 1) },
    };
  },
  squeeze: (draw) => ({
    operands: [draw.tensor([draw.size(), 1, draw.size()])],
    attributes: { axis: draw.pick([1, -2, [1]]) },
  }),
  unsqueeze: (draw) => ({
    operands: [draw.tensor(draw.shape(0, 2))],
    attributes: { axis: draw.pick([0, -1]) },
  }),
  transpose: (draw) => {
    const shape = draw.shape(2, 4);
    if (shape.length === 2 && draw.chance(0.5))
      return { operands: [draw.tensor(shape)], attributes: {} };
    const axes = shape
      .map((_, axis) => ({ axis, order: draw.uniform() }))
      .sort((a, b) => a.order - b.order)
      .map(({ axis }) => axis);
    return { operands: [draw.tensor(shape)], attributes: { axes } };
  },
  broadcast_to: (draw) => {
    const shape = draw.shape(0, 3);
    return {
      operands: [draw.tensor(draw.broadcastable(shape))],
      attributes: { shape },
    };
  },
  concat: (draw) => {
    const shape = draw.shape(1, 3);
    const axis = draw.whole(0, shape.length - 1);
    return {
      operands: Array.from({ length: draw.whole(1, 3) }, () =>
        draw.tensor(shape.with(axis, draw.size())),
      ),
      attributes: { axis: draw.chance(0.5) ? axis : axis - shape.length },
    };
  },
  stack: (draw) => {
    const shape = draw.shape(0, 2);
    return {
      operands: Array.from({ length: draw.whole(1, 3) }, () =>
        draw.tensor(shape),
      ),
      attributes: { axis: draw.whole(-shape.length - 1, shape.length) },
    };
  },
  index: (draw) => {
    const shape = draw.shape(1, 3);
    return {
      operands: [draw.tensor(shape)],
      attributes: {
        subscripts: shape
          .slice(0, draw.whole(1, shape.length))
          .map((size) =>
            draw.chance(0.4) ? draw.whole(-size, size - 1) : slice(draw, size),
          ),
      },
    };
  },

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

  arange: noOperands((draw) => ({ n: draw.size() })),
  linspace: noOperands((draw) => ({ lo: -1, hi: 2, n: draw.size() })),
  zeros: noOperands((draw) => ({ shape: draw.shape() })),
  ones: noOperands((draw) => ({ shape: draw.shape() })),
  eye: noOperands((draw) => ({ n: draw.size() })),
  take: (draw) => {
    const shape = draw.shape(1, 3);
    const axis = draw.whole(0, shape.length - 1);
    return {
      operands: [
        draw.tensor(shape),
        draw.ids(draw.shape(0, 2), shape[axis] ?? 1),
      ],
      attributes: { axis: draw.chance(0.5) ? axis : axis - shape.length },
    };
  },
  one_hot: (draw) => ({
    operands: [draw.ids(draw.shape(0, 2), 3)],
    attributes: { classes: 3 },
  }),
  embed: (draw) => ({
    operands: [draw.ids(draw.shape(0, 2), 3), draw.tensor([3, draw.size()])],
    attributes: {},
  }),
  pad: (draw) => {
    const shape = draw.shape(1, 3).map((size) => size + 2);
    const pads = shape.map(() => [draw.whole(0, 2), draw.whole(0, 2)]);
    return {
      operands: [draw.tensor(shape)],
      attributes: {
        pads,
        value: 0.5,
        mode: draw.pick(["constant", "reflect", "edge"]),
      },
    };
  },

  convolution: convolutionSample,
  transposed_convolution: transposedSample,
  max_pool2d: pooling(2),
  avg_pool2d: pooling(2, meanPooling),
  max_pool1d: pooling(1),
  avg_pool1d: pooling(1, meanPooling),
  layer_normalisation: overLastAxes,
  rms_normalisation: (draw) => {
    const { operands, attributes } = overLastAxes(draw);
    return { operands: operands.slice(0, 2), attributes };
  },
  group_normalisation: (draw) => {
    const groups = draw.whole(1, 2);
    const channels = groups * draw.whole(1, 2);
    const shape = [draw.size(), channels, ...draw.shape(0, 2)];
    return normalising(draw, shape, [channels], { groups, eps: 0.1 });
  },
  batch_normalisation: (draw) => {
    const channels = draw.size();
    const bias = draw.chance(0.5) ? [draw.tensor([channels])] : [];
    return {
      operands: [
        draw.tensor([draw.size(), channels, ...draw.shape(0, 2)]),
        draw.tensor([channels]),
        draw.tensor(draw.chance(0.5) ? [channels] : []),
        draw.tensor(draw.chance(0.5) ? [channels] : [], 0.5, 2),
        ...bias,
      ],
      attributes: { eps: 0.1, fixed: draw.chance(0.5) },
    };
  },
  attention_scores: (draw) => {
    const batch = draw.shape(0, 2);
    const size = draw.size();
    return {
      operands: [
        draw.tensor([...draw.broadcastable(batch), draw.size(), size]),
        draw.tensor([...draw.broadcastable(batch), draw.size(), size]),
      ],
      attributes: { causal: false },
    };
  },
  simple_recurrence: sequence(1),
  lstm_recurrence: sequence(4),
  gru_recurrence: sequence(3),
  dropout: (draw) => ({
    operands: [draw.tensor(draw.shape())],
    attributes: { rate: 0.4, seed: draw.whole(0, 9), key: "h.dropout[0]" },
  }),
};
