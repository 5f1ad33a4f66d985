/** The mark of a failed check or a finding, at an item's corner. */
import type { VNode } from "preact";
import { rounded } from "./path.js";

export const FailedMark = ({ x, y }: { x: number; y: number }): VNode => (
  <g class="mark" transform={`translate(${rounded(x)} ${rounded(y)})`}>
    <circle r={8} />
    <path d="M-3 -3L3 3M-3 3L3 -3" />
  </g>
);
