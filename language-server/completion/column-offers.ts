/** Columns of a dataset between its brackets: those that are not there yet, quoted where they need it. */
import type { Cursor } from "./cursor.js";
import type { DatasetInSight } from "./names-in-sight.js";
import { type Offer, ranks } from "./offer.js";

const plainName = /^[\p{L}_][\p{L}\p{M}_0-9₀-₉]*$/u;

export function columnOffers(
  { inputs, targets }: DatasetInSight,
  { tokens, inText }: Cursor,
  isClosed: boolean,
): Offer[] {
  const opening = tokens.findLastIndex(({ text }) => text === "[");
  const given = new Set(
    tokens.slice(opening + 1).map(({ text }) => text.replace(/^"|"$/g, "")),
  );
  return [
    ...inputs.map((name) => ({ name, note: "input" })),
    ...targets.map((name) => ({ name, note: "target" })),
  ]
    .filter(({ name }) => !given.has(name))
    .map(({ name, note }) => ({
      label: name,
      kind: "column",
      rank: ranks.best,
      note,
      ...(inText
        ? !isClosed && { insert: `${name}"` }
        : !plainName.test(name) && { insert: `"${name}"` }),
    }));
}
