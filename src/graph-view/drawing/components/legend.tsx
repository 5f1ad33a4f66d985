/**
 * What wires mean: the value above, the gradient below, and the scale of colours and widths, a sample for each of its
 * steps, for zero, and for what is broken.
 */
import type { VNode } from "preact";
import {
  type GradientLook,
  lookClass,
  scaleSteps,
} from "../style/gradient-scale.js";
import { shortened } from "../text/printable.js";
import { Line } from "./text-lines.js";

export const legendSize = { width: 580, height: 48 } as const;

export interface LegendProps {
  readonly x: number;
  readonly y: number;
  /** What gradients are of. */
  readonly objective?: string;
  /** Whether the numbers are of a text before the last edit. */
  readonly stale?: boolean;
}

const sampleWidth = 36;
const scaleAt = 150;
const longestObjective = 8;

const superscript = (digit: string): string =>
  "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit));

function powerOfTen(decade: number): string {
  if (decade === 0) return "1";
  if (decade === 1) return "10";
  const exponent = Array.from(String(Math.abs(decade)), superscript).join("");
  return `10${decade < 0 ? "⁻" : ""}${exponent}`;
}

interface Sample {
  readonly look: GradientLook;
  readonly text: string;
}

const samples: readonly Sample[] = [
  { look: "dead", text: "0" },
  ...scaleSteps.map(({ index, decade }) => ({
    look: index,
    text: powerOfTen(decade),
  })),
  { look: "broken", text: "NaN ∞" },
];

export function Legend({ x, y, objective, stale = false }: LegendProps): VNode {
  const derivative =
    objective === undefined
      ? ""
      : ` ∂${shortened(objective, longestObjective)}`;
  const texts = stale
    ? ["before the", "last edit"]
    : ["value", `gradient${derivative}`];
  return (
    <g class="legend" transform={`translate(${x} ${y})`}>
      <g class="wire unknown">
        <path class="line" d="M0 18L120 18" />
      </g>
      {texts.map((text, index) => (
        <Line
          key={text}
          text={text}
          role="detail"
          x={60}
          baseline={13 + 19 * index}
        />
      ))}
      {samples.map(({ look, text }, index) => (
        <g
          key={text}
          transform={`translate(${scaleAt + index * sampleWidth} 0)`}
        >
          <g class={`wire ${lookClass(look)}`}>
            <path class="line" d={`M4 18L${sampleWidth - 4} 18`} />
          </g>
          <Line text={text} role="detail" x={sampleWidth / 2} baseline={37} />
        </g>
      ))}
    </g>
  );
}
