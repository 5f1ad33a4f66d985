/**
 * While the picture is dragged it is a layer of its own, which the browser moves without painting it again, and nothing in
 * it is looked for under the pointer: of thousands of wires, each would take a tenth of a second a frame. Only meanwhile,
 * as text in such a layer is not drawn anew, and so blurs, when it is zoomed; and only from the first step on, as a click
 * is no drag.
 */
import type { D3ZoomEvent, ZoomBehavior } from "d3-zoom";

export function liftWhileDragged(
  behaviour: ZoomBehavior<HTMLElement, unknown>,
  sheet: HTMLElement,
): void {
  behaviour
    .on("zoom.layer", ({ sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      if (sourceEvent instanceof MouseEvent && sourceEvent.type === "mousemove")
        Object.assign(sheet.style, {
          willChange: "transform",
          pointerEvents: "none",
        });
    })
    .on("end.layer", () => {
      Object.assign(sheet.style, { willChange: "", pointerEvents: "" });
    });
}
