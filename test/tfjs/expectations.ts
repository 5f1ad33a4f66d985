/** Jasmine's `expect` and TensorFlow.js's comparisons of arrays, as far as the shared cases use them. */
import { expect as vitestExpect } from "vitest";
import { NotShared, notShared } from "./recording.js";
import { anyDtype, flatten, isTensor } from "./tensor.js";

type Matchers = Readonly<Record<string, unknown>>;

/** What TensorFlow.js allows for numbers of 32 bits, which is what its tests are written with. */
const epsilon = 1e-3;

export function expect(actual?: unknown): unknown {
  // What is expected of a dtype says nothing of us.
  if (actual === anyDtype) return new Proxy({}, { get: () => () => undefined });
  const matchers = vitestExpect(actual) as unknown as Matchers;
  const throws = (): void => {
    expectThrow(actual);
  };
  const own: Matchers = {
    nothing: () => undefined,
    toEqual: (wanted: unknown) => {
      vitestExpect(plain(actual)).toEqual(plain(wanted));
    },
    toThrow: throws,
    toThrowError: throws,
    toBeTrue: () => {
      vitestExpect(actual).toBe(true);
    },
    toBeFalse: () => {
      vitestExpect(actual).toBe(false);
    },
  };
  return new Proxy(own, {
    get: (target, name): unknown =>
      Reflect.get(target, name) ?? (Reflect.get(matchers, name) as unknown),
  });
}

/** Arrays of every kind are lists of numbers. */
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? flatten(value).numbers : value;

/** Any exception will do: our messages are others. */
function expectThrow(run: unknown): void {
  if (typeof run !== "function")
    throw new Error("There is nothing that could throw.");
  try {
    const result = (run as () => unknown)();
    // Some of our operations look at their operands' values when they run.
    if (isTensor(result)) result.dataSync();
  } catch (error) {
    if (error instanceof NotShared) throw error;
    return;
  }
  throw new Error("Nothing was thrown.");
}

export function expectArraysClose(
  actual: unknown,
  expected: unknown,
  allowed: number = epsilon,
): void {
  const [a, b] = [numbersOf(actual), numbersOf(expected)];
  if (a.length !== b.length)
    throw new Error(`${a.length} numbers instead of ${b.length}.`);
  for (const [index, wanted] of b.entries()) {
    const found = a[index] ?? NaN;
    if (!isClose(found, wanted, allowed))
      throw new Error(`[${index}] is ${found}, expected ${wanted}.`);
  }
}

/** TensorFlow.js's comparison; but NaN and the infinities are themselves only. */
const isClose = (a: number, b: number, allowed: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= allowed;

const numbersOf = (value: unknown): readonly number[] => flatten(value).numbers;

/** The bindings of `../test_util`. */
export const testUtil: Readonly<Record<string, unknown>> = {
  expectArraysClose,
  expectArraysEqual: (actual: unknown, expected: unknown) => {
    expectArraysClose(actual, expected, 0);
  },
  expectNumbersClose: expectArraysClose,
  TEST_EPSILON_FLOAT16: 0.1,
  expectValuesInRange: () => notShared("random numbers"),
};
