/** Workspace symbols: definitions of every program of the workspace by their names. */
import type { WorkspaceSymbol } from "vscode-languageserver";
import type { OutlineItem } from "../graph/outline.js";
import { rangeOf } from "./positions.js";
import { symbolKinds } from "./symbol-kinds.js";
import type { WorkspacePrograms } from "./workspace-programs.js";

/** Nobody reads a longer list; the next key makes it shorter. */
const mostSymbols = 1_000;

export async function workspaceSymbols(
  query: string,
  workspace: WorkspacePrograms,
): Promise<WorkspaceSymbol[]> {
  const symbols: WorkspaceSymbol[] = [];
  for (const { document, outline } of await workspace.outlines()) {
    const add = (item: OutlineItem, containerName?: string): void => {
      if (!matches(item.name, query)) return;
      symbols.push({
        name: item.name,
        kind: symbolKinds[item.kind],
        location: {
          uri: document.uri,
          range: rangeOf(document, item.nameSource),
        },
        ...(containerName !== undefined && { containerName }),
      });
    };
    for (const item of outline.items) {
      add(item);
      // Without a query what files define is overview enough.
      if (query === "") continue;
      for (const child of item.children)
        if (isFound(child)) add(child, item.name);
    }
    if (symbols.length >= mostSymbols) break;
  }
  return symbols.slice(0, mostSymbols);
}

const passedOver: ReadonlySet<string> = new Set([
  "check",
  "seed",
  "training",
  "argument",
]);

/** A mark on a value above defines nothing. */
const isFound = ({ kind, detail }: OutlineItem): boolean =>
  !passedOver.has(kind) && !(kind === "output" && detail !== undefined);

/** Whether the query's letters stand in the name in this order: clients sort what fits best to the top. */
function matches(name: string, query: string): boolean {
  const wanted = query.toLowerCase().replace(/\s/g, "");
  let found = 0;
  for (const letter of name.toLowerCase()) {
    if (letter === wanted.charAt(found)) found++;
    if (found === wanted.length) break;
  }
  return found >= wanted.length;
}
