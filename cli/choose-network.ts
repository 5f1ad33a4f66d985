/** Which network of a FILE a command is about: the one that is named, or the only one that can be meant. */
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import { hasErrors } from "./evaluate-file.js";
import type { SourceFile } from "./source-file.js";

/** The network of this name; without one, the only network with an objective. */
export function chooseNetwork(
  { lowered: { networks, problems } }: SourceFile,
  wanted: string | undefined,
): LoweredNetwork | undefined {
  if (wanted !== undefined) return networks.find(({ name }) => name === wanted);
  const trained = networks.filter(({ graph }) => graph.objective);
  if (trained.length === 1) return trained[0];
  // The statement with the objective may be the one with the error: what can be drawn is drawn.
  return networks.length === 1 && hasErrors(problems) ? networks[0] : undefined;
}

/** Why none was chosen, with the list of those that there are. */
export function whyNone(
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
