/** Absolute value, sign and rounding. */
import type { Operation } from "../operation.js";
import { unary } from "./build.js";

const abs = unary({
  name: "abs",
  summary: "The absolute value.",
  formula: "|x|",
  notation: "|{0}|",
  forward: Math.abs,
  derivative: {
    at: signOf,
    formula: "sign({0})",
    convention: "abs′(0) = 0",
  },
  kink: (x) => x === 0,
});

const sign = unary({
  name: "sign",
  summary: "−1, 0 or 1, as the operand is negative, zero or positive.",
  formula: "x / |x|, and 0 at 0",
  gate: true,
  forward: signOf,
  derivative: {
    at: () => 0,
    formula: "0",
    convention: "sign′ = 0 everywhere, also at 0 where it jumps",
  },
  kink: (x) => x === 0,
});

const floor = unary({
  name: "floor",
  summary: "The largest whole number that is not above the operand.",
  formula: "⌊x⌋",
  notation: "⌊{0}⌋",
  gate: true,
  forward: Math.floor,
  derivative: {
    at: () => 0,
    formula: "0",
    convention: "floor′ = 0 everywhere, also at whole numbers where it jumps",
  },
  kink: Number.isInteger,
});

const ceil = unary({
  name: "ceil",
  summary: "The smallest whole number that is not below the operand.",
  formula: "⌈x⌉",
  notation: "⌈{0}⌉",
  gate: true,
  forward: Math.ceil,
  derivative: {
    at: () => 0,
    formula: "0",
    convention: "ceil′ = 0 everywhere, also at whole numbers where it jumps",
  },
  kink: Number.isInteger,
});

const round = unary({
  name: "round",
  summary: "The nearest whole number; a half goes to the even one.",
  formula: "round(x)",
  gate: true,
  forward: roundHalfToEven,
  derivative: {
    at: () => 0,
    formula: "0",
    convention: "round′ = 0 everywhere, also at halves where it jumps",
  },
  kink: (x) => Number.isInteger(x - 0.5) && Math.abs(x % 1) === 0.5,
});

/** −1, 0 or 1; 0 of NaN, as in PyTorch. */
export function signOf(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/** IEEE 754 rounding to nearest, ties to even; keeps the sign of zero. */
function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest < 0.5) return below === 0 && x < 0 ? -0 : below;
  if (rest > 0.5) return below === -1 ? -0 : below + 1;
  if (rest !== 0.5) return x;
  const even = below % 2 === 0 ? below : below + 1;
  return even === 0 && x < 0 ? -0 : even;
}

export const roundings: readonly Operation[] = [abs, sign, floor, ceil, round];
