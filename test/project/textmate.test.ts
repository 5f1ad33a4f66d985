// The colours: what the TextMate grammar makes of programs, by the engine that VS Code uses.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import {
  INITIAL,
  Registry,
  parseRawGrammar,
  type IGrammar,
} from "vscode-textmate";
import { beforeAll, describe, expect, it } from "vitest";

const file = new URL("../../syntaxes/nn.tmLanguage.json", import.meta.url);
let grammar: IGrammar;

beforeAll(async () => {
  const require = createRequire(import.meta.url);
  const engine = require.resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(engine));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () =>
      Promise.resolve(
        parseRawGrammar(readFileSync(file, "utf8"), file.pathname),
      ),
  });
  const loaded = await registry.loadGrammar("source.nn");
  if (!loaded) throw new Error("the grammar does not load");
  grammar = loaded;
});

/** Every token as `text scope`, the innermost scope without `.nn`; spaces and plain text left out. */
function tokensOf(program: string): string[] {
  let state = INITIAL;
  return program.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex).trim(),
        scope: scopes.at(-1)?.replace(/\.nn$/, "") ?? "",
      }))
      .filter(({ text, scope }) => text !== "" && scope !== "source")
      .map(({ text, scope }) => `${text} ${scope}`);
  });
}

describe("the TextMate grammar", () => {
  it.each([
    [
      "import",
      'import "blocks.nn"',
      ["import keyword.control.import", "blocks.nn string.quoted.double"],
    ],
    [
      "constants",
      "const width = 128",
      [
        "const storage.type.constant",
        "width variable.other.constant",
        "= keyword.operator.assignment",
        "128 constant.numeric",
      ],
    ],
    [
      "functions",
      "fn swish(x) = x * σ(x)",
      [
        "fn storage.type.function",
        "swish entity.name.function",
        "* keyword.operator.arithmetic",
        "σ entity.name.function",
      ],
    ],
    [
      "networks",
      "network Mlp(width = 64) {",
      [
        "network storage.type.network",
        "Mlp entity.name.type.network",
        "width variable.other.definition",
        "64 constant.numeric",
      ],
    ],
    [
      "datasets",
      'dataset iris from "iris.csv" { a -> b }',
      [
        "dataset storage.type.dataset",
        "iris variable.other.dataset",
        "from keyword.control.from",
        "-> keyword.operator.arrow",
      ],
    ],
    [
      "shapes",
      "  input x: [batch, 2 * w₁] = 1",
      [
        "input keyword.declaration",
        "x variable.other.definition",
        ": punctuation.separator.annotation",
        "batch variable.other.dimension",
        "w₁ variable.other.dimension",
        "2 constant.numeric",
        "= keyword.operator.assignment",
        "1 constant.numeric",
      ],
    ],
    [
      "annotated definitions",
      "  q: [3] = x",
      ["q variable.other.definition", "3 constant.numeric", "x variable.other"],
    ],
    [
      "definitions",
      "  ŷ = a3",
      ["ŷ variable.other.definition", "a3 variable.other"],
    ],
    [
      "pipes",
      "layer h = x |> dense(3, weight: 0.1) |> relu",
      [
        "layer keyword.declaration",
        "|> keyword.operator.pipe",
        "dense entity.name.function",
        "weight variable.parameter",
        ": punctuation.separator.argument",
        "relu entity.name.function",
      ],
    ],
    [
      "dotted arguments",
      "attention(q, out_proj.weight: 0)",
      ["out_proj.weight variable.parameter"],
    ],
    [
      "members and transposes",
      "h.weight.T + Wᵀ",
      [
        ". punctuation.accessor",
        "weight variable.other.property",
        "T keyword.operator.transpose",
        "ᵀ keyword.operator.transpose",
      ],
    ],
    [
      "powers",
      "a² + b^-2",
      ["² keyword.operator.power", "^ keyword.operator.power"],
    ],
    [
      "derivatives",
      "expect ∂L/∂w1 ≈ -1.5e-3 within 1e-9",
      [
        "expect keyword.control",
        "∂ keyword.operator.derivative",
        "L variable.other.derivative",
        "/ keyword.operator.derivative",
        "w1 variable.other.derivative",
        "≈ keyword.operator.comparison",
        "- keyword.operator.arithmetic",
        "1.5e-3 constant.numeric",
        "within keyword.operator.within",
        "1e-9 constant.numeric",
      ],
    ],
    [
      "slices",
      "a[i:3, ::2]",
      [
        "i variable.other",
        ": punctuation.separator.range",
        "3 constant.numeric",
      ],
    ],
    [
      "numbers",
      ".5 + 1_000 + 2.5E−3",
      [
        ".5 constant.numeric",
        "1_000 constant.numeric",
        "2.5E−3 constant.numeric",
      ],
    ],
    [
      "language constants",
      "π * inf * true",
      [
        "π constant.language.number",
        "inf constant.language.number",
        "true constant.language.boolean",
      ],
    ],
    [
      "seeds and training",
      "seed 7 train { epochs: 500 }",
      [
        "seed keyword.control",
        "train keyword.control",
        "epochs variable.parameter",
      ],
    ],
    [
      "line comments",
      "x = 1 // input y",
      [
        "// punctuation.definition.comment",
        "input y comment.line.double-slash",
      ],
    ],
  ])("%s", (_what, program, expected) => {
    const tokens = tokensOf(program);
    for (const token of expected) expect(tokens).toContain(token);
  });

  it("block comments run over lines", () => {
    expect(tokensOf("/* a\ninput x\n*/ b")).toEqual([
      "/* punctuation.definition.comment",
      "a comment.block",
      "input x comment.block",
      "*/ punctuation.definition.comment",
      "b variable.other",
    ]);
  });

  it.each([
    "dense(3, bias: false)",
    "h.weight",
    "gate[input]",
    "loss, seed -> output",
  ])("reserved words that are names here are no keywords: %s", (program) => {
    expect(tokensOf(program).join("\n")).not.toContain("keyword.declaration");
    expect(tokensOf(program).join("\n")).not.toContain("keyword.control");
  });

  it("a string or a shape that is not closed ends with its line", () => {
    expect(tokensOf('import "blocks\nconst n = 1')).toContain(
      "const storage.type.constant",
    );
    expect(tokensOf("input x: [4\nweight w")).toContain(
      "weight keyword.declaration",
    );
  });
});
