/** Inlay hints: what stands behind a statement, for the part of the file that the editor shows. */
import {
  type InlayHint,
  InlayHintKind,
  MarkupKind,
  type Range,
} from "vscode-languageserver";
import { constantLabels } from "./constant-labels.js";
import { touching } from "./positions.js";
import {
  type StatementLabel,
  type StatementLabelsContext,
  statementLabels,
} from "./statement-labels.js";

export async function inlayHints(
  context: Omit<StatementLabelsContext, "isShown">,
  range: Range,
): Promise<InlayHint[]> {
  const { document } = context.program;
  const shown = { ...context, isShown: touching(document, range) };
  const labels = [...constantLabels(shown), ...(await statementLabels(shown))];
  return labels.map(({ kind, statement, label }: StatementLabel): InlayHint => {
    const { text, tooltip } = label;
    return {
      position: document.positionAt(statement.end),
      label: text,
      paddingLeft: true,
      ...(kind === "shape" && { kind: InlayHintKind.Type }),
      ...(tooltip !== undefined && {
        tooltip: { kind: MarkupKind.Markdown, value: tooltip },
      }),
    };
  });
}
