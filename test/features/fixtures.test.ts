// Every program of test/fixtures as the editor shows it, kept beside it. To see what a change does to the product, run
// `npx vitest run test/features --update` and read the difference.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { editorView, editorViewAfterEdit } from "./editor-view.js";

const folder = path.join(import.meta.dirname, "../fixtures");

const read = (name: string): string =>
  fs.readFileSync(path.join(folder, name), "utf8");

describe("the editor's view", () => {
  const programs = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".nn"));

  it.each(programs)("of %s", async (name) => {
    const view = await editorView(read(name));
    await expect(view).toMatchFileSnapshot(
      path.join(folder, name.replace(/\.nn$/, ".view")),
    );
  });

  it("of a program that was edited since it was evaluated", async () => {
    const text = read("vanishing.nn");
    const edited = text.replace("weight w1 = 0.5", "weight w1 = 0.6");
    await expect(await editorViewAfterEdit(text, edited)).toMatchFileSnapshot(
      path.join(folder, "edited.view"),
    );
  });
});
