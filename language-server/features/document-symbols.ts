/** Document symbols: the outline, with shapes and counts. Breadcrumbs show the same. */
import type { DocumentSymbol } from "vscode-languageserver";
import type { OutlineItem } from "../graph/outline.js";
import { OutlineDetails } from "../navigation/outline-details.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram, Programs } from "./programs.js";
import { symbolKinds } from "./symbol-kinds.js";

export function documentSymbols(
  { uri, lowered, document }: OpenProgram,
  programs: Programs,
): DocumentSymbol[] {
  const details = new OutlineDetails(lowered);
  const symbol = (
    item: OutlineItem,
    detail: string | undefined,
    children: DocumentSymbol[],
  ): DocumentSymbol => ({
    name: item.name,
    kind: symbolKinds[item.kind],
    range: rangeOf(document, item.source),
    selectionRange: rangeOf(document, item.nameSource),
    ...(detail !== undefined && { detail }),
    ...(children.length > 0 && { children }),
  });
  return (programs.outline(uri)?.items ?? []).map((item) =>
    symbol(
      item,
      details.ofElement(item),
      item.children.map((child) =>
        symbol(child, details.ofStatement(child, item), []),
      ),
    ),
  );
}
