/** Which network of a file a request is about. */
import type { LoweredNetwork } from "../graph/lowered.js";
import type { GraphChoice, GraphParams, NoGraph } from "../protocol.js";
import { contains } from "./positions.js";
import type { OpenProgram } from "./programs.js";

export const nothing = (message: string): NoGraph => ({
  kind: "nothing",
  message,
});

/** The network that is named, the one around the position, or the only one that can be meant. */
export function networkMeant(
  {
    lowered: { networks },
    document,
  }: Pick<OpenProgram, "lowered" | "document">,
  { network: name, position }: Pick<GraphParams, "network" | "position">,
): LoweredNetwork | GraphChoice | NoGraph {
  if (networks.length === 0) return nothing("The file has no network.");
  if (name !== undefined)
    return (
      networks.find((network) => network.name === name) ??
      nothing(`The file has no network named ${name}.`)
    );
  const offset = position && document.offsetAt(position);
  const around =
    offset === undefined
      ? undefined
      : networks.find(({ source }) => contains(source, offset));
  if (around) return around;
  const trained = networks.filter(({ graph }) => graph.objective);
  const [only, ...others] = trained.length > 0 ? trained : networks;
  if (only && others.length === 0) return only;
  return {
    kind: "choice",
    networks: networks.map(({ name: each, graph: { objective } }) => ({
      name: each,
      ...(objective && { objective: objective.name }),
    })),
  };
}
