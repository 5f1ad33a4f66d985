/**
 * While the picture is dragged, nothing in it is looked for under the pointer: among thousands of wires that takes time
 * in every frame. From the first step on, as a click is no drag. The picture is not made a layer of its own meanwhile:
 * browsers paint such a layer at its full size, however small it is shown.
 */
import type { D3ZoomEvent, ZoomBehavior } from "d3-zoom";

export function ignorePointerWhileDragged(
  behaviour: ZoomBehavior<HTMLElement, unknown>,
  sheet: HTMLElement,
): void {
  behaviour
    .on("zoom.drag", ({ sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      if (sourceEvent instanceof MouseEvent && sourceEvent.type === "mousemove")
        sheet.style.pointerEvents = "none";
    })
    .on("end.drag", () => {
      sheet.style.pointerEvents = "";
    });
}
