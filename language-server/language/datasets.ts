/** Columns of datasets as values: `gate[x1, x2]`, `gate.inputs`. */
import type { Operand } from "../ops/composite.js";
import type { Postfix, Reference } from "../grammar/generated/ast.js";
import { type Context, noteOccurrence, report } from "./context.js";
import type { ValueEntity } from "./scope.js";
import { sourceOf } from "./source.js";

export function lowerColumns(
  dataset: ValueEntity & { readonly kind: "dataset" },
  reference: Reference,
  selection: Postfix,
  context: Context,
): Operand {
  noteOccurrence(context, {
    source: sourceOf(reference, context.unit.file),
    declaration: dataset.source,
    kind: "dataset",
    name: reference.name,
  });
  return report(
    context,
    selection,
    "not-evaluated-yet",
    "Datasets are checked for their form only in this version: what uses their columns is not evaluated.",
    { severity: "information" },
  );
}
