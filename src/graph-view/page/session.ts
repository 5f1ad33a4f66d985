/**
 * The state of the page: the graph that is drawn, what comes next, what is selected and lit. A graph, its layout and its
 * values change together; values of the same graph are replaced without a layout; of what arrives during a layout only
 * the newest is laid out next.
 */
import type {
  EvaluationState,
  GraphModel,
  GraphTrace,
  GraphValues,
  ModelId,
} from "../../../language-server/protocol.js";
import { layOut, type LayoutEngine } from "../drawing/layout/lay-out.js";
import type { GraphLayout } from "../drawing/layout/layout.js";
import type { Openings } from "../drawing/visible/openings.js";
import {
  type VisibleGraph,
  visibleGraph,
} from "../drawing/visible/visible-graph.js";
import type { PageState, PanelMessage } from "../messages.js";
import { keptLayout } from "./kept-layout.js";
import { provisionalLayout } from "./provisional-layout.js";
import { type Selection, selectionIn } from "./selection.js";

/** What is drawn: these three belong together. */
export interface Picture {
  readonly graph: VisibleGraph;
  readonly layout: GraphLayout;
  readonly values: GraphValues | undefined;
}

export interface Snapshot {
  readonly uri: string;
  readonly network: string;
  readonly state: EvaluationState | "loading";
  /** Why there is no graph, or why it has no values. */
  readonly message: string | undefined;
  readonly hasErrors: boolean;
  /** What became of the user's last wish, where it was not done; until the next answer. */
  readonly notice: string | undefined;
  readonly picture: Picture | undefined;
  readonly isLayingOut: boolean;
  /** Whether the picture is of an older text: its successor is being laid out. */
  readonly isOutdated: boolean;
  readonly openings: Openings;
  readonly selection: Selection | undefined;
  /** Nodes at the editor's cursor, and nodes that the pointer rests on there. */
  readonly lit: readonly ModelId[];
  readonly pointed: readonly ModelId[];
  /** The step at which a trace of the network stands. */
  readonly trace: GraphTrace | undefined;
  /** Counts the wishes to see something: the view moves when it grows. */
  readonly follow: number;
}

export class Session {
  private current: Snapshot;
  private model: GraphModel | undefined;
  private values: GraphValues | undefined;
  /** What the user chose last: it may be gone while a line is being typed, and come back with its end. */
  private chosen: Selection | undefined;
  private isLayoutRunning = false;
  /** Whether the panel waits for us to draw what it sent. */
  private isAnswerDue = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly engine: LayoutEngine,
    kept: PageState | undefined,
    /** Called when the answer is on its way to the screen: the next one may come. */
    private readonly drawn: () => void,
  ) {
    this.current = {
      uri: kept?.uri ?? "",
      network: kept?.network ?? "",
      state: "loading",
      hasErrors: false,
      isLayingOut: false,
      isOutdated: false,
      openings: kept?.openings ?? {},
      lit: [],
      pointed: [],
      trace: undefined,
      follow: 0,
      message: undefined,
      notice: undefined,
      picture: undefined,
      selection:
        kept?.selected === undefined
          ? undefined
          : { kind: "item", id: kept.selected },
    };
    this.chosen = this.current.selection;
  }

  get snapshot(): Snapshot {
    return this.current;
  }

  /** Which may not be drawn yet. */
  get newestModel(): GraphModel | undefined {
    return this.model;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  receive(message: PanelMessage): void {
    switch (message.kind) {
      case "graph":
        this.receiveGraph(message);
        return;
      case "lit":
        this.change({ lit: message.nodes });
        if (message.follow && message.nodes.length > 0)
          this.change({ follow: this.current.follow + 1 });
        return;
      // Whoever asked hears it: explanation.ts.
      case "explained":
        return;
      case "pointed":
        this.change({ pointed: message.nodes });
        return;
      case "editRefused":
        this.notify(
          "The number was not edited: the text has changed meanwhile. Try again.",
        );
        return;
    }
  }

  /** Says something about the user's last wish. */
  notify(notice: string): void {
    this.change({ notice });
  }

  select(selection: Selection | undefined): void {
    this.chosen = selection;
    this.change({ selection });
  }

  open(openings: Openings): void {
    this.change({ openings });
    this.draw();
  }

  private receiveGraph({
    uri,
    network,
    answer,
  }: Extract<PanelMessage, { kind: "graph" }>): void {
    if (answer.kind !== "graph") {
      this.model = undefined;
      const message =
        answer.kind === "nothing"
          ? answer.message
          : `The file has no network ${network} any more.`;
      const nothing = {
        state: "none",
        picture: undefined,
        trace: undefined,
        message,
      } as const;
      this.change({ uri, network, ...nothing });
      this.drawn();
      return;
    }
    const { state, hasErrors, message, model, values, trace } = answer;
    const notice = undefined;
    this.change({ uri, network, state, hasErrors, message, notice, trace });
    this.values = values;
    if (model) {
      this.model = model;
      this.isAnswerDue = true;
      this.draw();
    } else {
      this.replaceValues();
      this.drawn();
    }
  }

  /** A picture of an older model gets its successor's values together with its places. */
  private replaceValues(): void {
    const { picture } = this.current;
    if (picture && picture.graph.model === this.model)
      this.change({ picture: { ...picture, values: this.values } });
    else this.tell();
    if (picture && lacksRoom(picture.layout, this.needsRoom)) this.draw();
  }

  /** Whether wires need room for numbers. Without an evaluation a graph stays as narrow, or as wide, as it was. */
  private get needsRoom(): boolean {
    if (this.values) return true;
    const { picture, state } = this.current;
    return picture && !picture.layout.provisional
      ? !lacksRoom(picture.layout, true)
      : state !== "none";
  }

  /** Shows the newest model in its places, or asks for places and shows it then. */
  private draw(): void {
    const { model } = this;
    if (!model) return;
    if (this.isLayoutRunning) return;
    const graph = visibleGraph(model, this.current.openings);
    const { picture } = this.current;
    const kept =
      picture &&
      !picture.layout.provisional &&
      !lacksRoom(picture.layout, this.needsRoom)
        ? keptLayout(picture.layout, graph)
        : undefined;
    if (kept) {
      this.show(graph, kept);
      return;
    }
    if (!picture) this.showProvisionally(graph);
    const shown = this.current.picture?.graph.model;
    this.change({
      isLayingOut: true,
      isOutdated: shown !== undefined && shown !== model,
    });
    void this.layOut(graph);
  }

  /** What takes its time, or waits for ELK to start, is seen before it has its final places. */
  private showProvisionally(graph: VisibleGraph): void {
    const wait = graph.items.length > largestAwaited ? 0 : longestWait;
    setTimeout(() => {
      if (!this.current.picture && graph.model === this.model)
        this.show(graph, provisionalLayout(graph));
    }, wait);
  }

  private async layOut(graph: VisibleGraph): Promise<void> {
    const { openings } = this.current;
    const labels = this.needsRoom;
    this.isLayoutRunning = true;
    let layout;
    try {
      layout = await layOut(graph, this.engine, { labels });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.change({ message: `The graph could not be laid out: ${reason}` });
    }
    this.isLayoutRunning = false;
    this.change({ isLayingOut: false });
    const isOutdated =
      graph.model !== this.model ||
      openings !== this.current.openings ||
      (this.values !== undefined && !labels);
    if (isOutdated) this.draw();
    else if (layout) this.show(graph, layout);
    else this.answer();
  }

  private answer(): void {
    if (!this.isAnswerDue) return;
    this.isAnswerDue = false;
    this.drawn();
  }

  private show(graph: VisibleGraph, layout: GraphLayout): void {
    const { values } = this;
    this.change({
      isOutdated: false,
      picture: { graph, layout, values },
      selection: selectionIn(graph, this.chosen),
    });
    if (!layout.provisional) this.answer();
  }

  private change(part: Partial<Snapshot>): void {
    this.current = { ...this.current, ...part };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const lacksRoom = ({ wires }: GraphLayout, needsRoom: boolean): boolean =>
  needsRoom && wires.some(({ label }) => !label);

/** In milliseconds. */
const longestWait = 250;
/** Graphs of so many items have their final places soon. */
const largestAwaited = 150;
