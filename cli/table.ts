/** A network's values, gradients and checks as text for a terminal. */
import type { CheckResult } from "../language-server/analysis/checks.js";
import { summarise } from "../language-server/evaluation/summary.js";
import type { NamedValue } from "../language-server/graph/graph.js";
import { formatShape, scalarShape } from "../language-server/graph/shape.js";
import { defaultDigits } from "../language-server/presentation/numbers.js";
import { tensorLabel } from "../language-server/presentation/tensors.js";
import { alignColumns } from "./columns.js";
import type { EvaluatedNetwork } from "./evaluate-file.js";
import { positionOf } from "./messages.js";
import type { SourceFile } from "./source-file.js";

/** A terminal's half: values of more characters are summarised. */
const widestValue = 40;

export function networkTable(
  source: SourceFile,
  evaluated: EvaluatedNetwork,
): string {
  return [
    headingOf(evaluated),
    valuesOf(evaluated),
    checksOf(source, evaluated),
  ].join("");
}

function headingOf({ network, tape }: EvaluatedNetwork): string {
  const { name, parameterCount, graph } = network;
  const parts = [name];
  if (graph.objective) parts.push(`objective ${graph.objective.name}`);
  if (parameterCount !== undefined && parameterCount > 0)
    parts.push(
      `${parameterCount.toLocaleString("en")} parameter${parameterCount === 1 ? "" : "s"}`,
    );
  if (!tape) parts.push("not evaluated");
  return `${parts.join(" · ")}\n`;
}

function valuesOf(evaluated: EvaluatedNetwork): string {
  const { network, tape } = evaluated;
  const { names, objective } = network.graph;
  const header = ["", "shape"];
  if (tape) header.push("value");
  if (tape && objective) header.push(`∂${objective.name}/∂…`);
  return alignColumns([
    header,
    ...names.map((named) => [
      named.name,
      formatShape(network.shapes.get(named.name) ?? scalarShape),
      ...(tape ? quantitiesOf(evaluated, named) : []),
    ]),
  ]);
}

function quantitiesOf(
  { network, tape }: EvaluatedNetwork,
  { node }: NamedValue,
): string[] {
  const shape = network.graph.nodes[node]?.boundShape ?? scalarShape;
  const label = (data: Float64Array | undefined): string =>
    data
      ? tensorLabel(summarise(data, shape, data.length), {
          digits: defaultDigits,
          width: widestValue,
          shape: "left out",
        })
      : "";
  return [label(tape?.value(node)), label(tape?.gradient(node))];
}

const marks: Readonly<Record<CheckResult["status"], string>> = {
  passed: "✓",
  failed: "✗",
  truncated: "~",
  "not-evaluated": "?",
};

function checksOf(
  source: SourceFile,
  { network, checks }: EvaluatedNetwork,
): string {
  return alignColumns(
    network.graph.checks.map((check, index) => {
      const result = checks[index];
      const { line } = positionOf(source, check.source);
      return [
        marks[result?.status ?? "not-evaluated"],
        `line ${line}`,
        check.text,
        result ? foundOf(result) : "",
      ];
    }),
  );
}

/** What a check that does not hold has found. */
function foundOf({ status, actual }: CheckResult): string {
  if (!actual || status === "passed") return "";
  const { data, shape } = actual;
  return tensorLabel(summarise(data, shape, data.length), {
    digits: defaultDigits,
    width: widestValue,
    shape: "left out",
  });
}
