/** `tf.tensor2d` and the like: tensors from numbers, and those that operations of ours make. */
import { boundSize } from "../../../language-server/graph/shape.js";
import { notShared } from "../recording.js";
import {
  anyDtype,
  apply,
  flatten,
  fromNumbers,
  type Tensor,
  tensorOf,
} from "../tensor.js";

/** Gives up where numbers are not of a kind that float64 can stand for. */
function checkDtype(dtype: unknown): void {
  if (dtype === "complex64" || dtype === "string")
    notShared(`tensors of ${dtype}`);
}

/** What is left of numbers that are stored as whole ones or as truth values. */
function stored(numbers: readonly number[], dtype: unknown): readonly number[] {
  if (dtype === "int32") return numbers.map(Math.trunc);
  return dtype === "bool" ? numbers.map((each) => Number(each !== 0)) : numbers;
}

/** With a rank, `tensor2d(values, shape?, dtype?)`; without one, `tensor(values, shape?, dtype?)`. */
function tensor(
  rank: number | undefined,
  values: unknown,
  shape: unknown,
  dtype: unknown,
): Tensor {
  checkDtype(dtype);
  const given = flatten(values);
  const declared =
    shape === undefined || shape === null ? given.shape : shapeOf(shape);
  const fits =
    boundSize(declared) === given.numbers.length &&
    (rank === undefined || declared.length === rank);
  if (!fits) return notShared("tensors that TensorFlow.js refuses to make");
  return fromNumbers(stored(given.numbers, dtype), declared);
}

const shapeOf = (shape: unknown): readonly number[] =>
  Array.isArray(shape) &&
  shape.every((size): size is number => Number.isInteger(size) && size >= 0)
    ? shape
    : notShared("shapes that TensorFlow.js refuses");

/** The numbers of a result, as a value from outside: what gradients can be taken of. */
const asInput = (made: Tensor): Tensor =>
  fromNumbers(made.dataSync(), made.shape);

const full = (operation: string, shape: unknown, dtype: unknown): Tensor => {
  checkDtype(dtype);
  const sizes = shapeOf(shape);
  if (sizes.includes(0)) notShared("tensors without elements");
  return asInput(apply(operation, [], { shape: sizes }));
};

function range(start: number, stop: number, step = 1): Tensor {
  const count = Math.ceil((stop - start) / step);
  if (!(count > 0)) return notShared("tensors without elements");
  const numbers = apply("arange", [], { n: count });
  const scaled = apply("multiply", [numbers, tensorOf(step)]);
  return asInput(apply("add", [scaled, tensorOf(start)]));
}

function eye(rows: number, columns = rows, batch?: unknown): Tensor {
  if (batch !== undefined) notShared("eye of a batch");
  const square = apply("eye", [], { n: Math.max(rows, columns) });
  const subscripts = [
    [0, rows, 1],
    [0, columns, 1],
  ];
  return asInput(
    rows === columns ? square : apply("index", [square], { subscripts }),
  );
}

const ofRank =
  (rank: number) =>
  (values: unknown, shape?: unknown, dtype?: unknown): Tensor =>
    tensor(rank, values, shape, dtype);

export const create = {
  tensor: (values: unknown, shape?: unknown, dtype?: unknown) =>
    tensor(undefined, values, shape, dtype),
  scalar: (value: unknown, dtype?: unknown) =>
    tensor(0, value, undefined, dtype),
  tensor1d: (values: unknown, dtype?: unknown) =>
    tensor(1, values, undefined, dtype),
  tensor2d: ofRank(2),
  tensor3d: ofRank(3),
  tensor4d: ofRank(4),
  tensor5d: ofRank(5),
  tensor6d: ofRank(6),
  zeros: (shape: unknown, dtype?: unknown) => full("zeros", shape, dtype),
  ones: (shape: unknown, dtype?: unknown) => full("ones", shape, dtype),
  zerosLike: (x: unknown) => full("zeros", tensorOf(x).shape, anyDtype),
  onesLike: (x: unknown) => full("ones", tensorOf(x).shape, anyDtype),
  fill: (shape: unknown, value: unknown, dtype?: unknown) => {
    checkDtype(dtype);
    const made = apply("broadcast_to", [tensorOf(value)], {
      shape: shapeOf(shape),
    });
    return asInput(made);
  },
  range,
  eye,
  linspace: (lo: number, hi: number, n: number) =>
    asInput(apply("linspace", [], { lo, hi, n })),
};
