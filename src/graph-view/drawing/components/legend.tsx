/** What colours and widths of wires mean: one sample for each step of the scale, for zero, and for what is broken. */
import type { VNode } from "preact";
import {
  type GradientLook,
  lookClass,
  scaleSteps,
} from "../style/gradient-scale.js";
import { Line } from "./text-lines.js";

export const legendSize = { width: 516, height: 46 } as const;

const sampleWidth = 36;
const titleWidth = 92;

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

export const Legend = ({ x, y }: { x: number; y: number }): VNode => (
  <g class="legend" transform={`translate(${x} ${y})`}>
    <Line text="|gradient|" role="detail" x={0} baseline={20} anchor="start" />
    {samples.map(({ look, text }, index) => (
      <g
        key={text}
        transform={`translate(${titleWidth - 20 + index * sampleWidth} 0)`}
      >
        <g class={`wire ${lookClass(look)}`}>
          <path class="line" d={`M4 16L${sampleWidth - 4} 16`} />
        </g>
        <Line text={text} role="detail" x={sampleWidth / 2} baseline={36} />
      </g>
    ))}
  </g>
);
