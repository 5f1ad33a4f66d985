// A program that nobody wrote: what completion offers is accepted with the keys, from a snippet to a check of a gradient.
import assert from "node:assert/strict";
import { before, describe } from "mocha";
import {
  commands,
  DiagnosticSeverity,
  languages,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { eventually, extension } from "./editor.js";
import { itOnScreen, type Screen } from "./screen.js";

const focused = ".suggest-widget.visible .monaco-list-row.focused";

const written = `network Typed {
  input x: [2] = [1, 2]
  layer h = x |> dense(3, weight: he_normal()) |> relu
  ẑ = h² + h
  output f = sum(ẑ)
  expect ∂f/∂h.bias >= 0
}`;

describe("typing with completion", () => {
  before(() => extension().activate());

  itOnScreen("expands a snippet", async (screen) => {
    const document = await workspace.openTextDocument({ language: "nn" });
    await window.showTextDocument(document);
    await screen.waitFor(".monaco-editor.focused");
    await choose(screen, "graph", "graph");
    await until(document, "output f = q * z");
    await commands.executeCommand(
      "workbench.action.revertAndCloseActiveEditor",
    );
  });

  itOnScreen("writes a program", async (screen) => {
    const document = await workspace.openTextDocument({ language: "nn" });
    await window.showTextDocument(document);
    await screen.waitFor(".monaco-editor.focused");
    await write(screen, "network Typed {");
    await screen.press("Enter");
    await choose(screen, "inp", "input");
    await write(screen, " x: [2] = [1, 2");
    await screen.press("End");
    await screen.press("Enter");

    await choose(screen, "lay", "layer");
    await write(screen, " h = x |> ");
    await choose(screen, "den", "dense");
    await write(screen, "3, ");
    await choose(screen, "wei", "weight:");
    await screen.waitForText(".parameter-hints-widget.visible", "units");
    await screen.waitForText(".suggest-widget.visible", "glorot_uniform");
    await screen.screenshot("completion of an initialiser");
    await choose(screen, "he_n", "he_normal");
    await screen.press("End");
    await write(screen, " |> ");
    await choose(screen, "rel", "relu");
    await screen.press("Enter");

    await write(screen, "z");
    await screen.press("Escape");
    await choose(screen, "\\ha", "\\hat");
    await write(screen, " = h");
    await screen.press("Escape");
    await choose(screen, "\\^", "\\^2");
    await write(screen, " + ");
    await screen.press("Control+Space");
    // Of the names in sight, h has the shape that fits best.
    await screen.waitForText(focused, "h");
    await screen.screenshot("completion by shape");
    await screen.press("Enter");
    await until(document, "+ h");
    await screen.press("Enter");

    await choose(screen, "outp", "output");
    await write(screen, " f = ");
    await choose(screen, "sum", "sum");
    await choose(screen, "ẑ", "ẑ");
    await screen.press("End");
    await screen.press("Enter");

    await choose(screen, "expec", "expect");
    await write(screen, " ");
    await choose(screen, "df/dh.b", "∂f/∂h.bias");
    await write(screen, " >= 0");
    await screen.press("Escape");

    await until(document, ">= 0");
    // By how much lines are indented is a setting. The hat is a sign of its own, which the language reads as the letter.
    const text = document.getText().normalize("NFC");
    assert.equal(text.replace(/^ +/gm, "  "), written);
    await eventually(
      "a program without errors",
      () => errorsOf(document).length === 0 || undefined,
    );
    await screen.screenshot("written with completion");
    await commands.executeCommand(
      "workbench.action.revertAndCloseActiveEditor",
    );
  });
});

/** What the language server says of the text, which is a moment behind the keys. */
const errorsOf = ({ uri }: TextDocument): string[] =>
  languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity === DiagnosticSeverity.Error)
    .map(({ message }) => message);

/** Types the beginning, waits until the offer is the one that Enter takes, and takes it. */
async function choose(
  screen: Screen,
  beginning: string,
  label: string,
): Promise<void> {
  await write(screen, beginning);
  await screen.waitForText(focused, label);
  await screen.press("Enter");
}

/** One key after the other, as slowly as the page answers. */
async function write(screen: Screen, text: string): Promise<void> {
  for (const letter of text) await screen.type(letter);
}

const until = (document: TextDocument, text: string): Promise<true> =>
  eventually(`"${text}" in the document`, () =>
    document.getText().includes(text) ? true : undefined,
  );
