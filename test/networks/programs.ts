/** Programs on disk as tests of networks lower them, with the files that they import. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { EmptyFileSystem, URI } from "langium";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";
import { ProgramFiles } from "../../language-server/files/program-files.js";
import type { LoweredNetwork } from "../../language-server/graph/lowered.js";
import { createLanguage } from "../../language-server/language-services.js";

const root = path.resolve(import.meta.dirname, "../..");

const language = createLanguage({
  ...EmptyFileSystem,
  files: new ProgramFiles({
    fileSystem: nodeFileSystem,
    openText: () => undefined,
  }),
  rootOf: () => URI.file(root).toString(),
});

/** One replacement in the text of a program, of something that is there. */
export type Change = readonly [text: string, by: string];

/**
 * The last network of a program, which the others are blocks of; throws where anything in the program is worth more
 * than a hint.
 *
 * @param file path below the project
 */
export async function lastNetworkOf(
  file: string,
  changes: readonly Change[] = [],
): Promise<LoweredNetwork> {
  const { LangiumDocumentFactory } = language.shared.workspace;
  const document = LangiumDocumentFactory.fromString(
    changed(readFileSync(path.join(root, file), "utf8"), changes),
    URI.file(path.join(root, file)),
  );
  const { networks, problems } =
    await language.language.Lowering.settled(document);
  const [problem] = problems.filter(({ severity }) => severity !== "hint");
  if (problem) throw new Error(`${file}: ${problem.message}`);
  const last = networks.at(-1);
  if (!last) throw new Error(`${file} has no network.`);
  return last;
}

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, [what, by]) => {
    if (!before.includes(what)) throw new Error(`There is no ${what}.`);
    return before.replace(what, by);
  }, text);
}
