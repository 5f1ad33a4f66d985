/** What is selected, in words, with what can be done about it. */
import type { VNode } from "preact";
import { describeItem, describeWire } from "../drawing/values/description.js";
import { type Opening, openingsOf } from "../drawing/visible/openings.js";
import type { VisibleItem } from "../drawing/visible/visible-graph.js";
import { CopyButtons } from "./copy-buttons.js";
import { Equations } from "./equations.js";
import { isEditable } from "./editable.js";
import { useExplanation } from "./explanation.js";
import type { Host } from "./host.js";
import { NumberControls, type SetNumber } from "./number-controls.js";
import type { Selection } from "./selection.js";
import type { Picture } from "./session.js";

export interface InspectorProps {
  readonly host: Host;
  readonly picture: Picture;
  readonly selection: Selection;
  /** Whether it stands on its other side: card-place.ts. */
  readonly isAway: boolean;
  readonly onOpen: (group: string, opening: Opening) => void;
  readonly setNumber: (node: string) => SetNumber;
}

export function Inspector({
  host,
  picture,
  selection,
  isAway,
  onOpen,
  setNumber,
}: InspectorProps): VNode | null {
  const explained = useExplanation(host, picture, selection);
  const text = descriptionOf(picture, selection);
  if (text === undefined) return null;
  const [title, ...lines] = text.split("\n");
  const item = itemOf(picture, selection);
  return (
    <section
      class={isAway ? "inspector away" : "inspector"}
      aria-label="Selected"
    >
      <p class="inspector-title">{title}</p>
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {explained && <Equations {...explained} />}
      {item?.kind === "node" && isEditable(item.node) && (
        <NumberControls node={item.node} set={setNumber(item.node.id)} />
      )}
      {item?.kind === "node" && picture.values && !picture.values.stale && (
        <CopyButtons
          hasGradient={picture.graph.model.objective !== undefined}
          onCopy={(wanted) =>
            host.post({
              kind: "copy",
              version: picture.graph.model.version,
              node: item.node.node,
              ...wanted,
            })
          }
        />
      )}
      {item && "group" in item && (
        <p class="openings">
          {openingsFor(item).map((opening) => (
            <button
              key={opening}
              type="button"
              onClick={() => onOpen(item.id, opening)}
            >
              {openingTexts[opening]}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

export function descriptionOf(
  { graph, values }: Picture,
  { kind, id }: Selection,
): string | undefined {
  if (kind === "item") {
    const item = graph.items.find((candidate) => candidate.id === id);
    return item && describeItem(item, values, graph.model.objective);
  }
  const wire = graph.wires.find((candidate) => candidate.id === id);
  return wire && describeWire(wire, graph, values);
}

export const itemOf = (
  { graph }: Picture,
  { kind, id }: Selection,
): VisibleItem | undefined =>
  kind === "item" ? graph.items.find((item) => item.id === id) : undefined;

const shownAs = { box: "closed", frame: "open", neurons: "neurons" } as const;

type GroupItem = Extract<VisibleItem, { kind: keyof typeof shownAs }>;

/** Other ways to show the group than the present one. */
const openingsFor = (item: GroupItem): readonly Opening[] =>
  openingsIn(item).filter((opening) => opening !== shownAs[item.kind]);

const openingsIn = ({ group, dense }: GroupItem): readonly Opening[] =>
  openingsOf({ group, members: [], ...(dense && { dense }) });

/** The next way to show the group: a key or a double click goes round. */
export function nextOpening(item: GroupItem): Opening {
  const all = openingsIn(item);
  const index = all.indexOf(shownAs[item.kind]);
  return all[(index + 1) % all.length] ?? "closed";
}

const openingTexts: Readonly<Record<Opening, string>> = {
  closed: "Close",
  open: "Open into operations",
  neurons: "Open into neurons",
};
