/** A line with an arrow's head, its value above and its gradient below: wires, and the weights of open dense layers. */
import type { VNode } from "preact";
import type {
  ElementQuantity,
  Quantity,
} from "../../../../language-server/graph/graph-model.js";
import type { Point, Rectangle } from "../layout/geometry.js";
import { numberRoom } from "../layout/wire-label.js";
import {
  type GradientLook,
  lookClass,
  lookOf,
  scaleSteps,
} from "../style/gradient-scale.js";
import { shortened } from "../text/printable.js";
import { Line } from "./text-lines.js";
import { cutShort, headAt, pathThrough, rounded } from "./path.js";

export interface WireLineProps {
  readonly points: readonly Point[];
  /** Absent where there is no room for numbers, or they are too small to be read. */
  readonly label?: Rectangle | undefined;
  /** Characters that fit into the label. */
  readonly room?: number | undefined;
  readonly value?: Quantity | ElementQuantity | undefined;
  readonly gradient?: Quantity | ElementQuantity | undefined;
  readonly head?: boolean;
}

/** The colour is its parent's, which has the class `wireClass` of the same numbers. */
export function WireLine({
  points,
  label,
  room = numberRoom,
  value,
  gradient,
  head = true,
}: WireLineProps): VNode {
  const width = widthOf(lookOf(gradient, value));
  const headLength = 6 + width;
  return (
    <>
      <path
        class="line"
        d={pathThrough(head ? cutShort(points, headLength / 2) : points)}
      />
      {head && (
        <path class="head" d={headAt(points, headLength, headLength - 1)} />
      )}
      {label && value && (
        <Line
          text={shortened(value.text, room)}
          role="value"
          as={value.broken ? "of-value broken" : "of-value"}
          x={middleOf(label)}
          baseline={rounded(label.y + label.height / 2 - 6)}
        />
      )}
      {label && gradient && (
        <Line
          text={shortened(gradient.text, room)}
          role="value"
          as="of-gradient"
          x={middleOf(label)}
          baseline={rounded(label.y + label.height / 2 + 14)}
        />
      )}
    </>
  );
}

export const wireClass = ({
  value,
  gradient,
}: Pick<WireLineProps, "value" | "gradient">): string =>
  `wire ${lookClass(lookOf(gradient, value))}`;

const middleOf = ({ x, width }: Rectangle): number => rounded(x + width / 2);

function widthOf(look: GradientLook): number {
  return typeof look === "number" ? (scaleSteps[look]?.width ?? 1) : 1.5;
}
