/** Text in the drawing. Whatever the program says becomes text here, never markup. */
import type { VNode } from "preact";
import { lineHeight, type TextLine, totalHeight } from "../layout/figure.js";
import { letters } from "../layout/letters.js";
import { forcedWidth } from "../text/text-width.js";

export interface LineProps extends TextLine {
  readonly x: number;
  readonly baseline: number;
  /** Classes besides that of its role. */
  readonly as?: string;
  readonly anchor?: "start" | "middle";
}

export function Line({
  text,
  role,
  x,
  baseline,
  as,
  anchor = "middle",
}: LineProps): VNode {
  const { font, size } = letters[role];
  const forced = forcedWidth(text, font, size);
  return (
    <text
      class={as === undefined ? role : `${role} ${as}`}
      x={x}
      y={baseline}
      text-anchor={anchor}
      {...(forced !== undefined && {
        textLength: forced,
        lengthAdjust: "spacingAndGlyphs",
      })}
    >
      {text}
    </text>
  );
}

export interface LinesProps {
  readonly lines: readonly TextLine[];
  readonly x: number;
  /** Of the first line. */
  readonly top: number;
  readonly anchor?: "start" | "middle";
}

/** Lines below each other. */
export function Lines({ lines, x, top, anchor = "middle" }: LinesProps): VNode {
  let next = top;
  return (
    <>
      {lines.map((line) => {
        const baseline = next + baselineIn(line);
        next += lineHeight(line.role);
        return (
          <Line
            key={baseline}
            {...line}
            x={x}
            baseline={baseline}
            anchor={anchor}
          />
        );
      })}
    </>
  );
}

/** Lines whose middle is at `y`. */
export const CentredLines = ({
  lines,
  x,
  y,
}: {
  lines: readonly TextLine[];
  x: number;
  y: number;
}): VNode => <Lines lines={lines} x={x} top={y - totalHeight(lines) / 2} />;

/** Letters stand on their baseline with about three tenths of the line below it. */
const baselineIn = ({ role }: TextLine): number => lineHeight(role) * 0.72;
