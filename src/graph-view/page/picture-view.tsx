/**
 * The picture: what is in view of the drawing, moved by pointer and keys. The keyboard's focus is on the viewport itself
 * and never on something drawn, so that neither an update nor culling can take it away.
 */
import type { VNode } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  GraphDrawing,
  type Marks,
} from "../drawing/components/graph-drawing.js";
import type { DetailLevel } from "../drawing/components/item-view.js";
import type { Rectangle } from "../drawing/layout/geometry.js";
import { describeItem, describeWire } from "../drawing/values/description.js";
import { Camera, type View } from "./camera.js";
import { itemAt } from "./item-at.js";
import type { Picture } from "./session.js";

export interface PictureViewProps {
  readonly picture: Picture;
  readonly marks: Marks;
  readonly isStale: boolean;
  /** How it was seen when the page was left. */
  readonly keptView: View | undefined;
  /** Whether nobody has chosen a view yet when the final layout replaces the provisional one. */
  readonly beginsAnew: boolean;
  /** What stays as it is on the screen when the layout is another one. */
  readonly staying: Staying;
  readonly label: string;
  readonly onCamera: (camera: Camera) => void;
  readonly onMoved: (view: View, goesOn: boolean) => void;
  readonly onPick: (picked: Picked) => void;
  readonly onToggle: (picked: Picked) => void;
  readonly onPoint: (picked: Picked | undefined) => void;
}

/**
 * The item that the user has opened or closed; the whole, where the user did so with all of them and still sees what they
 * were arranged to show; without either, what is nearest to the middle.
 */
export type Staying =
  | { readonly kind: "item"; readonly id: string }
  | { readonly kind: "whole" }
  | undefined;

export interface Picked {
  readonly kind: "item" | "wire";
  readonly id: string;
}

/** Below these sizes nobody can read numbers, and below the second one no text. */
const smallestNumbers = 0.5;
const smallestText = 0.22;

/** Items that are smaller are picked from so many pixels away. */
const aim = 3;

const detailAt = (k: number): DetailLevel =>
  k >= smallestNumbers ? "full" : k >= smallestText ? "unlabelled" : "boxes";

export function PictureView(props: PictureViewProps): VNode {
  const { picture, marks, isStale, label } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [camera, setCamera] = useState<Camera>();
  const [drawn, setDrawn] = useState<Drawn>();
  const [pointed, setPointed] = useState<Picked>();
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    if (!viewport.current || !sheet.current) return undefined;
    let frame = 0;
    const moved = (view: View, goesOn: boolean): void => {
      latest.current.onMoved(view, goesOn);
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() =>
        setDrawn((old) => drawnBy(made, old)),
      );
    };
    const made: Camera = new Camera(viewport.current, sheet.current, moved);
    const { keptView, picture: first, onCamera } = latest.current;
    if (keptView) made.view = keptView;
    else made.begin(first.layout);
    setDrawn(drawnBy(made, undefined));
    setCamera(made);
    onCamera(made);
    const resized = new ResizeObserver(() => {
      made.resized();
      setDrawn((old) => drawnBy(made, old));
    });
    resized.observe(viewport.current);
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      made.dispose();
    };
  }, []);

  const shown = useRef(picture.layout);
  useLayoutEffect(() => {
    const before = shown.current;
    const after = picture.layout;
    shown.current = after;
    if (!camera || before === after) return;
    if (before.provisional && !after.provisional) {
      if (props.beginsAnew) camera.begin(after);
    } else if (props.staying?.kind === "whole" && camera.isArranged)
      camera.arrangeAnew(after);
    else keepPlace(camera, before, after, itemOf(props.staying));
    setDrawn((old) => drawnBy(camera, old));
  }, [picture.layout]);

  const point = (picked: Picked | undefined): void => {
    setPointed(picked);
    props.onPoint(picked);
  };
  const pickedBy = (event: MouseEvent): Picked | undefined => {
    const picked = pickedElement(event);
    if (picked || !camera || drawn?.detail !== "boxes") return picked;
    const box = viewport.current?.getBoundingClientRect();
    if (!box) return undefined;
    const { x, y, k } = camera.view;
    const at = {
      x: (event.clientX - box.left - x) / k,
      y: (event.clientY - box.top - y) / k,
    };
    const id = itemAt(picture.layout, at, aim / k);
    return id === undefined ? undefined : { kind: "item", id };
  };
  const drawing = useMemo(
    () =>
      drawn && (
        <GraphDrawing
          graph={picture.graph}
          layout={picture.layout}
          values={picture.values}
          detail={drawn.detail}
          marks={marks}
          view={drawn.area}
          titles={false}
        />
      ),
    [picture, drawn, marks],
  );
  return (
    <div
      ref={viewport}
      class="viewport"
      tabIndex={0}
      role="application"
      aria-roledescription="graph"
      aria-label={label}
      aria-describedby="keys"
      onClick={(event) => {
        const picked = pickedBy(event);
        if (picked) props.onPick(picked);
      }}
      onDblClick={(event) => {
        const picked = pickedBy(event);
        if (picked) props.onToggle(picked);
      }}
      onPointerOver={(event) => point(pickedBy(event))}
      onPointerLeave={() => point(undefined)}
    >
      <div
        ref={sheet}
        class="sheet"
        title={pointed && tooltip(picture, pointed)}
      >
        <svg
          class={isStale ? "nn stale" : "nn"}
          width="1"
          height="1"
          aria-hidden="true"
        >
          {drawing}
        </svg>
      </div>
    </div>
  );
}

/** What is drawn: more than is seen, so that not every step of a pan draws. */
interface Drawn {
  readonly area: Rectangle;
  readonly detail: DetailLevel;
}

function drawnBy(camera: Camera, old: Drawn | undefined): Drawn {
  const { seen } = camera;
  const detail = detailAt(camera.view.k);
  if (
    old?.detail === detail &&
    contains(old.area, seen) &&
    old.area.width < 4 * seen.width
  )
    return old;
  const area = {
    x: seen.x - seen.width / 2,
    y: seen.y - seen.height / 2,
    width: 2 * seen.width,
    height: 2 * seen.height,
  };
  return { area, detail };
}

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const itemOf = (staying: Staying): string | undefined =>
  staying?.kind === "item" ? staying.id : undefined;

/** Moves the view so that the anchor, or what is nearest to the middle, stays where it is. Where nothing stays, a graph begins. */
function keepPlace(
  camera: Camera,
  before: Picture["layout"],
  after: Picture["layout"],
  anchor: string | undefined,
): void {
  const { seen, view } = camera;
  const next = new Map(after.items.map((placed) => [placed.item.id, placed]));
  const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
  const staying = before.items.filter(({ item }) => next.has(item.id));
  const distance = ({ x, y, width, height }: Rectangle): number =>
    Math.hypot(x + width / 2 - middle.x, y + height / 2 - middle.y);
  let chosen = staying.find(({ item }) => item.id === anchor);
  for (const placed of chosen ? [] : staying)
    if (!chosen || distance(placed) < distance(chosen)) chosen = placed;
  const place = chosen && next.get(chosen.item.id);
  if (!chosen || !place) {
    camera.begin(after);
    return;
  }
  camera.view = {
    x: view.x + (chosen.x - place.x) * view.k,
    y: view.y + (chosen.y - place.y) * view.k,
    k: view.k,
  };
}

/** What the pointer is on, in words: made for it alone, and anew with new numbers. */
function tooltip(
  { graph, layout, values }: Picture,
  { kind, id }: Picked,
): string | undefined {
  if (kind === "item") {
    const item = graph.itemById.get(id);
    return item && describeItem(item, values, graph.model.objective);
  }
  const wire = layout.wires.find((placed) => placed.wire.id === id)?.wire;
  return wire && describeWire(wire, graph, values);
}

function pickedElement({ target }: Event): Picked | undefined {
  if (!(target instanceof Element)) return undefined;
  const found = target.closest("[data-item], [data-wire]");
  const item = found?.getAttribute("data-item") ?? undefined;
  if (item !== undefined) return { kind: "item", id: item };
  const wire = found?.getAttribute("data-wire") ?? undefined;
  return wire === undefined ? undefined : { kind: "wire", id: wire };
}
