/** What a debugger's hover evaluates: the expression around a place in the text, where its value is known by then. */
import type { Graph, NodeId, SourceRange } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import { operations } from "../ops/registry.js";
import type { TraceExpression } from "../protocol.js";
import type { NetworkTrace } from "../trace/network-trace.js";
import { hoverTarget } from "./hover-target.js";
import { contains, rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import type { Traces } from "./traces.js";

/** Null where nothing can be evaluated, or the value is one of a later step. */
export function traceExpressionAt(
  program: OpenProgram,
  traces: Traces,
  offset: number,
): TraceExpression | null {
  const { lowered, document, uri } = program;
  const { occurrence, value } = hoverTarget(lowered, offset);
  const network =
    value?.network ??
    lowered.networks.find(({ source }) => contains(source, offset));
  const shown = network && traces.shown(uri, network.name);
  if (!network || !shown || shown.waits) return null;
  const { trace } = shown.session;
  const { graph } = network;
  const found =
    derivativeAt(graph, offset) ??
    (value && {
      node: value.node,
      source:
        occurrence?.node === undefined
          ? placeOf(graph, value.node)
          : occurrence.source,
      isName: occurrence?.node !== undefined,
    });
  if (!found || !isKnown(trace, found.node, shown.at.step)) return null;
  const { node, source, isName } = found;
  const expression = isName
    ? textAt(program, source)
    : (nameOf(graph, node) ??
      (isRepeatable(graph, source) ? textAt(program, source) : undefined));
  return expression === undefined
    ? null
    : { range: rangeOf(document, source), expression };
}

const textAt = ({ lowered }: OpenProgram, { start, end }: SourceRange) =>
  lowered.texts[0]?.slice(start, end);

/** `∂L/∂z1` is one thing, also where the pointer is on one of its names. */
function derivativeAt({ nodes }: Graph, offset: number) {
  const found = nodes.findLast(
    ({ operation, source }) =>
      operation === "derivative" && contains(source, offset),
  );
  return found && { node: found.id, source: found.source, isName: true };
}

function placeOf({ nodes, groups }: Graph, id: NodeId): SourceRange {
  const node = nodes[id];
  return node ? placeInNetwork(node, groups) : { file: -1, start: 0, end: 0 };
}

const nameOf = ({ names }: Graph, node: NodeId): string | undefined =>
  names.find((name) => name.node === node && !name.inner)?.name;

/** Whether the expression, written once more, is the same: it makes no parameters and draws no random numbers. */
function isRepeatable(graph: Graph, { file, start, end }: SourceRange) {
  return (
    file === 0 &&
    graph.nodes.every((node) => {
      const place = placeInNetwork(node, graph.groups);
      const isInside =
        place.file === 0 && place.start >= start && place.end <= end;
      const makesAnew =
        node.operation === "parameter" ||
        operations.get(node.operation)?.random === true;
      return !isInside || !makesAnew;
    })
  );
}

/** Of the objective's derivative a part is enough: what has come back so far is said to be so. */
function isKnown(
  { drawn, progress }: NetworkTrace,
  node: NodeId,
  step: number,
): boolean {
  const { nodes, objective } = drawn.network.graph;
  const { operation, operands = [] } = nodes[node] ?? {};
  const [numerator = -1, denominator = -1] = operands;
  if (operation !== "derivative" || numerator !== objective?.node)
    return progress.hasValue(node, step);
  const carrier = progress.carrierOf(denominator);
  return (
    progress.hasValue(node, step) ||
    (carrier !== undefined && progress.gradient(carrier, step) !== undefined)
  );
}
