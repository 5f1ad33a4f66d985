/** What derivatives are of, and by: names behind `∂`, and whole derivatives where a check begins. */
import { formatShape, type Shape } from "../graph/shape.js";
import { gradientName } from "../presentation/gradient-names.js";
import type { Cursor } from "./cursor.js";
import type { Sight } from "./names-in-sight.js";
import { type Offer, ranks } from "./offer.js";

/** Behind the first `∂`: scalars, the objective first. */
export function numeratorOffers(
  { tokens }: Cursor,
  { network, values }: Sight,
  hasDenominator: boolean,
): Offer[] {
  const last = tokens.at(-1);
  if (last?.text !== "∂") return [];
  const objective = network?.graph.objective?.name;
  return values
    .filter(({ shape }) => !shape || shape.length === 0)
    .map(({ name, kind }) => ({
      label: name,
      kind: "value",
      rank: name === objective ? ranks.best : ranks.good,
      note: name === objective ? "objective" : kind,
      ...(!hasDenominator && { insert: `${name}/∂`, asksAgain: true }),
      value: name,
    }));
}

/** Behind `∂L/∂`, or behind `∂L/` with the sign: inputs and parameters first. */
export function denominatorOffers({ tokens }: Cursor, sight: Sight): Offer[] {
  const hasSign = tokens.at(-1)?.text === "∂";
  const numerator = tokens.at(hasSign ? -3 : -2)?.text;
  return namesToDeriveBy(sight)
    .filter(({ name }) => name !== numerator)
    .map(({ name, kind, shape, isLeaf }) => ({
      label: hasSign ? name : `∂${name}`,
      ...(!hasSign && { filter: `${name} d${name} ∂${name}` }),
      kind: kind === "parameter" ? "parameter" : "value",
      rank: isLeaf ? ranks.fitting : ranks.good,
      note: shape ? `${kind} ${formatShape(shape)}` : kind,
      value: name,
    }));
}

/** `∂L/∂w` in one go. */
export function derivativeOffers(sight: Sight): Offer[] {
  const { network } = sight;
  const objective = network?.graph.objective?.name;
  if (objective === undefined) return [];
  if (!sight.values.some(({ name }) => name === objective)) return [];
  return namesToDeriveBy(sight)
    .filter(({ name }) => name !== objective)
    .map(({ name, shape, isLeaf }) => {
      const label = gradientName(objective, name);
      return {
        label,
        kind: "value",
        rank: isLeaf ? ranks.good : ranks.unknown,
        note: shape ? `gradient ${formatShape(shape)}` : "gradient",
        // Few keyboards have the sign.
        filter: `d${objective}/d${name} ${label}`,
      };
    });
}

/**
 * Those that go on with what a check begins with, from `dL/` on, and replace all of it: behind `/` and `.` the editor asks
 * anew, and forgets what was offered at the `d`. Absent where something else is typed.
 */
export function begunDerivativeOffers(
  { keyword, block, tokens, start, word }: Cursor,
  sight: Sight,
): Offer[] | undefined {
  const [, numerator, slash] = tokens;
  if (keyword !== "expect" || block !== "network") return undefined;
  if (!numerator || slash?.text !== "/") return undefined;
  if (sight.values.some(({ name }) => name === numerator.text))
    return undefined;
  const begun = tokens.slice(1).map(({ text }) => text);
  const typed = begun.join("") + word;
  const hasSpaces = start + word.length > numerator.start + typed.length;
  if (hasSpaces) return undefined;
  const offers = derivativeOffers(sight)
    .filter(({ filter }) => filter?.startsWith(typed))
    .map((offer) => ({ ...offer, from: numerator.start }));
  return offers.length > 0 ? offers : undefined;
}

const leaves: ReadonlySet<string> = new Set(["input", "weight", "bias"]);

/** Values of the network above, each with the parameters that it owns behind it. */
interface Denominator {
  readonly name: string;
  readonly kind: string;
  readonly shape: Shape | undefined;
  /** An input or a parameter. */
  readonly isLeaf: boolean;
}

function namesToDeriveBy({ network, values }: Sight): Denominator[] {
  const owned = Map.groupBy(
    (network?.graph.names ?? []).filter(({ kind }) => kind === "parameter"),
    ({ name }) => name.split(/[.[]/, 1)[0] ?? "",
  );
  return values.flatMap(({ name, kind, shape }) => [
    ...(owned.get(name) ?? []).map((each) => ({
      name: each.name,
      kind: each.kind,
      shape: network?.shapes.get(each.name),
      isLeaf: true,
    })),
    { name, kind, shape, isLeaf: leaves.has(kind) },
  ]);
}
