// Programs as pictures: read from the examples or from text, laid out by ELK in this thread.
import { readFileSync } from "node:fs";
import type {
  GraphModel,
  GraphValues,
} from "../../../language-server/graph/graph-model.js";
import { elkHere } from "../../../src/graph-view/drawing/layout/elk-here.js";
import { layOut } from "../../../src/graph-view/drawing/layout/lay-out.js";
import type { GraphLayout } from "../../../src/graph-view/drawing/layout/layout.js";
import type { Openings } from "../../../src/graph-view/drawing/visible/openings.js";
import {
  type VisibleGraph,
  visibleGraph,
} from "../../../src/graph-view/drawing/visible/visible-graph.js";
import { draw, valuesOf } from "../../graph-model/draw.js";

export interface Program {
  readonly model: GraphModel;
  readonly values: GraphValues | undefined;
}

/** A network of a program: the named one, or the last. */
export function programOf(text: string, network?: string): Program {
  const drawn = draw(text, network);
  return { model: drawn.model, values: valuesOf(drawn) };
}

/** `lecture/n07-circuit`, `networks/mlp`. */
export const exampleOf = (name: string, network?: string): Program =>
  programOf(readFileSync(`examples/${name}.nn`, "utf8"), network);

/** 784-256-128-10, as a first course in digits has it, on a batch of noise. */
export const digits = `network Digits {
  input x: [32, 784] = uniform(0, 1)
  input label: [32] = zeros([32])
  layer h1 = x |> dense(256, weight: he_normal()) |> relu
  layer h2 = h1 |> dense(128, weight: he_normal()) |> relu
  layer logits = h2 |> dense(10)
  loss L = cross_entropy(logits, label)
}`;

export interface LaidOut extends Program {
  readonly graph: VisibleGraph;
  readonly layout: GraphLayout;
}

export async function laidOut(
  program: Program,
  openings: Openings = {},
): Promise<LaidOut> {
  const graph = visibleGraph(program.model, openings);
  const layout = await layOut(graph, elkHere(), { labels: true });
  return { ...program, graph, layout };
}

/** Every group open, small dense layers as neurons where these are asked for. */
export const allOpen = ({ groups }: GraphModel, neurons = false): Openings =>
  Object.fromEntries(
    groups.map(({ id, dense }) => [id, neurons && dense ? "neurons" : "open"]),
  );
