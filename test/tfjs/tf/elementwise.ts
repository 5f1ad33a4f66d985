/** Elementwise functions and operators, under TensorFlow.js's names. */
import { notShared } from "../recording.js";
import { apply, type Tensor, tensorOf, tensorsOf } from "../tensor.js";

const unary = (operation: string) => (x: unknown) =>
  apply(operation, [tensorOf(x)]);

const binary = (operation: string) => (a: unknown, b: unknown) =>
  apply(operation, [tensorOf(a), tensorOf(b)]);

const power = binary("power");
const divide = binary("divide");
const negate = unary("negate");

function where(condition: unknown, a: unknown, b: unknown): Tensor {
  const operands = [condition, a, b].map(tensorOf);
  return apply("where", operands);
}

const clip = (x: unknown, lo: unknown, hi: unknown): Tensor =>
  apply("clip", [tensorOf(x)], { lo: Number(lo), hi: Number(hi) });

export const elementwise = {
  abs: unary("abs"),
  sign: unary("sign"),
  exp: unary("exp"),
  log: unary("log"),
  sqrt: unary("sqrt"),
  sin: unary("sin"),
  cos: unary("cos"),
  tan: unary("tan"),
  asin: unary("asin"),
  acos: unary("acos"),
  atan: unary("atan"),
  erf: unary("erf"),
  tanh: unary("tanh"),
  sigmoid: unary("sigmoid"),
  relu: unary("relu"),
  relu6: (x: unknown) => clip(x, 0, 6),
  leakyRelu: (x: unknown, slope = 0.2) =>
    apply("leaky_relu", [tensorOf(x)], { slope }),
  elu: unary("elu"),
  selu: unary("selu"),
  softplus: unary("softplus"),
  logSigmoid: (x: unknown) => negate(apply("softplus", [negate(x)])),
  step: (x: unknown, below = 0) =>
    below === 0
      ? apply("step", [tensorOf(x)])
      : notShared("steps up from another number than 0"),
  floor: unary("floor"),
  ceil: unary("ceil"),
  round: unary("round"),
  neg: negate,
  square: (x: unknown) => power(x, 2),
  reciprocal: (x: unknown) => divide(1, x),
  rsqrt: (x: unknown) => divide(1, apply("sqrt", [tensorOf(x)])),
  clipByValue: clip,
  clone: unary("identity"),
  cast: (x: unknown, dtype: unknown) =>
    dtype === "float32"
      ? apply("identity", [tensorOf(x)])
      : notShared("conversions between kinds of numbers"),
  add: binary("add"),
  sub: binary("subtract"),
  mul: binary("multiply"),
  div: divide,
  floorDiv: (a: unknown, b: unknown) => apply("floor", [divide(a, b)]),
  pow: power,
  squaredDifference: (a: unknown, b: unknown) =>
    power(apply("subtract", [tensorOf(a), tensorOf(b)]), 2),
  minimum: binary("minimum"),
  maximum: binary("maximum"),
  addN: (tensors: unknown) =>
    tensorsOf(tensors).reduce((sum, each) => apply("add", [sum, each])),
  equal: binary("equal"),
  notEqual: binary("not_equal"),
  less: binary("less"),
  lessEqual: binary("less_equal"),
  greater: binary("greater"),
  greaterEqual: binary("greater_equal"),
  where,
};
