/**
 * The graph as a tree of text, for screen readers and for whoever likes lists: what is visible in the picture, nested as
 * there, and the wires that arrive at each item. One element of the tree takes the focus (roving), whatever is updated.
 */
import type { VNode } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { describeItem, describeWire } from "../drawing/values/description.js";
import type { VisibleItem } from "../drawing/visible/visible-graph.js";
import type { Picture } from "./session.js";
import type { Selection } from "./selection.js";

export interface OutlineProps {
  readonly picture: Picture;
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection) => void;
  /** Opens a closed group, closes an open one. */
  readonly onToggle: (item: VisibleItem) => void;
  readonly onReveal: (item: VisibleItem) => void;
}

interface Row {
  readonly selection: Selection;
  readonly key: string;
  readonly level: number;
  readonly text: string;
  readonly item?: VisibleItem;
  readonly isExpanded?: boolean;
}

export function Outline(props: OutlineProps): VNode {
  const { picture, selection } = props;
  /** Items whose wires are listed. */
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => rowsOf(picture, unfolded), [picture, unfolded]);
  const selected = selection && keyOf(selection);
  const active = rows.some(({ key }) => key === selected)
    ? selected
    : rows[0]?.key;
  const tree = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    const element = tree.current?.querySelector<HTMLElement>("[tabindex='0']");
    if (hadFocus.current && element !== document.activeElement)
      element?.focus();
  });

  const fold = (id: string, open: boolean): void => {
    const next = new Set(unfolded);
    if (open) next.add(id);
    else next.delete(id);
    setUnfolded(next);
  };

  const keyed = (event: KeyboardEvent): void => {
    const index = rows.findIndex(({ key }) => key === active);
    const row = rows[index];
    if (!row) return;
    const isDone = stepInTree(event.key, rows, index, row, props, fold);
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={tree}
      class="outline-tree"
      role="tree"
      aria-label="Outline of the graph"
      onKeyDown={keyed}
      onFocusIn={() => {
        hadFocus.current = true;
      }}
      onFocusOut={({ relatedTarget }) => {
        // Without a successor the element was removed by an update: the focus stays in the tree.
        if (relatedTarget !== null || document.hasFocus())
          hadFocus.current = relatedTarget === null && !document.hasFocus();
      }}
    >
      {rows.map(({ key, level, text, isExpanded, selection: own, item }) => (
        <div
          key={key}
          role="treeitem"
          class={`row level-${Math.min(level, 9)}`}
          aria-level={level}
          aria-selected={key === selected}
          {...(isExpanded !== undefined && { "aria-expanded": isExpanded })}
          tabIndex={key === active ? 0 : -1}
          onClick={() => {
            props.onSelect(own);
            if (item) props.onReveal(item);
          }}
          onDblClick={() => {
            if (item) props.onToggle(item);
          }}
        >
          {text}
        </div>
      ))}
    </div>
  );
}

/** Whether the key means something here. */
function stepInTree(
  key: string,
  rows: readonly Row[],
  index: number,
  row: Row,
  { onSelect, onToggle, onReveal }: OutlineProps,
  fold: (id: string, open: boolean) => void,
): boolean {
  const go = (to: Row | undefined): void => {
    if (to) onSelect(to.selection);
  };
  const { item, isExpanded, level } = row;
  const isGroup = item !== undefined && "group" in item;
  switch (key) {
    case "ArrowDown":
      go(rows[index + 1]);
      return true;
    case "ArrowUp":
      go(rows[index - 1]);
      return true;
    case "Home":
      go(rows[0]);
      return true;
    case "End":
      go(rows.at(-1));
      return true;
    case "ArrowRight":
      if (isExpanded === true) go(rows[index + 1]);
      else if (isExpanded === false && item) {
        if (isGroup && item.kind === "box") onToggle(item);
        else fold(item.id, true);
      }
      return true;
    case "ArrowLeft":
      if (isExpanded === true && item) {
        if (isGroup) onToggle(item);
        else fold(item.id, false);
      } else go(rows.slice(0, index).findLast((above) => above.level < level));
      return true;
    case "Enter":
      if (item) onReveal(item);
      return true;
    case " ":
      if (isGroup) onToggle(item);
      return true;
    default:
      return false;
  }
}

function rowsOf(
  { graph, values }: Picture,
  unfolded: ReadonlySet<string>,
): Row[] {
  const { objective } = graph.model;
  const children = new Map<string | undefined, VisibleItem[]>();
  for (const item of graph.items) {
    const known = children.get(item.parent);
    if (known) known.push(item);
    else children.set(item.parent, [item]);
  }
  const arriving = new Map<string, (typeof graph.wires)[number][]>();
  for (const wire of graph.wires) {
    const known = arriving.get(wire.to);
    if (known) known.push(wire);
    else arriving.set(wire.to, [wire]);
  }
  const rows: Row[] = [];
  const waiting = (children.get(undefined) ?? [])
    .toReversed()
    .map((item) => ({ item, level: 1 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { item, level } = next;
    const selection: Selection = { kind: "item", id: item.id };
    const wires = arriving.get(item.id) ?? [];
    const isFrame = item.kind === "frame";
    const isOpen = isFrame || unfolded.has(item.id);
    const canOpen = "group" in item || wires.length > 0;
    rows.push({
      selection,
      key: keyOf(selection),
      level,
      item,
      text: inOneLine(describeItem(item, values, objective)),
      ...(canOpen && { isExpanded: isOpen }),
    });
    if (isOpen && !isFrame)
      for (const wire of wires) {
        const along: Selection = { kind: "wire", id: wire.id, end: "to" };
        rows.push({
          selection: along,
          key: keyOf(along),
          level: level + 1,
          text: inOneLine(describeWire(wire, graph, values)),
        });
      }
    if (isFrame)
      waiting.push(
        ...(children.get(item.id) ?? [])
          .toReversed()
          .map((inner) => ({ item: inner, level: level + 1 })),
      );
  }
  return rows;
}

const keyOf = ({ kind, id }: Selection): string => `${kind} ${id}`;

const inOneLine = (text: string): string =>
  text.split("\n").filter(Boolean).join(", ");
