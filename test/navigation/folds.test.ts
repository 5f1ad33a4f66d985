// What can be folded, also in text that does not parse.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldsOf } from "../../language-server/navigation/folds.js";

const shown = (text: string): string[] =>
  foldsOf(text).map(
    ({ kind, from, to }) => `${kind} ${String(from)}–${String(to)}`,
  );

describe("folds", () => {
  it("keep the line of the closing bracket", () => {
    expect(shown("network N {\n  a = 1\n  b = 2\n}")).toEqual(["block 0–2"]);
    expect(shown("network N {\n}")).toEqual([]);
  });

  it("are one for each line, the longest", () => {
    expect(shown("a = f([\n  1,\n  2\n], [\n  3\n])")).toEqual([
      "block 0–4",
      "block 3–4",
    ]);
  });

  it("pass over brackets in comments and strings", () => {
    expect(shown('// {\n"{"\n/* [\n*/\na')).toEqual(["comment 2–3"]);
  });

  it("gather comments that stand on lines of their own, and imports", () => {
    expect(
      shown(
        '// a\n// b\n\n// c\nimport "a.nn"\n\nimport "b.nn"\na = 1 // d\n// e',
      ),
    ).toEqual(["comment 0–1", "imports 4–6"]);
  });

  it("go on behind a bracket that is missing", () => {
    expect(
      shown("network N {\n  a = f(1,\n  b = 2\n}\nnetwork M {\n  c = 3\n}"),
    ).toEqual(["block 0–2", "block 4–5"]);
  });

  it("know lines whatever ends them", () => {
    expect(shown("n {\r\n a\r\n}\rm {\r b\r}")).toEqual([
      "block 0–1",
      "block 3–4",
    ]);
  });

  it("lie in the text, whatever it is", () => {
    const pieces = fc.constantFrom(
      ...'{ } [ ] ( ) // /* */ " \n \r\n import a'.split(" "),
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const last = text.split(/\r\n|\r|\n/).length - 1;
        for (const { from, to } of foldsOf(text)) {
          expect(from).toBeLessThan(to);
          expect(to).toBeLessThanOrEqual(last);
        }
      }),
    );
  });
});
