/** The page: toolbar, picture, what is selected, outline and sliders; and what is done at keys and the pointer. */
import type { VNode } from "preact";
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "preact/hooks";
import type { ModelId } from "../../../language-server/protocol.js";
import type { Rectangle } from "../drawing/layout/geometry.js";
import type { Openings } from "../drawing/visible/openings.js";
import type { VisibleItem } from "../drawing/visible/visible-graph.js";
import type { PictureFormat } from "../messages.js";
import type { Camera } from "./camera.js";
import { besideCard, standsAway } from "./card-place.js";
import { editableNodes } from "./editable.js";
import { pictureFile } from "./export-picture.js";
import type { Host } from "./host.js";
import { descriptionOf, Inspector, itemOf, nextOpening } from "./inspector.js";
import { type Side, useKeptState } from "./kept-state.js";
import type { KeyCommand } from "./keyboard.js";
import { LegendBox } from "./legend-box.js";
import { Minimap } from "./minimap.js";
import { NumberControls } from "./number-controls.js";
import { Outline } from "./outline.js";
import { usePageKeys } from "./page-keys.js";
import { type Picked, PictureView, type Staying } from "./picture-view.js";
import { groupsAround, itemsOf, placeOf } from "./places.js";
import { Search } from "./search.js";
import { type Selection, walk } from "./selection.js";
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
  /** For the next layout that the user's openings lead to. */
  const staying = useRef<Staying>(undefined);
  useEffect(() => {
    staying.current = undefined;
  }, [picture?.layout]);

  const { view, moved, onMove } = useKeptState(host, session, side);

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
  /** The wishes that were followed: one that comes before the picture waits for it. */
  const followed = useRef(snapshot.follow);
  useEffect(() => {
    if (!camera || !picture || picture.layout.provisional) return;
    if (followed.current === snapshot.follow) return;
    followed.current = snapshot.follow;
    const [id = ""] = lit;
    const place = placeOf(picture.layout, { kind: "item", id });
    if (place) reveal(place);
  }, [snapshot.follow, picture?.layout, camera]);

  /** Whether the card stands on its other side. */
  const [isAway, setAway] = useState(false);
  useLayoutEffect(() => {
    const place = selection && picture && placeOf(picture.layout, selection);
    if (!place || !camera) return;
    setAway(standsAway(camera.onScreen(place), camera.size, isAway));
  }, [camera, selection, picture?.layout]);
  const reveal = (place: Rectangle): void =>
    camera?.reveal(place, besideCard(camera.size, isAway));

  const select = (next: Selection | undefined): void => {
    session.select(next);
    if (!next || !picture) return;
    setSpoken(descriptionOf(picture, next)?.replaceAll("\n", ", ") ?? "");
    const place = placeOf(picture.layout, next);
    if (place) reveal(place);
  };
  const goToSource = (item: VisibleItem, focus: boolean): void => {
    const range = "node" in item ? item.node.source : item.group.source;
    if (range) host.post({ kind: "reveal", range, focus });
  };
  const open = (group: string, opening: Openings[string]): void => {
    staying.current = { kind: "item", id: group };
    session.open({ ...session.snapshot.openings, [group]: opening });
  };
  /** A group goes on to its next way of being shown; what lies in an open group closes that. */
  const toggle = (item: VisibleItem): void => {
    if ("group" in item) open(item.id, nextOpening(item));
    else if (item.parent !== undefined) open(item.parent, "closed");
  };
  const openAll = (opening: "open" | "closed"): void => {
    const groups = picture?.graph.model.groups ?? [];
    staying.current = { kind: "whole" };
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
    camera?.show(shown, besideCard(camera.size, isAway));
  };
  useEffect(showFound, [picture?.layout]);

  const perform = (command: KeyCommand): void => {
    const { picture: now, selection: at } = session.snapshot;
    const item = now && at && itemOf(now, at);
    switch (command.kind) {
      case "walk":
        if (now) select(walk(now.layout, at, command.step));
        return;
      case "pan":
        camera?.panBy(command.x, command.y);
        return;
      case "zoom":
        camera?.zoomBy(command.factor);
        return;
      case "side":
        setSide(side === command.side ? undefined : command.side);
        return;
      case "reveal":
        if (item) goToSource(item, true);
        return;
      case "toggle":
        if (item) toggle(item);
        return;
      case "fit":
        if (now) camera?.fit(now.layout);
        return;
      case "search":
        focusSearch();
        return;
      case "deselect":
        session.select(undefined);
        return;
    }
  };
  usePageKeys(perform);

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
    if (item) goToSource(item, false);
  };
  const save = async (format: PictureFormat): Promise<void> => {
    if (!picture) return;
    const made = await pictureFile(picture, format, themeName());
    if ("data" in made) host.post({ kind: "save", format, data: made.data });
    if (made.notice !== undefined) session.notify(made.notice);
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
              staying={staying.current}
              label={`Graph of ${snapshot.network}`}
              onCamera={setCamera}
              onMoved={moved}
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
                isAway={isAway}
                onOpen={open}
                setNumber={setNumber}
              />
            )}
            {picture.values && <LegendBox />}
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
              onReveal={(item) => goToSource(item, false)}
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

const focusSearch = (): void => document.getElementById("search")?.focus();
const focusPicture = (): void =>
  document.querySelector<HTMLElement>(".viewport")?.focus();
