/**
 * Which part of the picture is seen: pan and zoom by d3-zoom, as a transform on an HTML element around the SVG (a
 * transform inside the SVG costs ten times as much a frame).
 */
import { select } from "d3-selection";
import {
  zoom,
  type ZoomBehavior,
  zoomIdentity,
  type ZoomTransform,
} from "d3-zoom";
import type { Rectangle } from "../drawing/layout/geometry.js";
import type { GraphLayout } from "../drawing/layout/layout.js";
import { ignorePointerWhileDragged } from "./drag.js";
import {
  farthest,
  firstView,
  readableScale,
  type Size,
  type View,
  wholeView,
} from "./view.js";

export type { View } from "./view.js";

const closest = 4;

interface ZoomEvent {
  readonly transform: ZoomTransform;
  readonly sourceEvent?: unknown;
}

export class Camera {
  private readonly behaviour: ZoomBehavior<HTMLElement, unknown>;
  private transform: ZoomTransform = zoomIdentity;
  /** How the view came about, until the user makes it another one: done anew in a viewport of another size. */
  private arrange: ((layout: GraphLayout) => void) | undefined;
  private arranged: GraphLayout | undefined;
  private isResizing = false;

  constructor(
    private readonly viewport: HTMLElement,
    private readonly sheet: HTMLElement,
    /** `goesOn`: a gesture is under way, whose next move comes with the next frame. */
    private readonly moved: (view: View, goesOn: boolean) => void,
  ) {
    this.behaviour = zoom<HTMLElement, unknown>()
      .scaleExtent([farthest, closest])
      .on("zoom", ({ transform, sourceEvent }: ZoomEvent) => {
        this.transform = transform;
        this.arrange = undefined;
        this.apply();
        // Keys and buttons have no event of the pointer.
        this.moved(this.view, Boolean(sourceEvent) || this.isResizing);
      });
    ignorePointerWhileDragged(this.behaviour, sheet);
    select(viewport).call(this.behaviour).on("dblclick.zoom", null);
    sheet.style.transformOrigin = "0 0";
  }

  /** The viewport has another size: what was shown whole still is, and what began readable still can be read. */
  resized(): void {
    this.isResizing = true;
    if (this.arrange && this.arranged) this.arrange(this.arranged);
    else this.moved(this.view, true);
    this.isResizing = false;
  }

  dispose(): void {
    select(this.viewport).on(".zoom", null);
  }

  get view(): View {
    const { x, y, k } = this.transform;
    return { x, y, k };
  }

  set view({ x, y, k }: View) {
    select(this.viewport).call((element, transform) => {
      this.behaviour.transform(element, transform);
    }, zoomIdentity.translate(x, y).scale(k));
  }

  /** What is seen, in the drawing's coordinates. */
  get seen(): Rectangle {
    const { x, y, k } = this.transform;
    const { clientWidth, clientHeight } = this.viewport;
    return {
      x: -x / k,
      y: -y / k,
      width: clientWidth / k,
      height: clientHeight / k,
    };
  }

  /** All of it, at most at its own size. */
  fit(layout: GraphLayout): void {
    this.view = wholeView(layout, this.size);
    this.arrange = (other) => this.fit(other);
    this.arranged = layout;
  }

  /** All of it where that can be read, otherwise a place to begin at. */
  begin(layout: GraphLayout): void {
    this.view = firstView(layout, this.size);
    this.arrange = (other) => this.begin(other);
    this.arranged = layout;
  }

  /** Whether the view is still what `fit` or `begin` made it. */
  get isArranged(): boolean {
    return this.arrange !== undefined;
  }

  /** Another layout is shown as the one before was, where that was arranged. */
  arrangeAnew(layout: GraphLayout): void {
    this.arrange?.(layout);
  }

  zoomBy(factor: number): void {
    select(this.viewport).call((element) => {
      this.behaviour.scaleBy(element, factor);
    });
  }

  panBy(x: number, y: number): void {
    const { view } = this;
    this.view = { ...view, x: view.x + x, y: view.y + y };
  }

  /** @param within a part of the viewport, in whose middle the place comes to lie */
  centre(place: Rectangle, within = this.all, k = this.transform.k): void {
    this.view = {
      x: within.x + within.width / 2 - (place.x + place.width / 2) * k,
      y: within.y + within.height / 2 - (place.y + place.height / 2) * k,
      k,
    };
  }

  /** Brings the place into the middle of a part of the viewport, large enough to be read. */
  show(place: Rectangle, within = this.all): void {
    this.centre(place, within, readableScale(this.transform.k, place, within));
  }

  /** Moves only where the place is not in view already; then the place is also made large enough to be read. */
  reveal(place: Rectangle, within = this.all): void {
    const { seen } = this;
    const isSeen =
      place.x >= seen.x &&
      place.y >= seen.y &&
      place.x + Math.min(place.width, seen.width) <= seen.x + seen.width &&
      place.y + Math.min(place.height, seen.height) <= seen.y + seen.height;
    if (!isSeen) this.show(place, within);
  }

  /** Where a place of the drawing is on the viewport. */
  onScreen({ x, y, width, height }: Rectangle): Rectangle {
    const { transform } = this;
    return {
      x: transform.applyX(x),
      y: transform.applyY(y),
      width: width * transform.k,
      height: height * transform.k,
    };
  }

  get size(): Size {
    const { clientWidth, clientHeight } = this.viewport;
    return { width: clientWidth, height: clientHeight };
  }

  private get all(): Rectangle {
    return { x: 0, y: 0, ...this.size };
  }

  private apply(): void {
    const { x, y, k } = this.transform;
    this.sheet.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
  }
}
