/** How the picture and its numbers stand, where they are not simply those of the text. */
import type { VNode } from "preact";
import type { Snapshot } from "./session.js";

export function StateLine({
  snapshot,
  isStale,
}: {
  snapshot: Snapshot;
  isStale: boolean;
}): VNode {
  const text = textFor(snapshot, isStale);
  return (
    <p class={text === "" ? "unseen" : "state-line"} role="status">
      {text}
    </p>
  );
}

function textFor(
  { state, message, notice, picture, isLayingOut, hasErrors }: Snapshot,
  isStale: boolean,
): string {
  if (state === "loading") return "Reading the network …";
  if (!picture) return message ?? "Laying the graph out …";
  const parts = [
    ...(notice === undefined ? [] : [notice]),
    ...(picture.layout.provisional
      ? ["Laying the graph out; the places are provisional."]
      : isLayingOut
        ? ["Laying the graph out …"]
        : []),
    ...(hasErrors
      ? ["The text has errors: parts of the graph may be missing."]
      : []),
    ...(message === undefined ? [] : [message]),
    ...(!isStale
      ? []
      : picture.values
        ? ["The text was edited since: the numbers are those of before."]
        : ["Not evaluated yet: save the file, or run NN: Evaluate."]),
  ];
  return parts.join(" ");
}
