/** `softmax` and `log_softmax` along one axis, shifted by the largest element so that no exponential overflows. */
import { acceptedAxis, resolveAxis } from "./axes.js";
import { visitGroupGradients, visitGroups } from "./groups.js";
import type {
  FormalArgument,
  Operation,
  TensorOperation,
} from "./operation.js";
import { largestOf, logSumOfShifted } from "./reduction/sums.js";

const signature: readonly FormalArgument[] = [
  { name: "x", kind: "tensor", summary: "The logits." },
  {
    name: "axis",
    kind: "axis",
    default: -1,
    summary: "The axis along which the results sum to 1; the last by default.",
  },
];

const base = {
  family: "normalising",
  callable: true,
  signature,
  examples: [
    { operands: ["[batch, 10]"] },
    { operands: ["[batch, 2, h, w]"], attributes: { axis: 1 } },
  ],
  kernel: "tensor",
  shape: ([shape = []], { axis }) => {
    const resolved = resolveAxis(axis ?? -1, shape);
    return typeof resolved === "number" ? shape : resolved;
  },
} satisfies Partial<TensorOperation>;

const softmax: TensorOperation = {
  ...base,
  name: "softmax",
  summary: "Turns logits into probabilities: positive numbers that sum to 1.",
  formula: "e^xᵢ / Σⱼ e^xⱼ",
  notation: "softmax({0})",
  derivatives: [
    {
      local: "∂outᵢ/∂xⱼ = outᵢ([i = j] − outⱼ)",
      contribution: "{out}({up} − Σ {up} · {out})",
    },
  ],
  forward: ({ inputs, inputShapes, output, attributes: { axis } }) => {
    const [input = output] = inputs;
    const [shape = []] = inputShapes;
    const axes = [acceptedAxis(axis ?? -1, shape)];
    visitGroups(shape, axes, input, (_group, values, start, stride, count) => {
      const largest = largestOf(values, start, stride, count);
      let total = 0;
      for (let i = 0, at = start; i < count; i++, at += stride) {
        const e = Math.exp((values[at] ?? 0) - largest);
        output[at] = e;
        total += e;
      }
      for (let i = 0, at = start; i < count; i++, at += stride)
        output[at] = (output[at] ?? 0) / total;
    });
    return undefined;
  },
  backward: (call) => {
    const { inputShapes, output, upstream, gradient, attributes } = call;
    const [shape = []] = inputShapes;
    const axes = [acceptedAxis(attributes["axis"] ?? -1, shape)];
    visitGroupGradients(
      shape,
      axes,
      output,
      gradient,
      (_group, out, added, start, stride, count) => {
        let inner = 0;
        for (let i = 0, at = start; i < count; i++, at += stride)
          inner += (upstream[at] ?? 0) * (out[at] ?? 0);
        for (let i = 0, at = start; i < count; i++, at += stride) {
          const share = (out[at] ?? 0) * ((upstream[at] ?? 0) - inner);
          added[at] = (added[at] ?? 0) + share;
        }
      },
    );
  },
};

const logSoftmax: TensorOperation = {
  ...base,
  name: "log_softmax",
  summary: "The logarithm of softmax, exact also where softmax is almost 0.",
  formula: "xᵢ − ln Σⱼ e^xⱼ",
  notation: "log_softmax({0})",
  derivatives: [
    {
      local: "∂outᵢ/∂xⱼ = [i = j] − e^outⱼ",
      contribution: "{up} − e^{out} · Σ {up}",
    },
  ],
  forward: ({ inputs, inputShapes, output, attributes }) => {
    const [input = output] = inputs;
    const [shape = []] = inputShapes;
    const axes = [acceptedAxis(attributes["axis"] ?? -1, shape)];
    visitGroups(shape, axes, input, (_group, values, start, stride, count) => {
      const largest = largestOf(values, start, stride, count);
      const rest = logSumOfShifted(values, start, stride, count, largest);
      // In this order no digits of large logits are lost.
      for (let i = 0, at = start; i < count; i++, at += stride)
        output[at] = (values[at] ?? 0) - largest - rest;
    });
    return undefined;
  },
  backward: (call) => {
    const { inputShapes, output, upstream, gradient, attributes } = call;
    const [shape = []] = inputShapes;
    const axes = [acceptedAxis(attributes["axis"] ?? -1, shape)];
    visitGroupGradients(
      shape,
      axes,
      output,
      gradient,
      (_group, out, added, start, stride, count) => {
        let total = 0;
        for (let i = 0, at = start; i < count; i++, at += stride)
          total += upstream[at] ?? 0;
        for (let i = 0, at = start; i < count; i++, at += stride) {
          const share = (upstream[at] ?? 0) - Math.exp(out[at] ?? 0) * total;
          added[at] = (added[at] ?? 0) + share;
        }
      },
    );
  },
};

export const softmaxes: readonly Operation[] = [softmax, logSoftmax];
