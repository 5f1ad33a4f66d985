/**
 * Whether a network's `expect` statements hold for the values that were computed (reference, section 8). Plain data,
 * from which the JSON form, the hints and the diagnostics are made; the words are in check-problems.ts.
 */
import type { Check, Graph, NodeId } from "../graph/graph.js";
import { type BoundShape, sameShape } from "../graph/shape.js";

/**
 * `truncated`: a `≈` that fails only because every failing number was cut off instead of rounded. `not-evaluated`: there
 * are no values, or the two sides' shapes, known only by now, do not fit.
 */
export type CheckStatus = "passed" | "failed" | "truncated" | "not-evaluated";

/** A computed value, row-major. */
export interface CheckedValue {
  readonly shape: BoundShape;
  readonly data: Float64Array;
}

/** The first element for which a check does not hold. */
export interface FailingElement {
  /** Its index in the row-major order of the left side. */
  readonly element: number;
  readonly actual: number;
  readonly expected: number;
  /** The largest difference that would have held, where one is written or follows from the decimals written. */
  readonly tolerance?: number;
}

export interface CheckResult {
  readonly status: CheckStatus;
  /** The left side; absent where there are no values, and above `mostActualElements`. */
  readonly actual?: CheckedValue;
  /** Where the status is `failed` or `truncated`. */
  readonly failing?: FailingElement;
  /** For how many elements the check does not hold. */
  readonly failures: number;
  /** Their indices, in order; the first `mostFailingElements` of them. */
  readonly failingElements: readonly number[];
  /** Whether a `≈ 0` holds for a number that is not 0, which says little. */
  readonly saysLittle: boolean;
  /** The shapes of the two sides where they turned out not to fit. */
  readonly shapes?: readonly [BoundShape, BoundShape];
}

/** Results carry the left side up to this many elements. */
export const mostActualElements = 10_000;
export const mostFailingElements = 256;

const notEvaluated: CheckResult = {
  status: "not-evaluated",
  failures: 0,
  failingElements: [],
  saysLittle: false,
};

/** One result for each of the graph's checks, in order. `valueOf` is undefined for a node without a value. */
export function evaluateChecks(
  { checks }: Graph,
  valueOf: (node: NodeId) => CheckedValue | undefined,
): CheckResult[] {
  return checks.map((check) => {
    const left = check.left === undefined ? undefined : valueOf(check.left);
    const right = check.right === undefined ? undefined : valueOf(check.right);
    return left && right ? evaluateCheck(check, left, right) : notEvaluated;
  });
}

/** The results where there are no values at all: every check is `not-evaluated`. */
export function checksWithoutValues({ checks }: Graph): CheckResult[] {
  return checks.map(() => notEvaluated);
}

function evaluateCheck(
  check: Check,
  left: CheckedValue,
  right: CheckedValue,
): CheckResult {
  const isScalar = right.shape.length === 0;
  if (!isScalar && !sameShape(left.shape, right.shape))
    return { ...notEvaluated, shapes: [left.shape, right.shape] };
  let failing: FailingElement | undefined;
  const failingElements: number[] = [];
  let failures = 0;
  let cutOff = 0;
  let saysLittle = false;
  for (const [element, actual] of left.data.entries()) {
    const index = isScalar ? 0 : element;
    const expected = right.data[index] ?? NaN;
    const tolerance = toleranceOf(check, index, actual, expected);
    const allowed = tolerance * (hasWrittenTolerance(check) ? leeway : 1);
    if (holds(check.relation, actual, expected, allowed)) {
      saysLittle ||=
        isPrecision(check) &&
        tolerance >= 0.5 &&
        expected === 0 &&
        actual !== 0;
      continue;
    }
    failures++;
    if (failures <= mostFailingElements) failingElements.push(element);
    if (isPrecision(check) && isCutOff(actual, expected, 2 * tolerance))
      cutOff++;
    failing ??= {
      element,
      actual,
      expected,
      ...(hasWrittenTolerance(check) && { tolerance }),
    };
  }
  return {
    status: statusOf(failures, cutOff),
    ...(left.data.length <= mostActualElements && {
      // A copy: the value itself may be a view into memory that is used again.
      actual: { shape: left.shape, data: left.data.slice() },
    }),
    ...(failing && { failing }),
    failures,
    failingElements,
    saysLittle: saysLittle && failures === 0,
  };
}

function statusOf(failures: number, cutOff: number): CheckStatus {
  if (failures === 0) return "passed";
  return failures === cutOff ? "truncated" : "failed";
}

/** Whether the right side's own decimals say how exact the check is. */
const isPrecision = ({ relation, tolerance }: Check): boolean =>
  relation === "≈" && tolerance === undefined;

/** Written tolerances and half units hold up to this many times themselves: 0.625 is within 0.005 of 0.62. */
const leeway = 1 + 1e-9;

/** Whether a tolerance is written, or follows from the decimals written. */
const hasWrittenTolerance = (check: Check): boolean =>
  check.relation === "≈" || check.tolerance !== undefined;

function toleranceOf(
  { relation, tolerance, halfUnits }: Check,
  index: number,
  actual: number,
  expected: number,
): number {
  if (tolerance !== undefined) return tolerance;
  if (relation === "≈") return halfUnits?.[index] ?? 0;
  return Math.max(1e-12, 1e-9 * Math.max(Math.abs(actual), Math.abs(expected)));
}

function holds(
  relation: Check["relation"],
  actual: number,
  expected: number,
  tolerance: number,
): boolean {
  switch (relation) {
    case "==":
    case "≈":
      return isWithin(actual, expected, tolerance);
    case "!=":
      return !isWithin(actual, expected, tolerance);
    case "<":
      return actual < expected;
    case "<=":
      return actual <= expected;
    case ">":
      return actual > expected;
    case ">=":
      return actual >= expected;
  }
}

/** Equal infinities are equal, an infinity and a finite number never are, and NaN equals nothing. */
function isWithin(
  actual: number,
  expected: number,
  tolerance: number,
): boolean {
  if (actual === expected) return true;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return false;
  return Math.abs(actual - expected) <= tolerance;
}

/**
 * Whether `expected` is `actual` with its further digits cut off: towards zero, by less than one unit. A zero cannot have
 * been cut off, and 0.7 is no 0.6 although their difference in binary is less than 0.1.
 */
function isCutOff(actual: number, expected: number, unit: number): boolean {
  if (expected === 0 || Math.sign(actual) !== Math.sign(expected)) return false;
  const missing = Math.abs(actual) - Math.abs(expected);
  return missing > 0 && missing < unit / leeway;
}
