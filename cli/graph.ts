/** `nn graph FILE --svg PATH`: the computational graph of a network as a picture, with values where there are any. */
import { tooLarge } from "../language-server/graph-model/build.js";
import { chooseNetwork, whyNone } from "./choose-network.js";
import { drawEvaluated } from "./draw-evaluated.js";
import type { Environment } from "./environment.js";
import { evaluateFile, hasErrors } from "./evaluate-file.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { writeMessages } from "./messages.js";
import type { GraphOptions } from "./program.js";
import { SourceFiles } from "./source-file.js";

export async function runGraph(
  path: string,
  { svg, network: wanted }: GraphOptions,
  environment: Environment,
): Promise<ExitStatus> {
  const source = await new SourceFiles(environment).open(path);
  if (!source) return exitStatus.usage;
  const { networks, problems } = source.lowered;
  const chosen = chooseNetwork(source, wanted);
  if (!chosen && networks.length === 0 && hasErrors(problems)) {
    writeMessages(source, problems, environment);
    return exitStatus.error;
  }
  if (!chosen) {
    environment.writeError(`nn: ${whyNone(source, wanted)}\n`);
    return exitStatus.usage;
  }
  const why = tooLarge(chosen);
  if (why !== undefined) {
    environment.writeError(`nn: ${why}\n`);
    return exitStatus.error;
  }
  const evaluated = evaluateFile(source, { network: chosen.name });
  const { model, values } = drawEvaluated(evaluated, chosen);
  const picture = await environment.drawPicture(model, values);
  const unwritten = environment.writeFile(svg, picture);
  if (unwritten) {
    environment.writeError(
      `nn: ${svg} cannot be written: ${unwritten.fault}.\n`,
    );
    return exitStatus.usage;
  }
  writeMessages(source, evaluated.problems, environment);
  return hasErrors(evaluated.problems) ? exitStatus.error : exitStatus.good;
}
