/** `nn format FILE…`: gives each FILE the canonical layout, or says which ones have another. */
import { applyChanges } from "../language-server/formatting/edits.js";
import type { Environment } from "./environment.js";
import { type ExitStatus, exitStatus, worse } from "./exit-status.js";
import { writeMessages } from "./messages.js";
import type { FormatOptions } from "./program.js";
import { SourceFiles } from "./source-file.js";

/** Writes the paths of the FILEs that changed, or with `--check` would change. One with a syntax error is left as it is. */
export function runFormat(
  paths: readonly string[],
  options: FormatOptions,
  environment: Environment,
): ExitStatus {
  const files = new SourceFiles(environment);
  return paths
    .map((path) => formatFile(path, files, options, environment))
    .reduce<ExitStatus>(worse, exitStatus.good);
}

function formatFile(
  path: string,
  files: SourceFiles,
  { check = false }: FormatOptions,
  environment: Environment,
): ExitStatus {
  const parsed = files.parse(path);
  if (!parsed) return exitStatus.usage;
  const { document, syntaxErrors, layout } = parsed;
  if (syntaxErrors.length > 0) {
    const source = { path, document, lowered: { files: [], texts: [] } };
    writeMessages(source, syntaxErrors, environment);
    return exitStatus.error;
  }
  const changes = layout();
  if (changes.length === 0) return exitStatus.good;
  if (check) {
    environment.write(`${path}\n`);
    return exitStatus.error;
  }
  const text = applyChanges(document.getText(), changes);
  const failure = environment.replaceFile(path, text);
  if (failure) {
    environment.writeError(
      `nn: ${path} cannot be written: ${failure.fault}.\n`,
    );
    return exitStatus.usage;
  }
  environment.write(`${path}\n`);
  return exitStatus.good;
}
