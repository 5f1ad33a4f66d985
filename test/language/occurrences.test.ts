// Every place where a name stands, and what it means there: what go to definition, references and rename go by.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type AstNode, AstUtils, GrammarUtils, URI } from "langium";
import { NodeFileSystem } from "langium/node";
import { describe, expect, it } from "vitest";
import type {
  LoweredFile,
  Occurrence,
} from "../../language-server/graph/lowered.js";
import { createLanguage } from "../../language-server/language-services.js";
import { Folder } from "./files.js";
import { lower, nn } from "./lower.js";

const language = createLanguage(NodeFileSystem);
const isName = new Set([
  ..."Reference Constant FunctionDefinition FunctionParameter Dataset Column Network Hyperparameter".split(
    " ",
  ),
  ..."Input Weight Bias Layer Definition Output Loss".split(" "),
]);

/** Where names stand, read off the tree. */
function placesOfNames(root: AstNode): number[] {
  return AstUtils.streamAst(root)
    .toArray()
    .flatMap((node) => {
      const isCalled = node.$type === "Call" || node.$type === "Stage";
      if (!isCalled && !isName.has(node.$type)) return [];
      const property = isCalled ? "function" : "name";
      const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property);
      return cst ? [cst.offset] : [];
    })
    .sort((a, b) => a - b);
}

/** The text of the place, and of the place where it is defined; those of the file itself. */
const described = (
  { texts }: LoweredFile,
  { source, declaration, kind, name }: Occurrence,
): string => {
  const text = (range: typeof source): string =>
    texts[range.file]?.slice(range.start, range.end) ?? "";
  const line =
    declaration &&
    (texts[declaration.file] ?? "").slice(0, declaration.start).split("\n")
      .length;
  const defined = declaration
    ? ` → ${declaration.file > 0 ? `file ${String(declaration.file)}, ` : ""}${String(line)}: ${text(declaration)}`
    : "";
  return `${kind} ${text(source)}${text(source) === name ? "" : ` (${name})`}${defined}`;
};

const occurrencesOf = (file: LoweredFile): string[] =>
  [...file.occurrences]
    .sort((a, b) => a.source.start - b.source.start)
    .map((occurrence) => described(file, occurrence));

describe("the occurrences of names", () => {
  const programs = globSync(["examples/**/*.nn", "test/contract/**/*.nn"]);
  const lowered = programs.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const document =
      language.shared.workspace.LangiumDocumentFactory.fromString(
        text,
        URI.file(path.resolve(file)),
      );
    const result = language.language.Lowering.lower(document);
    const isWhole = !result.problems.some(
      ({ severity, code }) => severity === "error" || code === "reading-file",
    );
    return isWhole
      ? [{ file, text, root: document.parseResult.value, result }]
      : [];
  });

  it("are looked at in many programs", () => {
    expect(lowered.length).toBeGreaterThan(100);
  });

  it.each(lowered)("are all there, once, in $file", ({ root, result }) => {
    const places = result.occurrences.map(({ source }) => source.start);
    const unique = [...new Set(places)].sort((a, b) => a - b);
    expect(unique).toHaveLength(places.length);
    expect(unique).toEqual(expect.arrayContaining(placesOfNames(root)));
  });

  it.each(lowered)("say the name, in $file", ({ text, result }) => {
    for (const { source, declaration, name } of result.occurrences) {
      const bare = (range: typeof source): string =>
        (result.texts[range.file] ?? "")
          .slice(range.start, range.end)
          .normalize("NFC")
          .replace(/^"|"$/g, "");
      expect(text.length).toBeGreaterThan(source.start);
      expect(bare(source).replace(/\s/g, "")).toBe(name.replace(/\s/g, ""));
      if (declaration) expect(name.startsWith(bare(declaration))).toBe(true);
    }
  });
});

describe("an occurrence leads to the definition", () => {
  it("of values, hyperparameters, dimensions, parameters of layers", () => {
    const file = lower(nn`
      network N(width = 3) {
        input x: [batch, 2] = [[1, 2]]
        layer h: [batch, width] = dense(x, width)
        output h
        loss L = sum(h) / batch
        g = ∂L/∂h.weight² + h[0].weight
        expect L > -inf
        train { optimizer: adam() }
      }`);
    expect(occurrencesOf(file)).toEqual([
      "network N → 1: N",
      "hyperparameter width → 1: width",
      "value x → 2: x",
      "dimension batch → 2: batch",
      "value h → 3: h",
      "dimension batch → 2: batch",
      "hyperparameter width → 1: width",
      "builtin dense",
      "value x → 2: x",
      "hyperparameter width → 1: width",
      "value h → 3: h",
      "value L → 5: L",
      "builtin sum",
      "value h → 3: h",
      "dimension batch → 2: batch",
      "value g → 6: g",
      "value L → 5: L",
      "parameter h.weight → 3: h",
      "parameter h[0].weight → 3: h",
      "value L → 5: L",
      "builtin inf",
      "builtin adam",
    ]);
  });

  it("of datasets and columns, functions and their arguments", () => {
    const file = lower(nn`
      fn twice(x) = 2 * x
      const k = twice(x: 1)
      dataset gate { "x 1", weight -> y
        0, 1 -> 1 }
      network N {
        input x = gate["x 1", weight]
        output f = sum(x) + k + sum(gate.targets)
      }`);
    expect(occurrencesOf(file)).toEqual([
      "function twice → 1: twice",
      "argument x → 1: x",
      "argument x → 1: x",
      "constant k → 2: k",
      "function twice → 1: twice",
      "argument x → 1: x",
      "dataset gate → 3: gate",
      'column "x 1" (x 1) → 3: "x 1"',
      "column weight → 3: weight",
      "column y → 3: y",
      "network N → 5: N",
      "value x → 6: x",
      "dataset gate → 3: gate",
      'column "x 1" (x 1) → 3: "x 1"',
      "column weight → 3: weight",
      "value f → 7: f",
      "builtin sum",
      "value x → 6: x",
      "constant k → 2: k",
      "builtin sum",
      "dataset gate → 3: gate",
    ]);
  });

  it("in another file, where lowering that file finds the rest", async () => {
    const project = new Folder({
      "blocks.nn": nn`
        network Block(units = 2) {
          input x: [batch, n]
          layer y = dense(x, units)
          output z = y
        }`,
    });
    const file = await project.lower(nn`
      import "blocks.nn"
      network N {
        input x: [1, 2] = 1
        layer a = Block(x: x, units: 2) |> repeat(3, Block, units: 2)
        output f = sum(a)
      }`);
    expect(
      occurrencesOf(file).filter((text) => text.includes("file 1")),
    ).toEqual([
      "network Block → file 1, 1: Block",
      "value x → file 1, 2: x",
      "hyperparameter units → file 1, 1: units",
      "network Block → file 1, 1: Block",
      "hyperparameter units → file 1, 1: units",
    ]);
    const [, blocks] = file.files;
    const itself = await project.lower(file.texts[1] ?? "", blocks);
    expect(occurrencesOf(itself)).toContain("hyperparameter units → 1: units");
  });
});
