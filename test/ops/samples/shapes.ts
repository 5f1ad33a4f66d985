/** Random inputs of products, shaping, indexing, selection and creation. */
import type { Attributes } from "../../../language-server/graph/graph.js";
import { boundSize } from "../../../language-server/graph/shape.js";
import type { Draw } from "../draw.js";
import type { Sample, SampleMaker } from "./sample.js";

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

const noOperands =
  (attributes: (draw: Draw) => Attributes) =>
  (draw: Draw): Sample => ({ operands: [], attributes: attributes(draw) });

export const shapes: Readonly<Record<string, SampleMaker>> = {
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
};
