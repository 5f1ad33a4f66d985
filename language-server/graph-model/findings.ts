/** What an evaluation found wrong, by the node of the picture where a reader looks for it. */
import type { CheckResult } from "../analysis/checks.js";
import { summarise } from "../evaluation/summary.js";
import type { Finding, ModelId } from "../graph/graph-model.js";
import type { Check, Graph, NodeId, SourceRange } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import type { Problem } from "../graph/problem.js";
import { tensorLabel } from "../presentation/tensors.js";
import type { DrawnNetwork } from "./build.js";

export interface Found {
  /** In the order of the graph's checks. */
  readonly checks: readonly CheckResult[];
  readonly problems: readonly Problem[];
}

/** The longest text of a value in a finding. */
const valueWidth = 40;

export function findingsOf(
  drawn: DrawnNetwork,
  { checks, problems }: Found,
  digits: number,
): Map<ModelId, Finding[]> {
  const { graph } = drawn.network;
  const findings = new Map<ModelId, Finding[]>();
  const add = (node: NodeId, finding: Finding): void => {
    const id = drawn.idOf(node);
    if (id === undefined) return;
    findings.set(id, [...(findings.get(id) ?? []), finding]);
  };
  for (const [index, check] of graph.checks.entries()) {
    const result = checks[index];
    const message = result && failureOf(check, result, digits);
    if (message === undefined) continue;
    for (const node of checkedNodes(graph, check, drawn.idOf))
      add(node, { kind: "failed-check", message });
  }
  const places = nodesByPlace(graph);
  const ofChecks = new Set(graph.checks.map(({ source }) => key(source)));
  for (const { severity, source, message } of problems) {
    if (severity !== "error" && severity !== "warning") continue;
    // The failed checks are among the problems as well.
    const node = ofChecks.has(key(source))
      ? undefined
      : places.get(key(source));
    if (node !== undefined) add(node, { kind: "health", message });
  }
  return findings;
}

/** `expect a3 ≈ 0.572: is 0.5717`; absent where the check holds. */
function failureOf(
  { text }: Check,
  { status, actual }: CheckResult,
  digits: number,
): string | undefined {
  if (status !== "failed" && status !== "truncated") return undefined;
  const note = status === "truncated" ? ", cut off instead of rounded" : "";
  const is = actual
    ? `is ${tensorLabel(
        summarise(actual.data, actual.shape, actual.data.length),
        { digits, width: valueWidth, shape: "where it fits" },
      )}`
    : "does not hold";
  return `expect ${text}: ${is}${note}`;
}

/**
 * The nodes that a check is about: those of the picture that its left side is computed from, and nothing behind them;
 * for a derivative, what it is taken by. Where the left side has none, those of the right side.
 */
function checkedNodes(
  { nodes }: Graph,
  { left, right }: Check,
  idOf: (node: NodeId) => ModelId | undefined,
): readonly NodeId[] {
  for (const side of [left, right]) {
    if (side === undefined) continue;
    const found = new Set<NodeId>();
    const seen = new Set<NodeId>([side]);
    const waiting = [side];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (idOf(id) !== undefined) {
        found.add(id);
        continue;
      }
      for (const operand of nodes[id]?.operands ?? []) {
        if (seen.has(operand)) continue;
        seen.add(operand);
        waiting.push(operand);
      }
    }
    if (found.size > 0) return [...found].sort((a, b) => a - b);
  }
  return [];
}

/** By place in this network, the node whose value is the value there: the last of those that it is made of. */
function nodesByPlace({ nodes, groups }: Graph): Map<string, NodeId> {
  return new Map(
    nodes.map((node) => [key(placeInNetwork(node, groups)), node.id]),
  );
}

const key = ({ file, start, end }: SourceRange): string =>
  `${file}:${start}:${end}`;
