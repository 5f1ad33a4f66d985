/** An item of the graph: its outline, the lines in and around it, and the mark of what is wrong with it. */
import type { ComponentChildren, VNode } from "preact";
import type { GraphValues } from "../../../../language-server/graph/graph-model.js";
import { captionDistance, lineHeight, sumLine } from "../layout/figure.js";
import type { PlacedItem } from "../layout/layout.js";
import { numberRoom } from "../layout/wire-label.js";
import { shortened } from "../text/printable.js";
import { describeItem } from "../values/description.js";
import { findingsOf } from "../values/findings.js";
import { own } from "../values/wire-values.js";
import { FailedMark } from "./failed-mark.js";
import { memoised } from "./memoised.js";
import { NeuronsView } from "./neurons-view.js";
import { rounded } from "./path.js";
import { CentredLines, Line, Lines } from "./text-lines.js";

export interface ItemViewProps {
  readonly placed: PlacedItem;
  readonly values: GraphValues | undefined;
  /** `full`: with text; `unlabelled`: without numbers; `boxes`: outlines alone. */
  readonly detail: DetailLevel;
  /** The name that gradients are of. */
  readonly objective: string | undefined;
  /** Classes of the states that it is in: ` selected highlighted current traced`. */
  readonly states: string;
  readonly titles: boolean;
}

export type DetailLevel = "full" | "unlabelled" | "boxes";

export const ItemView = memoised(drawItem);

function drawItem({
  placed,
  values,
  objective,
  detail,
  states,
  titles,
}: ItemViewProps): VNode {
  const { item, x, y, width } = placed;
  const failed = findingsOf(item, values).length > 0;
  return (
    <g
      class={`${classOf(placed)}${failed ? " failed" : ""}${states}`}
      data-item={item.id}
      transform={`translate(${rounded(x)} ${rounded(y)})`}
    >
      {titles && <title>{describeItem(item, values, objective)}</title>}
      <Outline placed={placed} />
      {detail !== "boxes" && <Text placed={placed} />}
      {detail === "full" && <Sum placed={placed} values={values} />}
      {item.kind === "neurons" && (
        <NeuronsView
          dense={item.dense}
          values={values}
          labels={detail === "full"}
        />
      )}
      {failed && <FailedMark x={width} y={0} />}
      {states.includes(" traced") && (
        <path class="pointer" d="M-5 -5 L-21 -9 L-9 -21 Z" />
      )}
    </g>
  );
}

/** The class of its kind, which has its colours. */
export function classOf({ item }: PlacedItem): string {
  if (item.kind === "node") {
    const { kind } = item.node;
    return kind === "output" || kind === "objective" ? "operation" : kind;
  }
  if (item.kind === "terminal")
    return item.node.kind === "objective" ? "terminal objective" : "terminal";
  return item.kind;
}

/** Around the outline, for the states. */
const haloDistance = 5;
/** The blocks of a repeat lie behind each other. */
const stackDistance = 4;

function Outline({
  placed: { item, figure, width, height },
}: {
  placed: PlacedItem;
}): VNode {
  const { radius } = figure;
  const stacked = item.kind === "box" && item.group.count !== undefined;
  return (
    <>
      <rect
        class="halo"
        x={-haloDistance}
        y={-haloDistance}
        width={rounded(width + 2 * haloDistance)}
        height={rounded(height + 2 * haloDistance)}
        rx={radius + haloDistance}
      />
      {stacked &&
        [2, 1].map((level) => (
          <rect
            key={level}
            class="behind"
            x={level * stackDistance}
            y={-level * stackDistance}
            width={rounded(width)}
            height={rounded(height)}
            rx={radius}
          />
        ))}
      <rect
        class="outline"
        width={rounded(width)}
        height={rounded(height)}
        rx={radius}
      />
    </>
  );
}

function Text({ placed }: { placed: PlacedItem }): VNode {
  const { item, figure, width, height } = placed;
  const { lines, above, below } = figure;
  const middle = rounded(width / 2);
  const around: ComponentChildren = (
    <>
      {above && <Line {...above} x={middle} baseline={-captionDistance - 3} />}
      {below && (
        <Lines lines={[below]} x={middle} top={height + captionDistance} />
      )}
    </>
  );
  if (item.kind === "frame" || item.kind === "neurons")
    return <Lines lines={lines} x={14} top={7} anchor="start" />;
  return (
    <>
      <CentredLines lines={lines} x={middle} y={height / 2} />
      {around}
    </>
  );
}

/** Below what is used several times: its gradient, which is the sum of what comes back on its wires. */
function Sum({
  placed: { item, figure, width, height },
  values,
}: Pick<ItemViewProps, "placed" | "values">): VNode | null {
  if (!figure.sum || item.kind !== "node" || !values) return null;
  const gradient = own(values.nodes, item.node.id)?.gradient;
  const parts = item.uses.filter((id) => own(values.wires, id));
  if (!gradient || parts.length < 2) return null;
  const above = figure.below ? lineHeight(figure.below.role) : 0;
  return (
    <Lines
      lines={[sumLine(shortened(gradient.text, item.node.room ?? numberRoom))]}
      x={rounded(width / 2)}
      top={height + captionDistance + above}
    />
  );
}
