/** Which functions and networks of a file use another one, directly or not: that one cannot use them, as nothing is recursive. */
import type { Occurrence } from "../graph/lowered.js";
import type { Outline, OutlineItem } from "../graph/outline.js";
import type { ProgramSeen } from "./names-in-sight.js";

/** @param name is among them */
export function leadingTo(
  name: string,
  { lowered, outline }: ProgramSeen,
): ReadonlySet<string> {
  const users = usersByName(outline, lowered.occurrences);
  const leading = new Set([name]);
  // The set grows while it is walked.
  for (const used of leading)
    for (const user of users.get(used) ?? []) leading.add(user);
  return leading;
}

function usersByName(
  { items }: Outline,
  occurrences: readonly Occurrence[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const definitions = items.filter(
    ({ kind }) => kind === "network" || kind === "function",
  );
  const users = new Map<string, Set<string>>();
  for (const { kind, name, source, declaration } of occurrences) {
    if (kind !== "network" && kind !== "function") continue;
    if (source.start === declaration?.start) continue;
    const user = definitionAround(definitions, source.start);
    if (!user) continue;
    const known = users.get(name);
    if (known) known.add(user.name);
    else users.set(name, new Set([user.name]));
  }
  return users;
}

/** Definitions are in the order of the text and do not overlap. */
function definitionAround(
  definitions: readonly OutlineItem[],
  offset: number,
): OutlineItem | undefined {
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((definitions[middle]?.source.start ?? Infinity) <= offset)
      low = middle + 1;
    else high = middle;
  }
  const found = definitions[low - 1];
  return found && offset < found.source.end ? found : undefined;
}
