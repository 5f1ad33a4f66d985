/** Shapes of tensors: lists of dimensions, outermost first. A scalar has shape `[]`. */
import {
  type Dimension,
  type DimensionBindings,
  evaluateDimension,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
  sameDimension,
} from "./dimension.js";

export type Shape = readonly Dimension[];

/** A shape whose every dimension is a number of elements. */
export type BoundShape = readonly number[];

export const scalarShape: BoundShape = [];

/** `[]`, `[3, 4]`, `[batch, 10]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.map(formatDimension).join(", ")}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return (
    a.length === b.length &&
    a.every((dimension, axis) => sameDimension(dimension, b[axis] ?? 0))
  );
}

/** Whether no binding of the names can make the two shapes equal. */
export function shapesProvablyDiffer(a: Shape, b: Shape): boolean {
  return (
    a.length !== b.length ||
    a.some((dimension, axis) => provablyDiffer(dimension, b[axis] ?? 0))
  );
}

/** The number of elements, symbolic where the shape is. */
export function sizeOf(shape: Shape): Dimension {
  return shape.reduce<Dimension>(multiplyDimensions, 1);
}

/** The number of elements of a bound shape. Not limited: check it before allocating. */
export function boundSize(shape: BoundShape): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

/** The shape in numbers; `undefined` where a dimension is not bound or not whole. */
export function bindShape(
  shape: Shape,
  bindings: DimensionBindings,
): BoundShape | undefined {
  const bound: number[] = [];
  for (const dimension of shape) {
    const size = evaluateDimension(dimension, bindings);
    if (size === undefined) return undefined;
    bound.push(size);
  }
  return bound;
}

export function isBound(shape: Shape): shape is BoundShape {
  return shape.every((dimension) => typeof dimension === "number");
}

/** Two operands whose shapes cannot be broadcast together, and the axes (from the front of each) that disagree. */
export interface BroadcastDisagreement {
  readonly operands: readonly [number, number];
  readonly axes: readonly [number, number];
}

/**
 * NumPy's broadcasting: shapes are aligned at their last dimension, and 1 stretches. Dimensions that might be equal
 * pass; the result then takes the one that is a number, as the only one that the other could be stretched or equal to.
 */
export function broadcastShapes(
  shapes: readonly Shape[],
): Shape | BroadcastDisagreement {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: Dimension[] = [];
  for (let fromEnd = rank; fromEnd >= 1; fromEnd--) {
    let chosen: Dimension = 1;
    let chosenBy = -1;
    for (const [operand, shape] of shapes.entries()) {
      const axis = shape.length - fromEnd;
      const dimension = shape[axis];
      if (axis < 0 || dimension === undefined || dimension === 1) continue;
      if (chosenBy < 0 || chosen === 1) {
        chosen = dimension;
        chosenBy = operand;
        continue;
      }
      if (sameDimension(chosen, dimension)) continue;
      if (differUnlessOne(chosen, dimension))
        return {
          operands: [chosenBy, operand],
          axes: [(shapes[chosenBy]?.length ?? 0) - fromEnd, axis],
        };
      if (typeof dimension === "number") {
        chosen = dimension;
        chosenBy = operand;
      }
    }
    result.push(chosen);
  }
  return result;
}

/** Whether two dimensions cannot be equal, nor either of them be 1 (which would stretch). */
function differUnlessOne(a: Dimension, b: Dimension): boolean {
  return provablyDiffer(a, b) && provablyDiffer(a, 1) && provablyDiffer(b, 1);
}

export function isDisagreement(
  result: Shape | BroadcastDisagreement,
): result is BroadcastDisagreement {
  return "operands" in result;
}
