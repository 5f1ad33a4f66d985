/** `nn summary FILE`: what each layer costs. Made from shapes alone: nothing is evaluated, no weight is allocated. */
import {
  costOf,
  type StatementCost,
} from "../language-server/analysis/cost.js";
import {
  type Dimension,
  formatDimension,
} from "../language-server/graph/dimension.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import { formatShape } from "../language-server/graph/shape.js";
import { alignColumns } from "./columns.js";
import type { Environment } from "./environment.js";
import { hasErrors } from "./evaluate-file.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { diagnosticsToJson } from "./json.js";
import { writeMessages } from "./messages.js";
import type { JsonOption } from "./program.js";
import { SourceFiles } from "./source-file.js";

export async function runSummary(
  path: string,
  { json = false }: JsonOption,
  environment: Environment,
): Promise<ExitStatus> {
  const source = await new SourceFiles(environment).open(path);
  if (!source) return exitStatus.usage;
  const { networks, problems } = source.lowered;
  const ok = !hasErrors(problems);
  environment.write(
    json
      ? `${JSON.stringify({
          file: path,
          ok,
          networks: networks.map(summaryToJson),
          diagnostics: diagnosticsToJson(source, problems),
        })}\n`
      : networks.map(summaryTable).join("\n"),
  );
  writeMessages(source, problems, environment);
  return ok ? exitStatus.good : exitStatus.error;
}

function summaryTable({ name, graph }: LoweredNetwork): string {
  const { statements, parameters, multiplyAdds } = costOf(graph);
  const rows = [
    ["", "output shape", "parameters", "multiply-adds"],
    ...statements.map((statement) => [
      statement.name,
      formatShape(statement.shape),
      grouped(statement.parameters),
      grouped(statement.multiplyAdds),
    ]),
    ["total", "", grouped(parameters), grouped(multiplyAdds)],
  ];
  const alignment = ["left", "left", "right", "right"] as const;
  return `${name}\n${alignColumns(rows, alignment)}`;
}

/** Counts that depend on a symbolic dimension are text: `20 * batch`. */
function summaryToJson({ name, graph }: LoweredNetwork): object {
  const { statements, parameters, multiplyAdds } = costOf(graph);
  return {
    name,
    layers: statements.map((statement: StatementCost) => ({
      name: statement.name,
      kind: statement.kind,
      shape: formatShape(statement.shape),
      parameters: countToJson(statement.parameters),
      multiplyAdds: countToJson(statement.multiplyAdds),
    })),
    parameters: countToJson(parameters),
    multiplyAdds: countToJson(multiplyAdds),
  };
}

const countToJson = (count: Dimension): number | string =>
  typeof count === "number" ? count : formatDimension(count);

/** `1,234`, `20 * batch`. */
const grouped = (count: Dimension): string =>
  typeof count === "number"
    ? count.toLocaleString("en")
    : formatDimension(count);
