// Programs as they are while somebody types: cut anywhere, every feature about names and structure answers.
import { readFileSync } from "node:fs";
import { EmptyFileSystem, TextDocument, URI } from "langium";
import { describe, expect, it } from "vitest";
import { createLanguage } from "../../language-server/language-services.js";
import { DataFlow } from "../../language-server/navigation/data-flow.js";
import { foldsOf } from "../../language-server/navigation/folds.js";
import { mentionsOf } from "../../language-server/navigation/mentions.js";
import { OutlineDetails } from "../../language-server/navigation/outline-details.js";
import {
  isRefusal,
  leftBehind,
  nameEdits,
  renameTarget,
} from "../../language-server/navigation/rename.js";
import {
  colouredWord,
  definitionKinds,
} from "../../language-server/navigation/word-kinds.js";

const { shared, language } = createLanguage(EmptyFileSystem);

/** Everything that is asked of a text; throws where something throws, or lies outside the text. */
function askEverything(text: string): void {
  const document = shared.workspace.LangiumDocumentFactory.fromTextDocument(
    TextDocument.create("file:///cut.nn", "nn", 0, text),
    URI.parse("file:///cut.nn"),
  );
  const lowered = language.Lowering.lower(document);
  const outline = language.Syntax.outline(document);
  const kinds = definitionKinds(outline);
  const details = new OutlineDetails(lowered);
  let last = 0;
  for (const mention of mentionsOf(lowered).all) {
    const { source } = mention;
    expect(source.start).toBeGreaterThanOrEqual(last);
    expect(source.end).toBeLessThanOrEqual(text.length);
    last = source.end;
    colouredWord(mention, kinds);
    const target = renameTarget(lowered, source.start);
    expect(target).toBeDefined();
    if (!target || isRefusal(target)) continue;
    expect(nameEdits(lowered, target, "other").length).toBeGreaterThan(0);
    leftBehind(lowered, target, true);
  }
  for (const item of outline.items) {
    for (const each of [item, ...item.children]) {
      const { source, nameSource } = each;
      expect(each.name).not.toBe("");
      expect(nameSource.start).toBeGreaterThanOrEqual(source.start);
      expect(nameSource.end).toBeLessThanOrEqual(source.end);
      expect(source.end).toBeLessThanOrEqual(text.length);
      details.ofStatement(each, item);
    }
    details.ofElement(item);
  }
  for (const { graph } of lowered.networks)
    for (const value of graph.names) {
      DataFlow.of(graph).into(value);
      DataFlow.of(graph).outOf(value);
    }
  foldsOf(text);
  const steps = language.Syntax.enclosing(document, text.length);
  for (const [index, { start, end }] of steps.entries()) {
    const inner = steps[index - 1];
    if (!inner) continue;
    expect(start).toBeLessThanOrEqual(inner.start);
    expect(end).toBeGreaterThanOrEqual(inner.end);
  }
}

describe("a program that is cut off", () => {
  it.each(["test/fixtures/names.nn", "test/fixtures/structure.nn"])(
    "%s, at every seventh place",
    (file) => {
      const text = readFileSync(file, "utf8");
      for (let end = 0; end <= text.length; end += 7)
        askEverything(text.slice(0, end));
    },
    60_000,
  );

  it("with a piece missing in the middle", () => {
    const text = readFileSync("test/fixtures/names.nn", "utf8");
    for (let start = 0; start < text.length; start += 31)
      askEverything(`${text.slice(0, start)}${text.slice(start + 5)}`);
  }, 60_000);
});
