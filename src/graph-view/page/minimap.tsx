/**
 * The whole graph in a corner, with a frame around what is seen. A click or a drag moves the view there. Hidden while
 * all of the graph is in view.
 */
import type { VNode } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { GraphLayout } from "../drawing/layout/layout.js";
import type { Camera, View } from "./camera.js";

const largest = { width: 180, height: 110 };

export interface MinimapProps {
  readonly layout: GraphLayout;
  readonly camera: Camera;
  readonly onMove: (listener: (view: View) => void) => () => void;
}

export function Minimap({ layout, camera, onMove }: MinimapProps): VNode {
  const { width, height } = layout;
  const scale = Math.min(largest.width / width, largest.height / height);
  const map = useRef<SVGSVGElement>(null);
  const frame = useRef<SVGRectElement>(null);
  const boxes = useMemo(() => boxesOf(layout), [layout]);

  useLayoutEffect(() => {
    const place = (): void => {
      const { seen } = camera;
      const isAllSeen =
        seen.x <= 0 &&
        seen.y <= 0 &&
        seen.x + seen.width >= width &&
        seen.y + seen.height >= height;
      map.current?.classList.toggle("all-seen", isAllSeen);
      for (const side of ["x", "y", "width", "height"] as const)
        frame.current?.setAttribute(side, String(seen[side]));
    };
    place();
    return onMove(place);
  }, [camera, layout, onMove, width, height]);

  const go = (event: PointerEvent): void => {
    if (event.buttons !== 1 || !(event.currentTarget instanceof Element))
      return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    camera.centre({
      x: (event.clientX - left) / scale,
      y: (event.clientY - top) / scale,
      width: 0,
      height: 0,
    });
  };
  return (
    <svg
      ref={map}
      class="minimap nn"
      aria-hidden="true"
      width={Math.max(width * scale, 4)}
      height={Math.max(height * scale, 4)}
      viewBox={`0 0 ${width} ${height}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <path class="map-boxes" d={boxes} />
      <rect ref={frame} class="map-frame" />
    </svg>
  );
}

const boxesOf = ({ items }: GraphLayout): string =>
  items
    .map(
      ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`,
    )
    .join("");
