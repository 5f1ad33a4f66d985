/** Selection ranges: from the token outwards over expressions, statement and network to the file. */
import type { Position, SelectionRange } from "vscode-languageserver";
import { rangeOf } from "./positions.js";
import type { OpenProgram, Programs } from "./programs.js";

/** More are passed over: a selection is widened by hand. */
const mostSteps = 200;

export function selectionRanges(
  { uri, document }: OpenProgram,
  positions: readonly Position[],
  programs: Programs,
): SelectionRange[] {
  return positions.map((position) => {
    const all = programs.enclosing(uri, document.offsetAt(position));
    const steps = [
      ...all.slice(0, mostSteps),
      ...all.slice(mostSteps).slice(-3),
    ];
    let selection: SelectionRange | undefined;
    for (const source of steps.reverse()) {
      const range = rangeOf(document, source);
      selection = selection ? { range, parent: selection } : { range };
    }
    return selection ?? { range: { start: position, end: position } };
  });
}
