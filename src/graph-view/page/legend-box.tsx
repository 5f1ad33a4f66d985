/** What wires mean, below the picture: in short where that is narrow, so that it can be read. The style sheet chooses. */
import type { VNode } from "preact";
import { Legend, legendSizes } from "../drawing/components/legend.js";

export const LegendBox = (): VNode => (
  <div class="legend-box" aria-hidden="true">
    {(["whole", "short"] as const).map((form) => {
      const { width, height } = legendSizes[form];
      return (
        <svg
          key={form}
          class={`nn legend-${form}`}
          preserveAspectRatio="xMinYMid meet"
          viewBox={`0 0 ${width} ${height}`}
        >
          <Legend x={0} y={0} form={form} />
        </svg>
      );
    })}
  </div>
);
