/** A wire of the graph. */
import type { GraphValues } from "../../../../language-server/graph/graph-model.js";
import type { PlacedWire } from "../layout/layout.js";
import { describeWire } from "../values/description.js";
import { wireValues } from "../values/wire-values.js";
import type { VisibleGraph } from "../visible/visible-graph.js";
import { memoised } from "./memoised.js";
import { pathThrough } from "./path.js";
import { WireLine, wireClass } from "./wire-line.js";

export interface WireViewProps {
  readonly placed: PlacedWire;
  readonly graph: VisibleGraph;
  readonly values: GraphValues | undefined;
  readonly labels: boolean;
  /** Classes of the states that it is in: ` selected highlighted current`. */
  readonly states: string;
  readonly titles: boolean;
}

export const WireView = memoised(
  ({ placed, graph, values, labels, states, titles }: WireViewProps) => {
    const { wire, points, label } = placed;
    const { value, gradient } = wireValues(wire, values);
    return (
      <g
        class={`${wireClass({ value, gradient })}${states}`}
        data-wire={wire.id}
      >
        {titles && <title>{describeWire(wire, graph, values)}</title>}
        <path class="under" d={pathThrough(points)} />
        <WireLine
          points={points}
          label={labels ? label : undefined}
          room={wire.room}
          value={value}
          gradient={gradient}
        />
      </g>
    );
  },
);
