/** The JSON form of what was evaluated: the reference, section 10. */
import type { CheckResult } from "../language-server/analysis/checks.js";
import type { NodeId } from "../language-server/graph/graph.js";
import type { Problem } from "../language-server/graph/problem.js";
import {
  type BoundShape,
  formatShape,
  scalarShape,
} from "../language-server/graph/shape.js";
import {
  type EvaluatedFile,
  type EvaluatedNetwork,
  hasErrors,
} from "./evaluate-file.js";
import { otherFileOf, positionOf } from "./messages.js";
import type { SourceFile } from "./source-file.js";

/** Above this many elements the statistics stand instead of the elements. */
const mostElements = 10_000;

type JsonNumber = number | "NaN" | "Infinity" | "-Infinity";
type JsonData = JsonNumber | readonly JsonData[];
export type JsonTensor =
  | { readonly shape: BoundShape; readonly data: JsonData }
  | {
      readonly shape: BoundShape;
      readonly mean: JsonNumber;
      readonly std: JsonNumber;
      readonly min: JsonNumber;
      readonly max: JsonNumber;
    };

/** What `nn eval --json` writes: one object. */
export function evaluationToJson({
  source,
  networks,
  problems,
}: EvaluatedFile): object {
  return {
    file: source.path,
    ok: !hasErrors(problems),
    networks: networks.map((network) => ({
      ...networkToJson(network),
      checks: checksToJson(source, network),
    })),
    diagnostics: diagnosticsToJson(source, problems),
  };
}

/** What `nn check --json` writes for each FILE: the same without values and gradients. */
export function checksOfFileToJson({
  source,
  networks,
  problems,
}: EvaluatedFile): object {
  return {
    file: source.path,
    ok: !hasErrors(problems),
    networks: networks.map((network) => ({
      ...identityToJson(network),
      checks: checksToJson(source, network),
    })),
    diagnostics: diagnosticsToJson(source, problems),
  };
}

export function diagnosticsToJson(
  source: SourceFile,
  problems: readonly Problem[],
): object[] {
  return problems.map((problem) => ({
    // Only where it is not FILE: `undefined` is left out of the text.
    file: otherFileOf(source, problem.source),
    ...positionOf(source, problem.source),
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
  }));
}

function identityToJson({ network }: EvaluatedNetwork): object {
  const { name, graph, parameterCount } = network;
  return {
    name,
    objective: graph.objective?.name ?? null,
    parameterCount: parameterCount ?? null,
  };
}

function networkToJson(evaluated: EvaluatedNetwork): object {
  const { network, tape } = evaluated;
  return {
    ...identityToJson(evaluated),
    values: tensorsByName(evaluated, (node) => tape?.value(node)),
    gradients: tensorsByName(evaluated, (node) => tape?.gradient(node)),
    shapes: Object.fromEntries(
      [...network.shapes].map(([name, shape]) => [name, formatShape(shape)]),
    ),
  };
}

/** Every name whose node has such a tensor. */
function tensorsByName(
  { network }: EvaluatedNetwork,
  tensorOf: (node: NodeId) => Float64Array | undefined,
): Record<string, JsonTensor> {
  const { names, nodes } = network.graph;
  const tensors: [string, JsonTensor][] = [];
  for (const { name, node } of names) {
    const data = tensorOf(node);
    if (data)
      tensors.push([
        name,
        tensorToJson(data, nodes[node]?.boundShape ?? scalarShape),
      ]);
  }
  return Object.fromEntries(tensors);
}

function checksToJson(
  source: SourceFile,
  { network, checks }: EvaluatedNetwork,
): object[] {
  return network.graph.checks.map((check, index) => {
    const result = checks[index];
    return {
      line: positionOf(source, check.source).line,
      text: check.text,
      status: result?.status ?? "not-evaluated",
      ...actualToJson(result),
    };
  });
}

function actualToJson(result: CheckResult | undefined): object {
  if (!result?.actual) return {};
  const { data, shape } = result.actual;
  return { actual: nested(data, shape) };
}

/** Nested arrays; above 10,000 elements the statistics. */
export function tensorToJson(
  data: Float64Array,
  shape: BoundShape,
): JsonTensor {
  return data.length > mostElements
    ? { shape, ...statistics(data) }
    : { shape, data: nested(data, shape) };
}

/** Mean, standard deviation (divided by N), minimum and maximum; NaN where an element is. */
function statistics(data: Float64Array): {
  mean: JsonNumber;
  std: JsonNumber;
  min: JsonNumber;
  max: JsonNumber;
} {
  const { length } = data;
  const mean = data.reduce((sum, value) => sum + value, 0) / length;
  const squares = data.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean: numberToJson(mean),
    std: numberToJson(Math.sqrt(squares / length)),
    min: numberToJson(data.reduce((a, b) => Math.min(a, b))),
    max: numberToJson(data.reduce((a, b) => Math.max(a, b))),
  };
}

/** Row-major elements as nested arrays, built from the last axis outwards. */
function nested(data: Float64Array, shape: BoundShape): JsonData {
  let level: readonly JsonData[] = Array.from(data, numberToJson);
  for (const size of shape.toReversed()) {
    const outer: JsonData[] = [];
    for (let start = 0; start < level.length; start += size)
      outer.push(level.slice(start, start + size));
    level = outer;
  }
  return level[0] ?? [];
}

function numberToJson(value: number): JsonNumber {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "Infinity";
  return value === -Infinity ? "-Infinity" : value;
}
