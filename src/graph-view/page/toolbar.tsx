/** What can be done with the picture as a whole. In a narrow panel the two parts stand below each other. */
import type { ComponentChildren, VNode } from "preact";

export interface ToolbarProps {
  readonly children: ComponentChildren;
  readonly hasGroups: boolean;
  readonly side: "outline" | "values" | undefined;
  readonly hasEditable: boolean;
  readonly onSide: (side: "outline" | "values" | undefined) => void;
  readonly onLayers: () => void;
  readonly onOperations: () => void;
  readonly onFit: () => void;
  readonly onZoom: (factor: number) => void;
  readonly onSave: (format: "svg" | "png") => void;
}

export function Toolbar(props: ToolbarProps): VNode {
  const { side, onSide, onZoom, onSave } = props;
  const toggle = (which: "outline" | "values"): void =>
    onSide(side === which ? undefined : which);
  return (
    <div class="toolbar" role="toolbar" aria-label="Graph">
      <div class="tools">
        {props.children}
        {props.hasGroups && (
          <>
            <button
              type="button"
              title="Close all layers"
              onClick={props.onLayers}
            >
              Layers
            </button>
            <button
              type="button"
              title="Open all layers into their operations"
              onClick={props.onOperations}
            >
              Operations
            </button>
          </>
        )}
      </div>
      <div class="tools">
        <button
          type="button"
          title="Zoom out (−)"
          aria-label="Zoom out"
          onClick={() => onZoom(1 / 1.3)}
        >
          −
        </button>
        <button
          type="button"
          title="Zoom in (+)"
          aria-label="Zoom in"
          onClick={() => onZoom(1.3)}
        >
          +
        </button>
        <button type="button" title="Show all (0)" onClick={props.onFit}>
          Fit
        </button>
        <button
          type="button"
          aria-pressed={side === "outline"}
          title="The graph as a list (o)"
          onClick={() => toggle("outline")}
        >
          Outline
        </button>
        {props.hasEditable && (
          <button
            type="button"
            aria-pressed={side === "values"}
            title="Sliders for inputs and weights, which edit the text (v)"
            onClick={() => toggle("values")}
          >
            Sliders
          </button>
        )}
        <button type="button" title="Save as SVG" onClick={() => onSave("svg")}>
          SVG
        </button>
        <button type="button" title="Save as PNG" onClick={() => onSave("png")}>
          PNG
        </button>
      </div>
    </div>
  );
}
