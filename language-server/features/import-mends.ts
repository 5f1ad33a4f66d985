/** Quick fixes for names that another file of the workspace defines: an `import` of it. */
import type { OutlineKind } from "../graph/outline.js";
import type { Problem } from "../graph/problem.js";
import type { Mend } from "../mending/mend.js";
import type { OpenProgram } from "./programs.js";
import type { WorkspacePrograms } from "./workspace-programs.js";

/** What an import brings, by the problem that its absence makes. */
const importable: Partial<Record<Problem["code"], readonly OutlineKind[]>> = {
  "undefined-name": ["constant", "dataset"],
  "undefined-function": ["network", "function"],
};

export async function importMends(
  { code, source }: Problem,
  { document, uri }: OpenProgram,
  workspace: WorkspacePrograms,
): Promise<Mend[]> {
  const kinds = importable[code];
  if (!kinds) return [];
  const text = document.getText();
  const name = text.slice(source.start, source.end).normalize("NFC");
  const mends: Mend[] = [];
  for (const { document: other, outline } of await workspace.outlines()) {
    const defines = outline.items.some(
      (item) => kinds.includes(item.kind) && item.name === name,
    );
    const path = defines ? relativePath(uri, other.uri) : undefined;
    if (path === undefined) continue;
    mends.push({
      title: `Import "${path}"`,
      changes: [
        { start: 0, end: 0, text: `import "${path}"\n${blankLine(text)}` },
      ],
    });
  }
  return mends;
}

/** Other imports follow without a gap. */
const blankLine = (text: string): string =>
  /^\s*import\b/.test(text) ? "" : "\n";

/** The path of one file from the folder of another; nothing for itself, or where they have no common beginning. */
export function relativePath(from: string, to: string): string | undefined {
  if (from === to) return undefined;
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  let common = 0;
  while (common < here.length && here[common] === there[common]) common++;
  if (common < 3) return undefined;
  const up = here.slice(common).map(() => "..");
  return [...up, ...there.slice(common)].map(decodeURIComponent).join("/");
}
