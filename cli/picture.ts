/**
 * Graphs as SVG texts. A bundle of its own, loaded when a picture is asked for: the layout engine alone is larger than
 * the rest of the program and would be read at every start.
 */
import type {
  GraphModel,
  GraphValues,
} from "../language-server/graph/graph-model.js";
import { elkHere } from "../src/graph-view/drawing/layout/elk-here.js";
import { svgPicture } from "../src/graph-view/drawing/svg-document.js";

/** @param values absent for the structure alone */
export const drawPicture = (
  model: GraphModel,
  values: GraphValues | undefined,
): Promise<string> => svgPicture(model, values, elkHere());
