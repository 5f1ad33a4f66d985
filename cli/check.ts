/** `nn check FILE…`: what is wrong in each FILE, and how its checks end. */
import type { Environment } from "./environment.js";
import {
  evaluateFile,
  type EvaluatedFile,
  hasErrors,
} from "./evaluate-file.js";
import { type ExitStatus, exitStatus, worse } from "./exit-status.js";
import { checksOfFileToJson } from "./json.js";
import { writeMessages } from "./messages.js";
import type { JsonOption } from "./program.js";
import { SourceFiles } from "./source-file.js";

export async function runCheck(
  paths: readonly string[],
  { json = false }: JsonOption,
  environment: Environment,
): Promise<ExitStatus> {
  const files = new SourceFiles(environment);
  let status: ExitStatus = exitStatus.good;
  for (const path of paths) {
    const source = await files.open(path);
    if (!source) {
      status = exitStatus.usage;
      continue;
    }
    const evaluated = evaluateFile(source);
    environment.write(
      json
        ? `${JSON.stringify(checksOfFileToJson(evaluated))}\n`
        : `${path}: ${outcomeOf(evaluated)}\n`,
    );
    writeMessages(source, evaluated.problems, environment);
    if (hasErrors(evaluated.problems)) status = worse(status, exitStatus.error);
  }
  return status;
}

/** `4 checks passed`; `2 errors, 3 of 5 checks passed, 1 cut off`. */
function outcomeOf({ networks, problems }: EvaluatedFile): string {
  const statuses = networks.flatMap(({ checks }) =>
    checks.map(({ status }) => status),
  );
  const count = (wanted: string): number =>
    statuses.filter((status) => status === wanted).length;
  const passed = count("passed");
  const all = statuses.length;
  const parts = [
    all === passed
      ? plural(all, "check", "passed")
      : `${passed} of ${plural(all, "check", "passed")}`,
    ...[
      [count("failed"), "failed"] as const,
      [count("truncated"), "cut off instead of rounded"] as const,
      [count("not-evaluated"), "not evaluated"] as const,
    ].flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])),
  ];
  const errors = problems.filter(
    ({ severity, code }) => severity === "error" && code !== "check-failed",
  ).length;
  if (errors > 0) parts.unshift(plural(errors, "error"));
  return parts.join(", ");
}

const plural = (count: number, noun: string, verb = ""): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}${verb && ` ${verb}`}`;
