/** The text of a network with all of its file that it may use: the file without the networks that it does not use. */
import { networksUsedBy } from "../../analysis/network-errors.js";
import type { LoweredFile, LoweredNetwork } from "../../graph/lowered.js";

export function programText(
  lowered: LoweredFile,
  network: LoweredNetwork,
): string {
  const [text = ""] = lowered.texts;
  const used = networksUsedBy(lowered, network);
  const kept: string[] = [];
  let end = 0;
  for (const { source } of lowered.networks.filter((each) => !used.has(each))) {
    kept.push(text.slice(end, source.start).trimEnd());
    end = source.end;
  }
  kept.push(text.slice(end));
  return kept
    .map((part) => part.replace(/^\s*\n|\s+$/g, ""))
    .filter((part) => part !== "")
    .join("\n\n");
}
