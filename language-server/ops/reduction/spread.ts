/** How far elements lie from their mean or from 0: `var`, `std`, `norm`. */
import type { Attributes } from "../../graph/graph.js";
import type { FormalArgument, Operation } from "../operation.js";
import { addTo, reduction, type VectorFunction } from "./build.js";
import { sumOf } from "./sums.js";

const unbiased: FormalArgument = {
  name: "unbiased",
  kind: "switch",
  default: false,
  named: true,
  summary: "Whether to divide by N − 1 instead of N.",
};

const degrees = (count: number, attributes: Attributes): number =>
  attributes["unbiased"] === true ? count - 1 : count;

/** Two passes: the mean first, so that a large mean does not cancel the digits of the deviations. */
const varianceOf: VectorFunction = (
  values,
  start,
  stride,
  count,
  attributes,
) => {
  const mean = sumOf(values, start, stride, count, attributes) / count;
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += stride) {
    const deviation = (values[at] ?? 0) - mean;
    total += deviation * deviation;
  }
  return total / degrees(count, attributes);
};

const variance = reduction({
  name: "var",
  summary: "The variance: the mean square of the deviations from the mean.",
  formula: "1/N · Σ (xᵢ − x̄)²",
  parameters: [unbiased],
  forward: varianceOf,
  derivative: {
    local: "2/{N} · ({0} − mean({0}))",
    localOfAttributes: (attributes) =>
      attributes["unbiased"] === true
        ? "2/({N} − 1) · ({0} − mean({0}))"
        : undefined,
  },
  gradient: (
    values,
    gradient,
    start,
    stride,
    count,
    _out,
    upstream,
    attributes,
  ) => {
    const mean = sumOf(values, start, stride, count, attributes) / count;
    const factor = (2 * upstream) / degrees(count, attributes);
    for (let i = 0, at = start; i < count; i++, at += stride)
      addTo(gradient, at, factor * ((values[at] ?? 0) - mean));
  },
});

const deviation = reduction({
  name: "std",
  summary: "The standard deviation: the square root of the variance.",
  formula: "√(1/N · Σ (xᵢ − x̄)²)",
  parameters: [unbiased],
  forward: (values, start, stride, count, attributes) =>
    Math.sqrt(varianceOf(values, start, stride, count, attributes)),
  derivative: {
    local: "({0} − mean({0})) / ({N} · {out})",
    localOfAttributes: (attributes) =>
      attributes["unbiased"] === true
        ? "({0} − mean({0})) / (({N} − 1) · {out})"
        : undefined,
    convention: "where all elements are equal std′ = 0",
  },
  gradient: (
    values,
    gradient,
    start,
    stride,
    count,
    out,
    upstream,
    attributes,
  ) => {
    if (out === 0) return;
    const mean = sumOf(values, start, stride, count, attributes) / count;
    const factor = upstream / (degrees(count, attributes) * out);
    for (let i = 0, at = start; i < count; i++, at += stride)
      addTo(gradient, at, factor * ((values[at] ?? 0) - mean));
  },
  kink: (_values, _start, _stride, _count, out) => out === 0,
});

const order = (attributes: Attributes): number => {
  const { p } = attributes;
  return typeof p === "number" ? p : 2;
};

const normOf: VectorFunction = (values, start, stride, count, attributes) => {
  const p = order(attributes);
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += stride) {
    const size = Math.abs(values[at] ?? 0);
    if (p === Infinity) total = Math.max(total, size);
    else total += p === 1 ? size : p === 2 ? size * size : Math.pow(size, p);
  }
  if (p === 2) return Math.sqrt(total);
  return p === 1 || p === Infinity ? total : Math.pow(total, 1 / p);
};

const norm = reduction({
  name: "norm",
  summary: "The vector norm of all reduced elements.",
  formula: "(Σ |xᵢ|ᵖ)^(1/p)",
  parameters: [
    {
      name: "p",
      kind: "number",
      default: 2,
      summary: "The order, at least 1; inf takes the largest size.",
    },
  ],
  refuse: (attributes) => {
    const p = order(attributes);
    if (p >= 1) return undefined;
    return {
      mismatch: `A norm needs p ≥ 1, and p is ${p}`,
      code: "invalid-argument",
    };
  },
  forward: normOf,
  derivative: {
    local: "sign({0}) · |{0}|^(p − 1) / {out}^(p − 1)",
    localOfAttributes: (attributes) => {
      const p = order(attributes);
      if (p === 2) return "{0} / {out}";
      if (p === 1) return "sign({0})";
      if (p === Infinity) return "sign({0}) where |{0}| is the largest, else 0";
      return "sign({0}) · |{0}|^({p} − 1) / {out}^({p} − 1)";
    },
    convention: "norm′ = 0 where all elements are 0",
    conventionOfAttributes: (attributes) => {
      const p = order(attributes);
      if (p === 1) return "where an element is 0 its derivative is 0";
      return p === Infinity
        ? "norm′ = 0 where all elements are 0, otherwise a tie splits the gradient evenly among the largest"
        : undefined;
    },
  },
  gradient: (
    values,
    gradient,
    start,
    stride,
    count,
    out,
    upstream,
    attributes,
  ) => {
    if (out === 0) return;
    const p = order(attributes);
    const largest =
      p === Infinity ? countOfSize(values, start, stride, count, out) : 1;
    for (let i = 0, at = start; i < count; i++, at += stride) {
      const value = values[at] ?? 0;
      addTo(gradient, at, (upstream * normSlope(value, out, p)) / largest);
    }
  },
  kink: (values, start, stride, count, out, attributes) => {
    const p = order(attributes);
    if (out === 0) return true;
    if (p === 1) return countOfSize(values, start, stride, count, 0) > 0;
    return p === Infinity && countOfSize(values, start, stride, count, out) > 1;
  },
});

/** ∂‖x‖ₚ/∂x of one element; at p = ∞ its share before a tie is split. */
function normSlope(value: number, out: number, p: number): number {
  if (p === 2) return value / out;
  const size = Math.abs(value);
  if (p === Infinity) return size === out ? Math.sign(value) : 0;
  return p === 1
    ? Math.sign(value)
    : Math.sign(value) * Math.pow(size / out, p - 1);
}

function countOfSize(
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
  size: number,
): number {
  let equal = 0;
  for (let i = 0, at = start; i < count; i++, at += stride)
    if (Math.abs(values[at] ?? 0) === size) equal++;
  return equal;
}

export const spreads: readonly Operation[] = [variance, deviation, norm];
