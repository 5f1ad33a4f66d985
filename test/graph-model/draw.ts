// Programs as graphs: lowered, drawn, and evaluated as the worker would, without a server.
import { TextDocument } from "langium";
import { evaluateGraph } from "../../language-server/analysis/evaluate-graph.js";
import { glancesOf } from "../../language-server/evaluation/glances.js";
import type {
  GraphModel,
  GraphValues,
} from "../../language-server/graph/graph-model.js";
import {
  type DrawnNetwork,
  drawNetwork,
} from "../../language-server/graph-model/build.js";
import { findingsOf } from "../../language-server/graph-model/findings.js";
import {
  glancesWanted,
  graphValues,
} from "../../language-server/graph-model/values.js";
import { lower, type Lowered, networkOf } from "../language/lower.js";

export const uri = "file:///work/program.nn";

/** The network of that name, or the last of the file. */
export function draw(
  text: string,
  name?: string,
): DrawnNetwork & { readonly lowered: Lowered } {
  const lowered = lower(text);
  const network = networkOf(
    lowered,
    name ?? lowered.networks.at(-1)?.name ?? "",
  );
  const document = TextDocument.create(uri, "nn", 1, text);
  const drawn = drawNetwork({
    uri,
    version: 1,
    network,
    texts: lowered.texts,
    rangeOf: ({ start, end }) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    }),
  });
  return { ...drawn, lowered };
}

export const modelOf = (text: string, name?: string): GraphModel =>
  draw(text, name).model;

/** Nothing where the network cannot be evaluated. */
export function valuesOf(
  drawn: DrawnNetwork,
  digits = 4,
  neurons: readonly string[] = [],
): GraphValues | undefined {
  const { graph } = drawn.network;
  const evaluation = graph.evaluable
    ? evaluateGraph(graph, { memoryLimit: 1e9 })
    : undefined;
  if (evaluation?.kind !== "evaluated") return undefined;
  const wanted = glancesWanted(drawn, neurons);
  return graphValues(drawn, wanted, glancesOf(evaluation.tape, wanted), {
    version: 1,
    stale: false,
    digits,
    findings: findingsOf(drawn, evaluation, digits),
  });
}
