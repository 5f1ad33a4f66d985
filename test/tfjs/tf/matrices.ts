/** Products of matrices and vectors, under TensorFlow.js's names. */
import { apply, type Tensor, tensorOf } from "../tensor.js";

/** The last two axes exchanged. */
function turned(x: Tensor): Tensor {
  const axes = [...x.shape.keys()];
  return apply("transpose", [x], {
    axes: [...axes.slice(0, -2), ...axes.slice(-2).reverse()],
  });
}

export const matrices = {
  matMul: (a: unknown, b: unknown, turnA = false, turnB = false) => {
    const [left, right] = [tensorOf(a), tensorOf(b)];
    return apply("matmul", [
      turnA ? turned(left) : left,
      turnB ? turned(right) : right,
    ]);
  },
  dot: (a: unknown, b: unknown) => {
    const operands = [tensorOf(a), tensorOf(b)];
    const areVectors = operands.every(({ rank }) => rank === 1);
    return apply(areVectors ? "dot" : "matmul", operands);
  },
  outerProduct: (a: unknown, b: unknown) =>
    apply("outer", [tensorOf(a), tensorOf(b)]),
};
