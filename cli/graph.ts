/** `nn graph FILE --svg PATH`: the computational graph of a network as a picture, with values where there are any. */
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import { tooLarge } from "../language-server/graph-model/build.js";
import { drawEvaluated } from "./draw-evaluated.js";
import type { Environment } from "./environment.js";
import { evaluateFile, hasErrors } from "./evaluate-file.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { writeMessages } from "./messages.js";
import type { GraphOptions } from "./program.js";
import { type SourceFile, SourceFiles } from "./source-file.js";

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

/** The network of this name; without one, the only network with an objective. */
function chooseNetwork(
  { lowered: { networks, problems } }: SourceFile,
  wanted: string | undefined,
): LoweredNetwork | undefined {
  if (wanted !== undefined) return networks.find(({ name }) => name === wanted);
  const trained = networks.filter(({ graph }) => graph.objective);
  if (trained.length === 1) return trained[0];
  // The statement with the objective may be the one with the error: what can be drawn is drawn.
  return networks.length === 1 && hasErrors(problems) ? networks[0] : undefined;
}

function whyNone(
  { path, lowered: { networks } }: SourceFile,
  wanted: string | undefined,
): string {
  if (networks.length === 0) return `${path} has no network.`;
  const listed = networks
    .map(({ name, graph: { objective } }) =>
      objective ? `${name} (objective ${objective.name})` : name,
    )
    .join(", ");
  if (wanted !== undefined)
    return `${path} has no network named ${wanted}. Its networks: ${listed}.`;
  const count = networks.filter(({ graph }) => graph.objective).length;
  const why =
    count === 0
      ? "no network with an objective"
      : `${count} networks with an objective`;
  return `${path} has ${why}: choose one with --network. Its networks: ${listed}.`;
}
