/** The page: toolbar, picture, what is selected, outline and sliders; and what keys and pointer mean. */
import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ModelId } from "../../../language-server/protocol.js";
import { Legend, legendSize } from "../drawing/components/legend.js";
import type { GraphLayout } from "../drawing/layout/layout.js";
import type { Openings } from "../drawing/visible/openings.js";
import type { VisibleItem } from "../drawing/visible/visible-graph.js";
import type { Camera, View } from "./camera.js";
import { editableNodes } from "./editable.js";
import { pngOf, svgOf } from "./export-picture.js";
import type { Host } from "./host.js";
import { descriptionOf, Inspector, itemOf, nextOpening } from "./inspector.js";
import { Minimap } from "./minimap.js";
import { NumberControls } from "./number-controls.js";
import { Outline } from "./outline.js";
import { type Picked, PictureView } from "./picture-view.js";
import { Search } from "./search.js";
import { type Selection, type Step, walk } from "./selection.js";
import type { Session } from "./session.js";
import { StateLine } from "./state-line.js";
import { followStep, litBy, spokenStep } from "./step.js";
import { StepCard } from "./step-card.js";
import type { TextEditor } from "./text-editor.js";
import { themeName } from "./theme.js";
import { Toolbar } from "./toolbar.js";

export interface AppProps {
  readonly host: Host;
  readonly session: Session;
  readonly editor: TextEditor;
}

type Side = "outline" | "values" | undefined;

export function App({ host, session, editor }: AppProps): VNode {
  const [, redraw] = useState(0);
  useEffect(
    () => session.subscribe(() => redraw((count) => count + 1)),
    [session],
  );
  const { snapshot } = session;
  const { picture, selection, openings, trace } = snapshot;

  const [camera, setCamera] = useState<Camera>();
  const [side, setSide] = useState<Side>(host.state?.side);
  const [spoken, setSpoken] = useState("");
  const view = useRef(host.state?.view);
  const moveListeners = useRef(new Set<(view: View) => void>());
  const anchor = useRef<string | undefined>(undefined);

  const keep = (): void => {
    const { uri, network } = session.snapshot;
    if (uri === "") return;
    const { openings: opened, selection: at } = session.snapshot;
    host.keep({
      uri,
      network,
      openings: opened,
      ...(view.current && { view: view.current }),
      ...(at?.kind === "item" && { selected: at.id }),
      ...(side && { side }),
    });
  };
  useEffect(keep, [snapshot.uri, snapshot.network, openings, selection, side]);
  // At once, as the page may go away with the next click; but not with every frame of a gesture.
  const keepSoon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const moved = (now: View, goesOn: boolean): void => {
    view.current = now;
    for (const listener of moveListeners.current) listener(now);
    if (!goesOn || keepSoon.current === undefined) keep();
    clearTimeout(keepSoon.current);
    keepSoon.current = setTimeout(() => {
      keepSoon.current = undefined;
      keep();
    }, 200);
  };
  const onMove = useMemo(
    () => (listener: (view: View) => void) => {
      moveListeners.current.add(listener);
      return () => {
        moveListeners.current.delete(listener);
      };
    },
    [],
  );

  const lit = useMemo(
    () => itemsOf(snapshot.lit, picture?.graph.itemOfNode),
    [snapshot.lit, picture],
  );
  const pointed = useMemo(
    () => itemsOf(snapshot.pointed, picture?.graph.itemOfNode),
    [snapshot.pointed, picture],
  );
  const step = useMemo(
    () => (trace && picture ? litBy(trace.step, picture.graph) : undefined),
    [trace, picture?.graph],
  );
  const marks = useMemo(
    () => ({
      // The debugger moves the cursor along: where it stands is said by the step.
      ...(!step && { current: lit }),
      highlighted: pointed,
      ...(selection && { selected: new Set([selection.id]) }),
      ...(step && { traced: new Set([step.item ?? "", step.wire ?? ""]) }),
    }),
    [lit, pointed, selection, step],
  );
  useEffect(() => {
    if (camera && picture && step) followStep(camera, picture.layout, step);
  }, [camera, trace, picture?.layout]);
  useEffect(() => {
    // Whoever points here points at nothing in the text any more.
    const entered = (): void => session.receive({ kind: "pointed", nodes: [] });
    document.documentElement.addEventListener("pointerenter", entered);
    return () =>
      document.documentElement.removeEventListener("pointerenter", entered);
  }, [session]);
  const neurons = useMemo(
    () =>
      (picture?.graph.items ?? [])
        .filter(({ kind }) => kind === "neurons")
        .map(({ id }) => id),
    [picture?.graph],
  );
  const askedFor = useRef("[]");
  useEffect(() => {
    const asked = JSON.stringify(neurons);
    if (asked === askedFor.current) return;
    askedFor.current = asked;
    host.post({ kind: "neurons", groups: neurons });
  }, [neurons]);
  useEffect(() => {
    const [first] = lit;
    const place =
      picture && placeOf(picture.layout, { kind: "item", id: first ?? "" });
    if (place) camera?.reveal(place);
  }, [snapshot.follow]);

  const select = (next: Selection | undefined): void => {
    session.select(next);
    if (!next || !picture) return;
    setSpoken(descriptionOf(picture, next)?.replaceAll("\n", ", ") ?? "");
    const place = placeOf(picture.layout, next);
    if (place) camera?.reveal(place);
  };
  const reveal = (item: VisibleItem, focus: boolean): void => {
    const range = "node" in item ? item.node.source : item.group.source;
    if (range) host.post({ kind: "reveal", range, focus });
  };
  const open = (group: string, opening: Openings[string]): void => {
    anchor.current = group;
    session.open({ ...session.snapshot.openings, [group]: opening });
  };
  /** A group goes on to its next way of being shown; what lies in an open group closes that. */
  const toggle = (item: VisibleItem): void => {
    if ("group" in item) open(item.id, nextOpening(item));
    else if (item.parent !== undefined) open(item.parent, "closed");
  };
  const openAll = (opening: "open" | "closed"): void => {
    const groups = picture?.graph.model.groups ?? [];
    session.open(Object.fromEntries(groups.map(({ id }) => [id, opening])));
  };
  const find = (id: ModelId): void => {
    if (!picture) return;
    session.open({
      ...openings,
      ...Object.fromEntries(
        groupsAround(picture.graph.model, id).map((group) => [group, "open"]),
      ),
    });
    waitingFor.current = id;
    showFound();
  };
  /** What the search found is shown as soon as it is drawn. */
  const waitingFor = useRef<ModelId | undefined>(undefined);
  const showFound = (): void => {
    const { current: id } = waitingFor;
    const now = session.snapshot.picture;
    if (id === undefined || !now) return;
    const shown = now.layout.items.find(({ item }) => item.id === id);
    if (!shown) return;
    waitingFor.current = undefined;
    session.select({ kind: "item", id });
    setSpoken(descriptionOf(now, { kind: "item", id }) ?? "");
    camera?.centre(shown);
  };
  useEffect(showFound, [picture?.layout]);

  const keyed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      if (event.key !== "f" || event.altKey) return;
      event.preventDefault();
      focusSearch();
      return;
    }
    const { picture: now, selection: at } = session.snapshot;
    const step = steps[event.key];
    const item = now && at && itemOf(now, at);
    if (step && now && !event.shiftKey) select(walk(now.layout, at, step));
    else if (step && event.shiftKey) {
      const [x, y] = pans[event.key] ?? [0, 0];
      camera?.panBy(x, y);
    } else {
      switch (event.key) {
        case "Enter":
          if (item) reveal(item, true);
          break;
        case " ":
          if (item) toggle(item);
          break;
        case "+":
        case "=":
          camera?.zoomBy(1.3);
          break;
        case "-":
          camera?.zoomBy(1 / 1.3);
          break;
        case "0":
          if (now) camera?.fit(now.layout);
          break;
        case "/":
          focusSearch();
          break;
        case "o":
          setSide(side === "outline" ? undefined : "outline");
          break;
        case "v":
          setSide(side === "values" ? undefined : "values");
          break;
        case "Escape":
          session.select(undefined);
          break;
        default:
          return;
      }
    }
    event.preventDefault();
  };

  const point = (picked: Picked | undefined): void => {
    const item =
      picked?.kind === "item"
        ? picture?.graph.items.find(({ id }) => id === picked.id)
        : undefined;
    const range =
      item && ("node" in item ? item.node.source : item.group.source);
    host.post({ kind: "pointed", ...(range && { range }) });
  };
  const pick = (picked: Picked): void => {
    const next: Selection =
      picked.kind === "item"
        ? { kind: "item", id: picked.id }
        : { kind: "wire", id: picked.id, end: "from" };
    session.select(next);
    const item = picture && itemOf(picture, next);
    if (item) reveal(item, false);
  };
  const save = async (format: "svg" | "png"): Promise<void> => {
    if (!picture) return;
    const theme = themeName();
    if (format === "svg") {
      host.post({ kind: "save", format, data: svgOf(picture, theme) });
      return;
    }
    try {
      const { data, scale } = await pngOf(picture, theme);
      if (scale < 1)
        session.notify(
          `The graph is too large for a PNG of its own size: it was drawn at ${(scale * 100).toFixed(0)} %. An SVG has all of it.`,
        );
      host.post({ kind: "save", format, data });
    } catch {
      session.notify(
        "The graph is too large for a PNG. Save it as SVG, or close some layers.",
      );
    }
  };
  const model = picture?.graph.model;
  const setNumber =
    (node: ModelId) =>
    (index: number, text: string, continues: boolean): void =>
      editor.set(node, index, text, continues);
  const editable = useMemo(() => (model ? editableNodes(model) : []), [model]);
  const isStale =
    snapshot.isOutdated ||
    picture?.values?.stale === true ||
    snapshot.state === "stale";

  return (
    <>
      <header>
        <h1 class="unseen">Graph of {snapshot.network}</h1>
        <p id="keys" class="unseen">
          Arrow keys walk along the wires. Enter goes to the text, Space opens
          and closes a layer, slash searches, O lists the graph, V shows
          sliders, plus and minus zoom, 0 shows all.
        </p>
        {picture && model && (
          <Toolbar
            hasGroups={model.groups.length > 0}
            hasEditable={editable.length > 0}
            side={side}
            onSide={setSide}
            onLayers={() => openAll("closed")}
            onOperations={() => openAll("open")}
            onFit={() => camera?.fit(picture.layout)}
            onZoom={(factor) => camera?.zoomBy(factor)}
            onSave={(format) => void save(format)}
          >
            <Search model={model} onFind={find} onLeave={focusPicture} />
          </Toolbar>
        )}
        <StateLine snapshot={snapshot} isStale={isStale} />
      </header>
      <div class="main">
        {picture && (
          <main class="stage">
            <PictureView
              picture={picture}
              marks={marks}
              isStale={isStale}
              keptView={view.current}
              beginsAnew={host.state?.view === undefined}
              anchor={anchor.current}
              label={`Graph of ${snapshot.network}`}
              onCamera={setCamera}
              onMoved={moved}
              onKey={keyed}
              onPick={pick}
              onToggle={(picked) => {
                const item = itemOf(picture, { ...picked, end: "from" });
                if (item && "group" in item) toggle(item);
              }}
              onPoint={point}
            />
            {selection && (
              <Inspector
                host={host}
                picture={picture}
                selection={selection}
                onOpen={open}
                setNumber={setNumber}
              />
            )}
            {picture.values && (
              <svg
                class="nn legend-box"
                aria-hidden="true"
                preserveAspectRatio="xMinYMid meet"
                viewBox={`0 0 ${legendSize.width} ${legendSize.height}`}
              >
                <Legend x={0} y={0} />
              </svg>
            )}
            {camera && (
              <Minimap
                layout={picture.layout}
                camera={camera}
                onMove={onMove}
              />
            )}
          </main>
        )}
        {picture && side === "outline" && (
          <aside class="side" aria-label="Outline">
            <Outline
              picture={picture}
              selection={selection}
              onSelect={select}
              onToggle={toggle}
              onReveal={(item) => reveal(item, false)}
            />
          </aside>
        )}
        {side === "values" && editable.length > 0 && (
          <aside class="side" aria-label="Inputs and weights">
            {editable.map((node) => (
              <NumberControls
                key={node.id}
                node={node}
                set={setNumber(node.id)}
              />
            ))}
          </aside>
        )}
      </div>
      {trace && picture && <StepCard trace={trace} />}
      <p class="unseen" role="status">
        {spoken}
      </p>
      <p class="unseen" role="status" aria-live="polite">
        {spokenStep(trace)}
      </p>
    </>
  );
}

const steps: Readonly<Record<string, Step | undefined>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

/** With Shift the arrow keys move the view. */
const pans: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowLeft: [80, 0],
  ArrowRight: [-80, 0],
  ArrowUp: [0, 80],
  ArrowDown: [0, -80],
};

const focusSearch = (): void => document.getElementById("search")?.focus();
const focusPicture = (): void =>
  document.querySelector<HTMLElement>(".viewport")?.focus();

function itemsOf(
  nodes: readonly ModelId[],
  itemOfNode: ReadonlyMap<ModelId, string> | undefined,
): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => itemOfNode?.get(node) ?? []));
}

function placeOf(
  layout: GraphLayout,
  { kind, id }: Pick<Selection, "kind" | "id">,
) {
  if (kind === "item") return layout.items.find(({ item }) => item.id === id);
  const wire = layout.wires.find((placed) => placed.wire.id === id);
  const [start] = wire?.points ?? [];
  return wire?.label ?? (start && { ...start, width: 1, height: 1 });
}

/** Groups that have to be open for the node or group to be seen. */
function groupsAround(
  {
    nodes,
    groups,
  }: {
    nodes: readonly { id: ModelId; group?: ModelId }[];
    groups: readonly { id: ModelId; parent?: ModelId }[];
  },
  id: ModelId,
): ModelId[] {
  const parents = new Map(groups.map((group) => [group.id, group.parent]));
  const around: ModelId[] = [];
  let next = parents.has(id)
    ? parents.get(id)
    : nodes.find((node) => node.id === id)?.group;
  while (next !== undefined) {
    around.push(next);
    next = parents.get(next);
  }
  return around;
}
