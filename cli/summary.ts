/** `nn summary FILE`: what each layer costs. Made from shapes alone: nothing is evaluated, no weight is allocated. */
import {
  costOf,
  type NetworkCost,
  type StatementCost,
} from "../language-server/analysis/cost.js";
import type { CostPart } from "../language-server/analysis/cost-parts.js";
import { bytesPerNumber } from "../language-server/analysis/node-cost.js";
import {
  type Dimension,
  formatDimension,
  multiplyDimensions,
} from "../language-server/graph/dimension.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import { formatShape } from "../language-server/graph/shape.js";
import type { Environment } from "./environment.js";
import { hasErrors } from "./evaluate-file.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { diagnosticsToJson } from "./json.js";
import { writeMessages } from "./messages.js";
import type { SummaryOptions } from "./program.js";
import { SourceFiles } from "./source-file.js";
import { summaryTable } from "./summary-table.js";

export async function runSummary(
  path: string,
  { json = false, depth = 1 }: SummaryOptions,
  environment: Environment,
): Promise<ExitStatus> {
  const source = await new SourceFiles(environment, false).open(path);
  if (!source) return exitStatus.usage;
  const { networks, problems } = source.lowered;
  const ok = !hasErrors(problems);
  const costs = networks.map((network) => ({
    network,
    cost: costOf(network.graph, depth),
  }));
  environment.write(
    json
      ? `${JSON.stringify({
          file: path,
          ok,
          networks: costs.map(({ network, cost }) =>
            summaryToJson(network, cost),
          ),
          diagnostics: diagnosticsToJson(source, problems),
        })}\n`
      : costs
          .map(({ network, cost }) => summaryTable(network.name, cost))
          .join("\n"),
  );
  writeMessages(source, problems, environment);
  return ok ? exitStatus.good : exitStatus.error;
}

/** Counts that depend on a symbolic dimension are text: `20 * batch`. Memory is in bytes. */
function summaryToJson({ name }: LoweredNetwork, cost: NetworkCost): object {
  return {
    name,
    inputs: cost.inputs.map((input) => ({
      name: input.name,
      shape: formatShape(input.shape),
    })),
    layers: cost.statements.map(rowToJson),
    ...countsToJson(cost),
    parameterMemory: countToJson(
      multiplyDimensions(cost.parameters, bytesPerNumber),
    ),
  };
}

function rowToJson(row: StatementCost | CostPart): object {
  return {
    ...(row.name !== undefined && { name: row.name }),
    ...("label" in row && { label: row.label }),
    kind: row.kind,
    shape: formatShape(row.shape),
    ...countsToJson(row),
    ...(row.parts.length > 0 && { layers: row.parts.map(rowToJson) }),
  };
}

const countsToJson = ({
  parameters,
  notTrained,
  multiplyAdds,
  memory,
}: NetworkCost | StatementCost | CostPart): object => ({
  parameters: countToJson(parameters),
  notTrained: countToJson(notTrained),
  multiplyAdds: countToJson(multiplyAdds),
  memory: countToJson(memory),
});

const countToJson = (count: Dimension): number | string =>
  typeof count === "number" ? count : formatDimension(count);
