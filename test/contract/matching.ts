// Compares what `nn eval --json` wrote with an expected.json: the rules are in README.md.

/** Largest difference of a number, relative to its tensor's largest magnitude, absolute below 1. */
const tolerance = 1e-12;

/** Names whose presence is compared as well as their content: nothing may be missing, nothing may be too much. */
const compareNames: ReadonlySet<string> = new Set(["values", "gradients"]);

/**
 * What differs, a line each; empty where the actual result has everything that is expected. Below an object with
 * `partial: true` there may be more names than are expected.
 */
export function differences(
  expected: unknown,
  actual: unknown,
  place = "",
  exact = true,
): string[] {
  const at = place || "the result";
  if (typeof expected === "number") {
    return closeEnough(expected, actual, Math.abs(expected))
      ? []
      : [`${at}: expected ${expected}, found ${JSON.stringify(actual)}`];
  }
  if (expected === null || typeof expected !== "object")
    return expected === actual
      ? []
      : [
          `${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`,
        ];
  if (actual === null || typeof actual !== "object")
    return [`${at}: expected an object, found ${JSON.stringify(actual)}`];
  if (isNumbers(expected)) return numbersDiffer(expected, actual, at);
  if (
    Array.isArray(expected) &&
    (!Array.isArray(actual) || actual.length !== expected.length)
  )
    return [`${at}: expected ${expected.length} elements`];
  const name = place.slice(place.lastIndexOf(".") + 1);
  const isExact = exact && property(expected, "partial") !== true;
  return [
    ...(exact && compareNames.has(name)
      ? namesDiffer(expected, actual, at)
      : []),
    ...Object.entries(expected)
      .filter(([key]) => key !== "partial")
      .flatMap(([key, value]) => {
        const inside = place ? `${place}.${key}` : key;
        return differences(value, property(actual, key), inside, isExact);
      }),
  ];
}

function property(object: object, key: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[key];
}

function namesDiffer(expected: object, actual: object, at: string): string[] {
  const unexpected = Object.keys(actual).filter((key) => !(key in expected));
  const missing = Object.keys(expected).filter((key) => !(key in actual));
  return [
    ...unexpected.map((key) => `${at}: ${key} is not expected`),
    ...missing.map((key) => `${at}: ${key} is missing`),
  ];
}

/** Nested arrays of numbers are compared as one tensor. */
function isNumbers(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    leavesOf(value).every((element) => typeof element !== "object")
  );
}

const leavesOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.flatMap(leavesOf) : [value];

/** The nesting without the numbers. */
const nestingOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(nestingOf) : 0;

function numbersDiffer(
  expected: readonly unknown[],
  actual: object,
  at: string,
): string[] {
  const stated = `expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`;
  if (JSON.stringify(nestingOf(expected)) !== JSON.stringify(nestingOf(actual)))
    return [`${at}: ${stated}`];
  const wanted = leavesOf(expected);
  const found = leavesOf(actual);
  const largest = largestOf(wanted);
  const wrong = wanted.findIndex(
    (value, index) => !closeEnough(value, found[index], largest),
  );
  return wrong < 0
    ? []
    : [
        `${at}: element ${wrong} is ${JSON.stringify(found[wrong])}, expected ${JSON.stringify(wanted[wrong])}`,
      ];
}

function largestOf(values: readonly unknown[]): number {
  let largest = 0;
  for (const value of values)
    if (typeof value === "number") largest = Math.max(largest, Math.abs(value));
  return largest;
}

function closeEnough(
  expected: unknown,
  actual: unknown,
  largest: number,
): boolean {
  if (typeof expected !== "number" || typeof actual !== "number")
    return expected === actual;
  return Math.abs(expected - actual) <= tolerance * Math.max(1, largest);
}
