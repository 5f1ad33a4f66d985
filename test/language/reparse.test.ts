// An edited text is parsed only around the edit: what comes out is what parsing the whole text gives.
import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import {
  type AstNode,
  type CstNode,
  EmptyFileSystem,
  isAstNode,
  isCompositeCstNode,
  isLeafCstNode,
  type LangiumDocument,
  TextDocument,
} from "langium";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isWhole } from "../../language-server/language/reparse.js";
import { createLanguage } from "../../language-server/language-services.js";
import { Folder, main } from "./files.js";

const language = createLanguage(EmptyFileSystem);
const { LangiumParser: parser } = language.parser;
const { DocumentReader: reader } = language.language;
const uri = "file:///edited.nn";

/** The tree of an open document with this text, which is edited to be the next one. */
const read = (text: string): AstNode =>
  reader.read(TextDocument.create(uri, "nn", 0, text)).parseResult.value;

/** A whole tree in words: types, properties and places, of the concrete one too. Its links are looked at on the way. */
function described(root: AstNode): string {
  expect(root.$cstNode?.astNode).toBe(root);
  return JSON.stringify([
    abstract(root),
    root.$cstNode && concrete(root.$cstNode),
  ]);
}

function abstract(node: AstNode): unknown {
  const properties = Object.entries(node)
    .filter(([name]) => !name.startsWith("$"))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([property, value]: [string, unknown]) => {
      const parts = (Array.isArray(value) ? value : [value]) as unknown[];
      for (const [index, part] of parts.entries()) {
        if (!isAstNode(part)) continue;
        const { $container: container, $containerIndex: at = 0 } = part;
        if (
          container !== node ||
          at !== index ||
          part.$containerProperty !== property
        )
          throw new Error(`${part.$type} is not in ${node.$type}`);
      }
      return [
        property,
        parts.map((part) => (isAstNode(part) ? abstract(part) : part)),
      ];
    });
  return [node.$type, node.$cstNode?.offset, node.$cstNode?.end, properties];
}

function concrete(node: CstNode): unknown {
  const { offset, end, hidden, text, astNode, grammarSource } = node;
  const description = [
    offset,
    end,
    hidden,
    text,
    astNode.$type,
    grammarSource?.$type,
  ];
  if (isLeafCstNode(node)) return [...description, node.tokenType.name];
  if (!isCompositeCstNode(node)) throw new Error("There is no other kind.");
  for (const part of node.content)
    if (part.container !== node)
      throw new Error(`${part.text} is not in ${text}`);
  return [...description, node.content.map(concrete)];
}

/** What is typed, also what makes other tokens of what stands around it. */
const typed = fc.constantFrom(
  ...'a 1 . = : , + - ( ) [ ] { } " // /* */ 0 e ² ᵀ |> network weight output'.split(
    " ",
  ),
  " ",
  "\n",
  "\r\n  ",
  "\n  u = 2 * v\n",
  " v = 3 ",
  " + 1",
  " // a note",
  " /* a\nnote */ ",
  "\n}\nnetwork M {\n  a = 1",
);

/** Edits of a text that is not known yet. */
const edits = fc.record({
  /** Where it is, in thousandths of the text, or what comes there first. */
  place: fc.nat(999),
  at: fc.constantFrom(/(?:)/g, /\b/g, /^/gm, /$/gm),
  removed: fc.constantFrom(/^/, /^/, /^./s, /^\w+/, /^.*\n/, /^(?:.*\n){1,3}/),
  inserted: fc.oneof(fc.constant(""), typed),
});

type Edit = typeof edits extends fc.Arbitrary<infer Value> ? Value : never;

function edited(text: string, edit: Edit): string {
  edit.at.lastIndex = Math.floor((edit.place / 1000) * text.length);
  const start = edit.at.exec(text)?.index ?? text.length;
  const rest = text.slice(start);
  return text.slice(0, start) + edit.inserted + rest.replace(edit.removed, "");
}

afterEach(() => {
  reader.closed(uri);
  vi.restoreAllMocks();
});

describe("an edited text", () => {
  const programs = globSync([
    "examples/**/*.nn",
    "test/contract/**/*.nn",
    "test/fixtures/*.nn",
  ]).map((file) => readFileSync(file, "utf8"));

  it("becomes the tree of the whole text", () => {
    const parse = vi.spyOn(parser, "parse");
    let partly = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...programs),
        fc.array(edits, { minLength: 1, maxLength: 6 }),
        (program, several) => {
          reader.closed(uri);
          read(program);
          let text = program;
          for (const edit of several) {
            const next = edited(text, edit);
            parse.mockClear();
            const tree = read(next);
            const isPartly = parse.mock.calls.every(
              ([input]) => input !== next,
            );
            if (isPartly) partly++;
            const expected = parser.parse(next);
            expect(described(tree)).toBe(described(expected.value));
            if (isPartly) expect(isWhole(expected)).toBe(true);
            // What does not parse is seldom left by another edit.
            if (isWhole(expected)) text = next;
          }
        },
      ),
      { numRuns: 250 },
    );
    expect(partly).toBeGreaterThan(100);
  });

  it("is parsed only around the edit", () => {
    const lines = Array.from(
      { length: 500 },
      (_line, index) => `  a${String(index)} = x + ${String(index)}`,
    );
    const text = `network N {\n  input x = 1\n${lines.join("\n")}\n}\n`;
    read(text);
    const parse = vi.spyOn(parser, "parse");
    read(text.replace("a250 = x", "a250 = 2 * x"));
    expect(parse.mock.calls).toEqual([
      [
        `network N {\n  a249 = x + 249\n  a250 = 2 * x + 250\n  a251 = x + 251\n  }`,
      ],
    ]);
  });

  it("leaves to those who wait for the files of the text before what they have", async () => {
    const project = new Folder({ "more.nn": "const c = 2" });
    const { DocumentReader, Lowering } = project.language.language;
    const readText = (text: string): LangiumDocument =>
      DocumentReader.read(TextDocument.create(main, "nn", 0, text));
    const text = `import "more.nn"\nnetwork N {\n  a = 1\n  b = c\n  d = 3\n}`;
    const before = readText(text);
    const waiting = Lowering.upToDate(before);
    const known = Lowering.lower(before);
    const after = readText(text.replace("a = 1", "a = 10"));
    expect(await waiting).toBe(known);
    const { networks } = await Lowering.settled(after);
    expect(networks[0]?.graph.names.map(({ name }) => name)).toEqual([
      "a",
      "b",
      "d",
    ]);
  });

  it("is parsed from the text before an error once that is mended", () => {
    const text = "network N {\n  a = 1\n  b = 2\n  c = 3\n  d = 4\n}";
    read(text);
    read(text.replace("b = 2", "b = "));
    const parse = vi.spyOn(parser, "parse");
    expect(described(read(text.replace("b = 2", "b = 5")))).toBe(
      described(parser.parse(text.replace("b = 2", "b = 5")).value),
    );
    expect(parse.mock.calls[0]?.[0]).not.toContain("d = 4");
  });
});
