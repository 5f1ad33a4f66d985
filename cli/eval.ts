/** `nn eval FILE`: values, gradients and checks, as a table or as JSON. */
import type { Environment } from "./environment.js";
import { evaluateFile, hasErrors } from "./evaluate-file.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { evaluationToJson } from "./json.js";
import { writeMessages } from "./messages.js";
import type { EvalOptions } from "./program.js";
import { SourceFiles } from "./source-file.js";
import { networkTable } from "./table.js";

export async function runEval(
  path: string,
  options: EvalOptions,
  environment: Environment,
): Promise<ExitStatus> {
  const source = await new SourceFiles(environment).open(path);
  if (!source) return exitStatus.usage;
  const names = source.lowered.networks.map(({ name }) => name);
  if (options.network !== undefined && !names.includes(options.network)) {
    environment.writeError(
      `nn: ${path} has no network named ${options.network}. Its networks: ${names.join(", ") || "none"}.\n`,
    );
    return exitStatus.usage;
  }
  const evaluated = evaluateFile(source, options);
  if (options.json)
    environment.write(`${JSON.stringify(evaluationToJson(evaluated))}\n`);
  else
    environment.write(
      evaluated.networks
        .map((network) => networkTable(source, network))
        .join("\n"),
    );
  writeMessages(source, evaluated.problems, environment);
  return hasErrors(evaluated.problems) ? exitStatus.error : exitStatus.good;
}
