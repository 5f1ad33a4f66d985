// The grammar itself: what the parser relies on, and the places of what it builds.
import { globSync, readFileSync } from "node:fs";
import {
  type AstNode,
  AstUtils,
  createLangiumParser,
  EmptyFileSystem,
  type CstNode,
  type LangiumCoreServices,
  prepareLangiumParser,
  URI,
} from "langium";
import { describe, expect, it } from "vitest";
import { createLanguage } from "../../language-server/language-services.js";

const language = createLanguage(EmptyFileSystem);

/** Langium checks the grammar only in development. */
const inDevelopment = Object.create(language, {
  LanguageMetaData: {
    value: { ...language.LanguageMetaData, mode: "development" },
  },
}) as LangiumCoreServices;

/** Types, properties and places of a whole tree. */
const outline = (node: AstNode): unknown =>
  JSON.stringify(node, (key, value: unknown) =>
    key === "$cstNode"
      ? [(value as CstNode).offset, (value as CstNode).end]
      : ["$container", "$document"].includes(key)
        ? undefined
        : value,
  );

describe("the grammar", () => {
  const programs = globSync(["examples/**/*.nn", "test/contract/**/*.nn"]);

  it("becomes the tree that Langium's own builder makes", () => {
    const plain = createLangiumParser(language);
    const texts = programs.map((file) => readFileSync(file, "utf8"));
    const whole = texts.filter(
      (text) => plain.parse(text).parserErrors.length === 0,
    );
    expect(whole.length).toBeGreaterThan(100);
    for (const text of whole)
      expect(outline(language.parser.LangiumParser.parse(text).value)).toBe(
        outline(plain.parse(text).value),
      );
  });

  it("needs one token for every choice", () => {
    const parser = prepareLangiumParser(inDevelopment);
    parser.finalize();
    expect(parser.definitionErrors).toEqual([]);
    expect(language.parser.ParserConfig).toMatchObject({ maxLookahead: 1 });
  });

  it("gives every expression the place of its text", () => {
    const expression =
      "2^-x² * -(a + b)[1:, ::2].Tᵀ @ f(x, out_proj.weight: -1, bias: [1, 2]) |> g |> h(k: true)";
    const text = `network N { y = ${expression} == ∂L/∂w[0].bias }`;
    const { parseResult } =
      language.shared.workspace.LangiumDocumentFactory.fromString(
        text,
        URI.file("/places.nn"),
      );
    const places = AstUtils.streamAst(parseResult.value)
      .map(({ $type, $cstNode }) => `${$type} ${$cstNode?.text ?? ""}`)
      .toArray();
    expect(places).toEqual(
      expect.arrayContaining([
        "Binary 2^-x²",
        "Negation -x²",
        "Exponent x²",
        "Binary 2^-x² * -(a + b)[1:, ::2].Tᵀ",
        "Negation -(a + b)[1:, ::2].Tᵀ",
        "Transposition (a + b)[1:, ::2].Tᵀ",
        "Member (a + b)[1:, ::2].T",
        "Indexing (a + b)[1:, ::2]",
        "Subscript 1:",
        "Subscript ::2",
        "Binary (a + b)",
        "Call f(x, out_proj.weight: -1, bias: [1, 2])",
        "Argument out_proj.weight: -1",
        "ArrayLiteral [1, 2]",
        "Stage g",
        "Stage h(k: true)",
      ]),
    );
  });
});
