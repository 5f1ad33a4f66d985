/**
 * From a visible graph to its layout. ELK itself is handed in: the page runs it in a worker, Node in its own thread.
 */
import type { ElkNode } from "elkjs";
import type { VisibleGraph } from "../visible/visible-graph.js";
import { elkInput, type LayoutOptions } from "./elk-input.js";
import { layoutFrom } from "./elk-result.js";
import { Figures } from "./figures.js";
import type { GraphLayout } from "./layout.js";

/** Whatever runs ELK: an `ELK` object of elkjs has this method. */
export interface LayoutEngine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

export async function layOut(
  graph: VisibleGraph,
  engine: LayoutEngine,
  options: LayoutOptions,
): Promise<GraphLayout> {
  const figures = new Figures(graph);
  const answer = await engine.layout(elkInput(graph, figures, options));
  return layoutFrom(answer, graph, figures);
}
