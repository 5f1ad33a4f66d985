/** Names of values: those whose shape fits first, among them the last defined. */
import { formatShape } from "../graph/shape.js";
import type { Cursor } from "./cursor.js";
import type { NameInSight, Sight } from "./names-in-sight.js";
import { type Offer, type OfferKind, ranks } from "./offer.js";
import { type Fit, fitAt } from "./shape-fit.js";

/** Which names may stand in a place. */
export type Names = "any" | "constants" | "sizes";

export function valueOffers(
  cursor: Cursor,
  sight: Sight,
  names: Names,
): Offer[] {
  const fit = names === "any" ? fitAt(cursor, sight) : () => ranks.good;
  const values = names === "any" ? sight.values : [];
  const dimensions = names === "constants" ? [] : sight.dimensions;
  return [
    ...values.map((each) => offerOf(each, fit)),
    ...[...sight.constants, ...dimensions].map((each) =>
      constantOffer(each, fit),
    ),
  ];
}

const kinds: Partial<Record<NameInSight["kind"], OfferKind>> = {
  weight: "parameter",
  bias: "parameter",
  constant: "constant",
  "built-in": "constant",
  hyperparameter: "constant",
  dimension: "dimension",
};

function offerOf({ name, kind, shape }: NameInSight, fit: Fit): Offer {
  return {
    label: name,
    kind: kinds[kind] ?? "value",
    rank: fit(shape),
    note: shape ? `${kind} ${formatShape(shape)}` : kind,
    value: name,
  };
}

function constantOffer(name: NameInSight, fit: Fit): Offer {
  const isArgument = name.kind === "argument";
  const rank = name.shape ? fit(name.shape) : ranks.constant;
  return {
    label: name.name,
    kind: kinds[name.kind] ?? "value",
    note: name.kind,
    rank: isArgument ? ranks.good : Math.max(rank, ranks.constant),
  };
}

/** Datasets, where a value is read from one. */
export const datasetOffers = ({ datasets }: Sight): Offer[] =>
  datasets.map(({ name, inputs, targets }) => ({
    label: name,
    kind: "dataset",
    rank: ranks.good,
    note: `${String(inputs.length)} → ${String(targets.length)} columns`,
    summary: `Columns: ${inputs.join(", ")} → ${targets.join(", ")}.`,
  }));
