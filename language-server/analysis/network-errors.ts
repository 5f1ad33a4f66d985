/** What a network's meaning depends on in its file: the networks that it uses, and the errors in all of these. */
import type { SourceRange } from "../graph/graph.js";
import type { LoweredFile, LoweredNetwork } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";

/** Errors of another network of the file count where this one uses it. */
export function errorsOf(
  lowered: LoweredFile,
  network: LoweredNetwork,
): Problem[] {
  const used = networksUsedBy(lowered, network);
  return lowered.problems.filter(({ severity, source }) => {
    if (severity !== "error") return false;
    const around = lowered.networks.find(
      (each) => source.file === 0 && contains(each.source, source.start),
    );
    return !around || used.has(around);
  });
}

/** The network itself, and those of its file that it is made of. */
export function networksUsedBy(
  { networks, occurrences }: LoweredFile,
  network: LoweredNetwork,
): Set<LoweredNetwork> {
  const used = new Set([network]);
  const uses = occurrences.filter(
    ({ kind, declaration }) => kind === "network" && declaration?.file === 0,
  );
  // A set's new members are visited as well.
  for (const user of used)
    for (const { source, declaration } of uses) {
      if (!declaration || !contains(user.source, source.start)) continue;
      const found = networks.find(({ source: own }) =>
        contains(own, declaration.start),
      );
      if (found) used.add(found);
    }
  return used;
}

const contains = (place: SourceRange, offset: number): boolean =>
  place.file === 0 && place.start <= offset && offset <= place.end;
