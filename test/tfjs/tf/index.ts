/** The `tf` that the tests are given: what TensorFlow.js and the language share, and nothing else. */
import { gradients } from "../gradients.js";
import { notShared } from "../recording.js";
import { isTensor, methods, Tensor } from "../tensor.js";
import { convolutions } from "./convolutions.js";
import { create } from "./create.js";
import { elementwise } from "./elementwise.js";
import { matrices } from "./matrices.js";
import { poolingAndNorms } from "./pooling.js";
import { reductions } from "./reductions.js";
import { shaping } from "./shaping.js";

const operations = {
  ...elementwise,
  ...reductions,
  ...matrices,
  ...shaping,
  ...convolutions,
  ...poolingAndNorms,
};

for (const [name, operation] of Object.entries(operations))
  methods.set(name, operation as (...operands: unknown[]) => unknown);
for (const [rank, name] of [
  "asScalar",
  "as1D",
  "as2D",
  "as3D",
  "as4D",
].entries())
  methods.set(name, (x, ...sizes) =>
    shaping.reshape(x, rank === 1 ? [-1] : (sizes as number[])),
  );
methods.set("flatten", (x) => shaping.reshape(x, [-1]));
methods.set("zerosLike", create.zerosLike);
methods.set("onesLike", create.onesLike);
methods.set("where", (x, condition, other) =>
  elementwise.where(condition, x, other),
);
methods.set("toFloat", (x) => elementwise.clone(x));
methods.set("reshapeAs", (x, other) =>
  shaping.reshape(x, isTensor(other) ? other.shape : []),
);

const shared: Readonly<Record<string, unknown>> = {
  ...create,
  ...operations,
  ...gradients,
  Tensor,
  getBackend: () => "nn",
  /** Its tests are written for floats of 32 bits, and ours are more precise. */
  backend: () => ({ floatPrecision: () => 32, epsilon: () => 1e-7 }),
  /** Nothing needs to be freed. */
  tidy: (...given: readonly unknown[]): unknown => {
    const run = given.find((each) => typeof each === "function");
    return run === undefined ? undefined : (run as () => unknown)();
  },
  keep: (tensor: unknown): unknown => tensor,
  dispose: (): void => undefined,
};

/** Whatever else is asked for gives the case up. */
export const tf: unknown = new Proxy(shared, {
  get: (target, name): unknown =>
    typeof name === "symbol" || name in target
      ? Reflect.get(target, name)
      : notShared(`tf.${name}`),
});
