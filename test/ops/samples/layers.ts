/** Random inputs of what the layers are made of. */
import type { Attributes } from "../../../language-server/graph/graph.js";
import type { Draw } from "../draw.js";
import type { Tensor } from "../run-operation.js";
import type { Sample, SampleMaker } from "./sample.js";

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

export const layers: Readonly<Record<string, SampleMaker>> = {
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
  attention_weights: (draw) => {
    const batch = draw.shape(0, 2);
    const size = draw.size();
    return {
      operands: [
        draw.tensor([...draw.broadcastable(batch), draw.size(), size]),
        draw.tensor([...draw.broadcastable(batch), draw.size(), size]),
      ],
      attributes: { causal: draw.chance(0.5) },
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
