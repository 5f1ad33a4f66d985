/** The graph as an SVG file that stands alone: for `nn graph --svg`, and for the page's export. */
import { render } from "preact-render-to-string";
import type {
  GraphModel,
  GraphValues,
} from "../../../language-server/graph/graph-model.js";
import { GraphDrawing } from "./components/graph-drawing.js";
import { Legend, legendSizes } from "./components/legend.js";
import { type LayoutEngine, layOut } from "./layout/lay-out.js";
import type { GraphLayout } from "./layout/layout.js";
import { styleSheetFor } from "./style/style-sheet.js";
import { type ThemeName, themes } from "./style/themes.js";
import { printable } from "./text/printable.js";
import type { Openings } from "./visible/openings.js";
import { type VisibleGraph, visibleGraph } from "./visible/visible-graph.js";

export interface PictureOptions {
  /** Light where it is left out, as for paper. */
  readonly theme?: ThemeName;
  readonly openings?: Openings;
}

/** Lays the graph out and draws it. Wires have labels where there are values for them. */
export async function svgPicture(
  model: GraphModel,
  values: GraphValues | undefined,
  engine: LayoutEngine,
  { theme = "light", openings = {} }: PictureOptions = {},
): Promise<string> {
  const graph = visibleGraph(model, openings);
  const labels = values !== undefined;
  const layout = await layOut(graph, engine, { labels });
  return svgDocument({ graph, layout, values, theme });
}

export interface DocumentContents {
  readonly graph: VisibleGraph;
  readonly layout: GraphLayout;
  readonly values: GraphValues | undefined;
  readonly theme: ThemeName;
}

/** The text of an SVG file with everything drawn, in the colours of one theme. */
export function svgDocument({
  graph,
  layout,
  values,
  theme,
}: DocumentContents): string {
  const { network, objective } = graph.model;
  const explained = objective !== undefined && values !== undefined;
  const width = Math.ceil(
    Math.max(layout.width, explained ? legendSizes.whole.width + 20 : 0),
  );
  const height =
    Math.ceil(layout.height) + (explained ? legendSizes.whole.height : 0);
  const markup = render(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class={values?.stale === true ? "nn stale" : "nn"}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
    >
      <title>{printable(`Computational graph of ${network}`)}</title>
      <style>{styleSheetFor(themes[theme])}</style>
      <rect width={width} height={height} fill={themes[theme].background} />
      <GraphDrawing graph={graph} layout={layout} values={values} />
      {explained && (
        <Legend
          x={20}
          y={Math.ceil(layout.height)}
          objective={objective}
          stale={values.stale}
        />
      )}
    </svg>,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${asXml(markup)}\n`;
}

/** What is not allowed in XML, although HTML has it: most control characters, and the end of a section that never began. */
const asXml = (markup: string): string =>
  markup
    .replaceAll(
      /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
      "�",
    )
    .replaceAll("]]>", "]]&gt;");
