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

export type LegendForm = "whole" | "short";

/** In pixels: where the scale begins, how long each of its samples is, and whether every sample is named or every other. */
const forms = {
  whole: { example: 120, scaleAt: 150, sampleWidth: 36, named: 1 },
  short: { example: 72, scaleAt: 82, sampleWidth: 22, named: 2 },
} as const;

export const legendSizes: Readonly<
  Record<LegendForm, { readonly width: number; readonly height: number }>
> = { whole: { width: 580, height: 48 }, short: { width: 340, height: 48 } };

export interface LegendProps {
  readonly x: number;
  readonly y: number;
  readonly form?: LegendForm;
  /** What gradients are of. */
  readonly objective?: string;
  /** Whether the numbers are of a text before the last edit. */
  readonly stale?: boolean;
}

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

export function Legend({
  x,
  y,
  form = "whole",
  objective,
  stale = false,
}: LegendProps): VNode {
  const { example, scaleAt, sampleWidth, named } = forms[form];
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
        <path class="line" d={`M0 18L${example} 18`} />
      </g>
      {texts.map((text, index) => (
        <Line
          key={text}
          text={text}
          role="detail"
          x={example / 2}
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
          {index % named === 0 && (
            <Line text={text} role="detail" x={sampleWidth / 2} baseline={37} />
          )}
        </g>
      ))}
    </g>
  );
}
