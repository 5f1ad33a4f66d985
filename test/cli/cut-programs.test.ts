// Programs as far as they are typed: whatever is there, it is read, checked and evaluated without an exception.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { EmptyFileSystem, URI } from "langium";
import { expect, test } from "vitest";
import { evaluateFile } from "../../cli/evaluate-file.js";
import { evaluationToJson } from "../../cli/json.js";
import { createLanguage } from "../../language-server/language-services.js";

const root = path.resolve(import.meta.dirname, "../../examples");

/** Every so many characters a program is cut; `NN_CUT_STEP=1` for every position, which takes a minute or two. */
const step = Number(process.env["NN_CUT_STEP"] ?? 29);

const language = createLanguage(EmptyFileSystem);
const { LangiumDocumentFactory } = language.shared.workspace;
const address = URI.parse("file:///cut.nn");

function evaluateText(text: string): object {
  const parsed = LangiumDocumentFactory.fromString(text, address);
  const lowered = language.language.Lowering.lower(parsed);
  const document = parsed.textDocument;
  return evaluationToJson(evaluateFile({ path: "cut.nn", document, lowered }));
}

const examples = readdirSync(root, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith(".nn"))
  .sort();

test.each(examples)("%s cut anywhere", (file) => {
  const text = readFileSync(path.join(root, file), "utf8");
  // Not always the same places of every file.
  for (let end = file.length % step; end < text.length; end += step)
    expect(evaluateText(text.slice(0, end))).toHaveProperty("diagnostics");
});

test.each(examples)("%s with any of its words left out", (file) => {
  const text = readFileSync(path.join(root, file), "utf8");
  const words = [...text.matchAll(/[\p{L}\p{M}\d.]+|[^\s]/gu)];
  for (let at = file.length % step; at < words.length; at += step) {
    const { index = 0, 0: word = "" } = words[at] ?? {};
    const without = text.slice(0, index) + text.slice(index + word.length);
    expect(evaluateText(without)).toHaveProperty("diagnostics");
  }
});
