// Formulas as text, MathML and LaTeX: every formula of every record, random expressions, hostile names.
import fc from "fast-check";
import katex from "katex";
import { describe, expect, test } from "vitest";
import {
  type Formula,
  partsOf,
} from "../../../language-server/presentation/formula/formula.js";
import { toLatex } from "../../../language-server/presentation/formula/latex.js";
import { toMathml } from "../../../language-server/presentation/formula/mathml.js";
import {
  parseFormula,
  parseTemplate,
} from "../../../language-server/presentation/formula/parse.js";
import { plainText } from "../../../language-server/presentation/formula/plain-text.js";
import { mistakesIn, shown } from "./mathml-reading.js";
import { recordTemplates } from "./record-templates.js";

const templates = recordTemplates();
/** The template with names for its placeholders. */
const named = (template: string): string =>
  template.replace(/\{(\d)\}/g, "{x$1}").replaceAll("{up}", "{u}");

describe.each(templates)("$record: $template", ({ template }) => {
  const formula = parseTemplate(named(template));

  test("is understood, and written back as it was", () => {
    expect(notUnderstoodIn(formula)).toEqual([]);
    expect(plainText(formula)).toBe(named(template).replace(/[{}]/g, ""));
  });

  test("is typeset without losing a letter or number", () => {
    expectTypeset(formula);
  });
});

test.each([
  ["w1 * x", "w_{1} \\cdot x"],
  ["(a3 - y)² / 2", "\\frac{(a_{3} - y)^{2}}{2}"],
  ["h.weight", "\\mathrm{h.weight}"],
  ["x |> relu", "x \\triangleright \\mathrm{relu}"],
  ["W[0, 1]", "W[0, 1]"],
  ["σ(z1)", "{\\sigma}(z_{1})"],
  ["∂L/∂z1", "\\frac{\\partial L}{\\partial z_{1}}"],
  ["∂L/∂(d²)", "\\frac{\\partial L}{\\partial (d^{2})}"],
  ["a1(1 − a1)", "a_{1} (1 - a_{1})"],
  ["−1.55e6", "- 1.55 \\cdot 10^{6}"],
  ["4.54e-5", "4.54 \\cdot 10^{-5}"],
  ["W.T · x̂", "W^{\\mathsf{T}} \\cdot \\hat{x}"],
  ["[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"],
  ["dense(3, weight: 0.1)", undefined],
  ["h[0].weight", undefined],
  ["x[:, 1:3]", undefined],
  ["1_000 * a", "1000 \\cdot a"],
  ["a / b / c", "\\frac{\\frac{a}{b}}{c}"],
  ["a · b/c", "a \\cdot \\frac{b}{c}"],
])("a program's %s", (text, latex) => {
  const formula = parseFormula(text);
  expect(notUnderstoodIn(formula)).toEqual([]);
  expect(plainText(formula)).toBe(text);
  if (latex !== undefined) expect(toLatex(formula)).toBe(latex);
  accept(toLatex(formula));
});

test("what cannot be understood is text", () => {
  for (const text of ["a …", "(", "a + ", "a ∂ b", "", "f(", "x x", "{0}", "^"])
    expect(parseFormula(text)).toEqual({ kind: "text", text, isWords: false });
  const deep = "(".repeat(400) + "x" + ")".repeat(400);
  expect(parseFormula(deep)).toMatchObject({ kind: "text", text: deep });
  expect(parseFormula("x".repeat(2000)).kind).toBe("text");
});

describe("MathML", () => {
  test("a gradient is a fraction, a name's number its index", () => {
    expect(toMathml(parseFormula("∂L/∂z1"))).toMatchObject({
      tag: "math",
      children: [
        {
          tag: "mfrac",
          children: [
            { children: [{ tag: "mo" }, { tag: "mi", children: ["L"] }] },
            { children: [{ tag: "mo" }, { tag: "msub" }] },
          ],
        },
      ],
    });
  });

  test("numbers: a true minus, powers of ten", () => {
    expect(shown(toMathml(parseFormula("-4.5e-5")))).toBe("−4.5⋅10−5");
  });
});

/** Names that a program may have, those among them that mean something to LaTeX, Markdown or HTML. */
const name = fc.oneof(
  fc.constantFrom(
    ..."x w1 z3 L a_1 W_ih h.weight e.hidden ŷ x̂ σ2 w₁ x₁₂ log_loss _ __ a__b é Д 中 text frac mathrm Σ of where".split(
      " ",
    ),
  ),
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    name,
    fc.double({ min: 0, max: 1e9, noNaN: true }).map(String),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "^", "·", "−", "@", "|>", "≤"),
        tie("expression"),
      )
      .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    fc.tuple(name, tie("expression")).map(([f, a]) => `${f}(${a}, ${a})`),
    fc.tuple(name, tie("expression")).map(([a, i]) => `${a}[${i}]`),
    tie("expression").map((a) => `-(${a})²`),
    fc.tuple(name, name).map(([a, b]) => `∂${a}/∂${b}`),
  ),
}));

test("random expressions are understood and lose nothing", () => {
  fc.assert(
    fc.property(expression, (text) => {
      const formula = parseFormula(text);
      // Programs have no factors side by side, so that only a bare ^ stands apart.
      const tight = text.replaceAll(" ^ ", "^");
      const read = text.includes(" ^ ") ? parseFormula(tight) : formula;
      expect(notUnderstoodIn(read)).toEqual([]);
      expect(plainText(read)).toBe(tight);
      expectTypeset(read);
    }),
    { numRuns: 300 },
  );
});

test("any text is typeset as itself and nothing else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
      const formula = parseFormula(text);
      expect(mistakesIn(toMathml(formula))).toEqual([]);
      if (formula.kind !== "text") return;
      expect(shown(toMathml(formula))).toBe(text);
      accept(toLatex(formula), "ignore");
    }),
    { numRuns: 500 },
  );
});

test.each([
  "\\frac{1",
  "}$ <img src=x onerror=alert(1)> $",
  "</math><script>alert(1)</script>",
  "$$|`%#&_^~\\",
  "\\href{javascript:alert(1)}{x}",
  '"a\\end{cases}"',
])("hostile text %s stays text", (text) => {
  const formula = parseFormula(text);
  const { children } = toMathml(formula);
  expect(children).toEqual([{ tag: "mtext", children: [text] }]);
  const latex = toLatex(formula);
  expect(latex).not.toMatch(/[$|`<>]/);
  const html = accept(latex);
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<img");
  expect(html).not.toContain("href=");
});

function notUnderstoodIn(formula: Formula): string[] {
  if (formula.kind === "text") return formula.isWords ? [] : [formula.text];
  return partsOf(formula).flatMap(notUnderstoodIn);
}

/** MathML is well formed, KaTeX accepts the LaTeX, and both have the text's letters and digits in its order. */
function expectTypeset(formula: Formula): void {
  const mathml = toMathml(formula);
  expect(mistakesIn(mathml)).toEqual([]);
  const letters = lettersOf(plainText(formula));
  expect(lettersOf(shown(mathml))).toBe(letters);
  const latex = toLatex(formula);
  expect(latex).not.toMatch(/[$|`<>]/);
  expect(lettersOf(annotated(accept(latex)))).toBe(letters);
}

/** What KaTeX reads in the LaTeX, in its own MathML. */
const annotated = (html: string): string =>
  html
    .replace(/<annotation[\s\S]*$/, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&\w+;/g, " ");

const accept = (
  latex: string,
  strict: "error" | "ignore" = "error",
): string => {
  expect(latex).not.toContain("\n");
  return katex.renderToString(latex, {
    throwOnError: true,
    strict,
    output: "mathml",
  });
};

/**
 * Letters and digits alone, an index or exponent being the same as on the line. “else” stands behind its value where
 * cases are set below one another.
 */
function lettersOf(text: string): string {
  const letters = text
    .replace(/(\d)e([-+−]?\d)/gi, "$110$2")
    .replaceAll("Σ", "∑")
    .replaceAll("Π", "∏")
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}∑∏]|\p{Lm}/gu, "");
  return letters.includes("else")
    ? Array.from(letters).sort().join("")
    : letters;
}
