// What the documentation shows of programs is what the `nn` program and the editor show of them.
import { afterAll, expect, test } from "vitest";
import { runNn } from "../cli/run-nn.js";
import { editorView } from "../features/editor-view.js";
import { openPages } from "./page-folder.js";

const { blocks, remove } = openPages();
afterAll(remove);

const views = blocks.filter(({ block }) => block.words.includes("editor"));
test.each(views)("the editor's view at $place", async ({ block: { text } }) => {
  const view = await editorView(programIn(text));
  expect(closedUp(view)).toBe(closedUp(text.trimEnd()));
});

/** Where hints begin is up to the page. */
const closedUp = (view: string): string =>
  view.replaceAll(/ {2,}(?=[=✓✗]|∂)/gu, "  ");

/** The program of a view: without what stands behind its lines and below what is underlined. */
function programIn(view: string): string {
  const lines = view.trimEnd().split("\n");
  return lines
    .filter((line, index) => !isMark(line) && !isMark(lines[index - 1] ?? ""))
    .map((line) => line.replace(/ {2,}(?:[=✓✗]|∂\S+) .*$/u, ""))
    .join("\n");
}

const isMark = (line: string): boolean => line.trimStart().startsWith("~");

const outputs = blocks.filter(
  ({ block }) => block.language === "text" && block.file !== undefined,
);
test.each(outputs)("the output at $place", async ({ block, folder }) => {
  const { file = "", words, text } = block;
  const { output } = await runNn([...words, folder.pathOf(file)]);
  expect(output.trimEnd()).toBe(text.trimEnd());
});

const objects = blocks.filter(({ block }) => block.language === "json");
test.each(objects)("the JSON at $place", async ({ block, folder }) => {
  const { file = "", text } = block;
  const { output } = await runNn(["eval", folder.pathOf(file), "--json"]);
  expect({ ...(JSON.parse(output) as object), file }).toEqual(JSON.parse(text));
});
