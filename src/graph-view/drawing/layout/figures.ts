/** The figures of all items of a visible graph. */
import type { VisibleGraph } from "../visible/visible-graph.js";
import { type Figure, figureOf } from "./figure.js";

/** With more wires than this, all that leave an item begin at one place. */
const mostDepartures = 6;

export class Figures {
  private readonly figures: ReadonlyMap<string, Figure>;
  private readonly leaving = new Map<string, number>();

  constructor({ items, wires }: VisibleGraph) {
    const arriving = new Map<string, number>();
    for (const { from, to } of wires) {
      arriving.set(to, (arriving.get(to) ?? 0) + 1);
      this.leaving.set(from, (this.leaving.get(from) ?? 0) + 1);
    }
    this.figures = new Map(
      items.map((item) => [
        item.id,
        figureOf(item, {
          arriving: arriving.get(item.id) ?? 0,
          leaving: this.sharesDeparture(item.id)
            ? 1
            : (this.leaving.get(item.id) ?? 0),
        }),
      ]),
    );
  }

  of(item: string): Figure {
    const figure = this.figures.get(item);
    if (!figure) throw new Error(`There is no item ${item}.`);
    return figure;
  }

  /** Whether its wires, being many, begin at one place. */
  sharesDeparture(item: string): boolean {
    return (this.leaving.get(item) ?? 0) > mostDepartures;
  }
}
