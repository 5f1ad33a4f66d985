/** Random dimensions for property tests: as written, as the product computes them, and by plain arithmetic. */
import fc from "fast-check";
import {
  type Dimension,
  addDimensions,
  divideExactly,
  divideRoundingDown,
  multiplyDimensions,
  namedDimension,
  subtractDimensions,
} from "../../language-server/graph/dimension.js";

export const names = ["batch", "seq", "width"] as const;

export type Written =
  | number
  | string
  | {
      readonly operator: "+" | "-" | "*" | "/" | "floor";
      readonly left: Written;
      readonly right: Written;
    };

const leaf: fc.Arbitrary<Written> = fc.oneof(
  fc.integer({ min: 1, max: 6 }),
  fc.constantFrom(...names),
);

export const written: fc.Arbitrary<Written> = fc.letrec<{ tree: Written }>(
  (tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.record({
        operator: fc.constantFrom("+", "-", "*", "/", "floor"),
        left: tie("tree"),
        right: tie("tree"),
      }),
    ),
  }),
).tree;

/** A size from 1 for each name. */
export const bindings: fc.Arbitrary<ReadonlyMap<string, number>> = fc
  .tuple(...names.map(() => fc.integer({ min: 1, max: 8 })))
  .map((sizes) => new Map(names.map((name, i) => [name, sizes[i] ?? 1])));

/** What the product makes of it; `undefined` where a division cannot come out. */
export function symbolic(tree: Written): Dimension | undefined {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return namedDimension(tree);
  const left = symbolic(tree.left);
  const right = symbolic(tree.right);
  if (left === undefined || right === undefined) return undefined;
  switch (tree.operator) {
    case "+":
      return addDimensions(left, right);
    case "-":
      return subtractDimensions(left, right);
    case "*":
      return multiplyDimensions(left, right);
    case "/":
      return divideExactly(left, right);
    case "floor":
      return divideRoundingDown(left, right);
  }
}

/** Its size with numbers for the names; `undefined` where a division does not come out. Zero has no sign. */
export function computed(
  tree: Written,
  sizes: ReadonlyMap<string, number>,
): number | undefined {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return sizes.get(tree);
  const left = computed(tree.left, sizes);
  const right = computed(tree.right, sizes);
  if (left === undefined || right === undefined) return undefined;
  switch (tree.operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right + 0;
    case "/":
      return right !== 0 && left % right === 0 ? left / right + 0 : undefined;
    case "floor":
      return right === 0 ? undefined : Math.floor(left / right) + 0;
  }
}

/** As a program writes it. */
export function spelled(tree: Written): string {
  if (typeof tree !== "object") return String(tree);
  const left = spelled(tree.left);
  const right = spelled(tree.right);
  return tree.operator === "floor"
    ? `floor((${left}) / (${right}))`
    : `((${left}) ${tree.operator} (${right}))`;
}
