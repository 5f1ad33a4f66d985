/** The labels behind constants that are more than a literal. Their values follow from the text alone, so they are never stale. */
import { constantSummary } from "../presentation/definition-description.js";
import { valueLabel } from "../presentation/labels.js";
import type {
  StatementLabel,
  StatementLabelsContext,
} from "./statement-labels.js";

export function constantLabels({
  program: { lowered, document },
  settings: { digits, inlayHints },
  isShown,
}: Pick<
  StatementLabelsContext,
  "program" | "settings" | "isShown"
>): StatementLabel[] {
  if (!inlayHints.values) return [];
  const text = document.getText();
  return lowered.definitions.flatMap((definition): StatementLabel[] => {
    const { name, whole } = definition;
    if (whole.file !== 0 || !isShown(whole)) return [];
    const summary = constantSummary(definition, text);
    if (!summary) return [];
    const label = valueLabel(name, summary, { digits, isStale: false }, true);
    return [{ kind: "value", statement: whole, label }];
  });
}
