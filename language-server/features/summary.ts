/** Answers `nn/summary`: what the layers of a network cost, of a file that may be closed. */
import { costOf } from "../analysis/cost.js";
import { summaryDocument } from "../presentation/summary/document.js";
import type { SummaryAnswer, SummaryParams } from "../protocol.js";
import { networkMeant, nothing } from "./network-meant.js";
import { hasErrors } from "./network-state.js";
import type { WorkspacePrograms } from "./workspace-programs.js";

/** As many levels of layers inside layers as are opened. */
const depth = 6;

export async function answerSummary(
  { workspace }: { readonly workspace: WorkspacePrograms },
  { uri, ...wanted }: SummaryParams,
): Promise<SummaryAnswer> {
  const program = await workspace.at(uri);
  if (!program) return nothing("The file cannot be read.");
  const meant = networkMeant(program, wanted);
  if ("kind" in meant) return meant;
  return {
    kind: "summary",
    network: meant.name,
    markdown: summaryDocument({
      network: meant.name,
      cost: costOf(meant.graph, depth),
      isPartial: hasErrors(program),
    }),
  };
}
