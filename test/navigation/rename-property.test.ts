// Every name of every example renamed to a fresh one: the program means the same, and renamed back it is the same text.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { URI } from "langium";
import { NodeFileSystem } from "langium/node";
import { describe, expect, it } from "vitest";
import { runGraph } from "../../language-server/engine/run.js";
import type { LoweredFile } from "../../language-server/graph/lowered.js";
import { createLanguage } from "../../language-server/language-services.js";
import {
  isDeclaration,
  mentionsOf,
} from "../../language-server/navigation/mentions.js";
import {
  isRefusal,
  nameEdits,
  renameTarget,
  type NameEdit,
} from "../../language-server/navigation/rename.js";
import { findDifference } from "../../language-server/navigation/same-meaning.js";

const language = createLanguage(NodeFileSystem);

function lowerText(text: string, file: string): LoweredFile {
  const document = language.shared.workspace.LangiumDocumentFactory.fromString(
    text,
    URI.file(path.resolve(file)),
  );
  return language.language.Lowering.lower(document);
}

const apply = (text: string, edits: readonly NameEdit[]): string =>
  edits
    .toReversed()
    .reduce(
      (result, { start, end, text: written }) =>
        `${result.slice(0, start)}${written}${result.slice(end)}`,
      text,
    );

function renamed(
  lowered: LoweredFile,
  offset: number,
  name: string,
): { text: string; edits: NameEdit[] } {
  const target = renameTarget(lowered, offset);
  if (!target || isRefusal(target)) throw new Error("The name has no target.");
  const edits = nameEdits(lowered, target, name);
  return { text: apply(lowered.texts[0] ?? "", edits), edits };
}

/** The values of networks without random numbers, which are drawn by name; in the program's order, without names. */
const valuesOf = ({ networks }: LoweredFile): string[] =>
  networks.map(({ graph }) => {
    const isDrawn = graph.nodes.some(({ attributes }) => "key" in attributes);
    if (isDrawn || !graph.evaluable) return "";
    const result = runGraph(graph, { memoryLimit: 1e8 });
    if (result.kind !== "tape") return "";
    return graph.names
      .map(({ node }) => String(result.tape.value(node)))
      .join(" ");
  });

const files = globSync("examples/**/*.nn").sort();

describe("a fresh name in the place of every name", () => {
  it.each(files)(
    "of %s",
    (file) => {
      const text = readFileSync(file, "utf8");
      const before = lowerText(text, file);
      const values = valuesOf(before);
      const names = mentionsOf(before).all.filter(isDeclaration);
      expect(names.length).toBeGreaterThan(0);
      for (const { source } of names) {
        const name = text.slice(source.start, source.end);
        const { text: fresh, edits } = renamed(before, source.start, "fresh₁");
        expect(fresh).not.toBe(text);
        const after = lowerText(fresh, file);
        const difference = findDifference(
          before,
          after,
          new Map([[before.files[0] ?? "", edits]]),
        );
        expect(difference, name).toBeUndefined();
        expect(after.problems.length, name).toBe(before.problems.length);
        expect(valuesOf(after), name).toEqual(values);
        const [first] = edits;
        expect(renamed(after, first?.start ?? 0, name).text).toBe(text);
      }
    },
    60_000,
  );
});

describe("a name that is taken", () => {
  it("is found by what the program would mean", () => {
    const text = `const k = 2
network N {
  input x = 1
  a = x + k
  k2 = a * k
  output f = k2
}`;
    const before = lowerText(text, "taken.nn");
    const { text: taken, edits } = renamed(before, text.indexOf("k ="), "a");
    const after = lowerText(taken, "taken.nn");
    const moved = new Map([[before.files[0] ?? "", edits]]);
    expect(findDifference(before, after, moved)).toEqual({
      kind: "meaning",
      at: taken.lastIndexOf("a * a") + 4,
    });
  });
});
