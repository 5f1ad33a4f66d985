/** Sums and products: `sum`, `mean`, `prod`, `logsumexp`. */
import type { Operation } from "../operation.js";
import { addTo, reduction, type VectorFunction } from "./build.js";

/** From the first element to the last. */
export const sumOf: VectorFunction = (values, start, stride, count) => {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += stride)
    total += values[at] ?? 0;
  return total;
};

const sum = reduction({
  name: "sum",
  summary: "The sum of the elements.",
  formula: "Σ xᵢ",
  forward: sumOf,
  derivative: { local: "1", contribution: "{up}, for every element" },
  gradient: (_values, gradient, start, stride, count, _out, upstream) => {
    for (let i = 0, at = start; i < count; i++, at += stride)
      addTo(gradient, at, upstream);
  },
});

const mean = reduction({
  name: "mean",
  summary: "The mean of the elements.",
  formula: "1/N · Σ xᵢ",
  forward: (values, start, stride, count, attributes) =>
    sumOf(values, start, stride, count, attributes) / count,
  derivative: { local: "1/{N}", contribution: "{up} / {N}, for every element" },
  gradient: (_values, gradient, start, stride, count, _out, upstream) => {
    const share = upstream / count;
    for (let i = 0, at = start; i < count; i++, at += stride)
      addTo(gradient, at, share);
  },
});

const prod = reduction({
  name: "prod",
  summary: "The product of the elements.",
  formula: "Π xᵢ",
  forward: (values, start, stride, count) => {
    let product = 1;
    for (let i = 0, at = start; i < count; i++, at += stride)
      product *= values[at] ?? 0;
    return product;
  },
  derivative: {
    local: "{out} / {0}",
    contribution: "{up} · the product of the other elements",
  },
  // Without a zero the other elements' product is out / x; with one only that element has a derivative, with more none.
  gradient: (values, gradient, start, stride, count, out, upstream) => {
    let zeros = 0;
    let others = 1;
    for (let i = 0, at = start; i < count; i++, at += stride) {
      const value = values[at] ?? 0;
      if (value === 0) zeros++;
      else others *= value;
    }
    if (zeros > 1) return;
    for (let i = 0, at = start; i < count; i++, at += stride) {
      const value = values[at] ?? 0;
      if (zeros === 0) addTo(gradient, at, (upstream * out) / value);
      else if (value === 0) addTo(gradient, at, upstream * others);
    }
  },
});

/** The largest element; NaN where there is one. */
export function largestOf(
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
): number {
  let largest = -Infinity;
  for (let i = 0, at = start; i < count; i++, at += stride)
    largest = Math.max(largest, values[at] ?? 0);
  return largest;
}

/** ln Σ e^(x − shift): with the largest element as shift no exponential overflows. */
export function logSumOfShifted(
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
  shift: number,
): number {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += stride)
    total += Math.exp((values[at] ?? 0) - shift);
  return Math.log(total);
}

const logsumexp = reduction({
  name: "logsumexp",
  summary: "The logarithm of the sum of exponentials, without overflow.",
  formula: "ln Σ e^xᵢ",
  forward: (values, start, stride, count) => {
    const largest = largestOf(values, start, stride, count);
    if (Math.abs(largest) === Infinity) return largest;
    return largest + logSumOfShifted(values, start, stride, count, largest);
  },
  derivative: {
    local: "e^({0} − {out})",
    contribution: "{up} · softmax({0})",
  },
  gradient: (values, gradient, start, stride, count, out, upstream) => {
    for (let i = 0, at = start; i < count; i++, at += stride)
      addTo(gradient, at, upstream * Math.exp((values[at] ?? 0) - out));
  },
});

export const sums: readonly Operation[] = [sum, mean, prod, logsumexp];
