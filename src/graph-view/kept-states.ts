/**
 * How the user has arranged the open graphs, kept with the workspace. VS Code keeps a page's state too, but writes it late:
 * a browser that reloads the window may have that of minutes before.
 */
import type { Memento } from "vscode";
import type { PageState } from "./messages.js";
import type { GraphTarget } from "./panel.js";

const place = "nn.graph.states";
/** Graphs that went away unseen leave their state behind: the oldest are forgotten. */
const mostKept = 50;

export class KeptStates {
  constructor(private readonly memento: Memento) {}

  of(target: GraphTarget): PageState | undefined {
    return this.all.find((state) => isOf(state, target));
  }

  keep(state: PageState): void {
    this.write([...this.others(state), state].slice(-mostKept));
  }

  /** The graph was closed. */
  forget(target: GraphTarget): void {
    if (this.of(target)) this.write(this.others(target));
  }

  private get all(): readonly PageState[] {
    return this.memento.get<readonly PageState[]>(place, []);
  }

  private others(target: GraphTarget): readonly PageState[] {
    return this.all.filter((state) => !isOf(state, target));
  }

  private write(states: readonly PageState[]): void {
    void this.memento.update(place, states);
  }
}

const isOf = (state: GraphTarget, { uri, network }: GraphTarget): boolean =>
  state.uri === uri && state.network === network;
