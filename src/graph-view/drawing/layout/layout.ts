/** A visible graph with its places: what the components draw. All coordinates are absolute. */
import type { VisibleItem } from "../visible/visible-graph.js";
import type { VisibleWire } from "../visible/visible-wires.js";
import type { Figure } from "./figure.js";
import type { Point, Rectangle } from "./geometry.js";

export interface PlacedItem extends Rectangle {
  readonly item: VisibleItem;
  readonly figure: Figure;
}

export interface PlacedWire {
  readonly wire: VisibleWire;
  /** From the figure that it leaves to the figure that it enters. */
  readonly points: readonly Point[];
  /** Room for value and gradient; absent where the layout was made without labels. */
  readonly label?: Rectangle;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** Frames stand before what they hold. */
  readonly items: readonly PlacedItem[];
  readonly wires: readonly PlacedWire[];
  /** Provisional until ELK has answered. */
  readonly provisional: boolean;
}
