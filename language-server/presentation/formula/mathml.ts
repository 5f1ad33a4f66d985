/** A formula as MathML Core, in plain data: whoever shows it makes elements of it, so that no text becomes markup. */
import type { MathmlElement, MathmlTag } from "../../graph/mathml.js";
import { type Formula, type Operator, withoutFence } from "./formula.js";
import { accents, nameParts } from "./names.js";
import { mathmlOperator, numberParts } from "./operators.js";

/** The formula as a `<math>` element. */
export const toMathml = (formula: Formula): MathmlElement =>
  element("math", [write(formula)], { display: "block" });

/**
 * `left = first`, and below it what else is equal, aligned at the equals signs. Cells are of class `math-left` and
 * `math-right`, which say where their content stands.
 */
export const equationMathml = (
  left: Formula | undefined,
  steps: readonly Formula[],
): MathmlElement =>
  element(
    "math",
    [
      element(
        "mtable",
        steps.map((step, index) =>
          element("mtr", [
            cell(index === 0 && left ? [write(left)] : [], "math-left"),
            cell([operator("="), write(step)], "math-right"),
          ]),
        ),
        { displaystyle: "true" },
      ),
    ],
    { display: "block" },
  );

const cell = (
  content: readonly MathmlElement[],
  side: "math-left" | "math-right",
): MathmlElement => element("mtd", [row(...content)], { class: side });

const element = (
  tag: MathmlTag,
  children: readonly (MathmlElement | string)[],
  attributes?: Readonly<Record<string, string>>,
): MathmlElement => ({ tag, children, ...(attributes && { attributes }) });

const row = (...children: MathmlElement[]): MathmlElement => {
  const [only] = children;
  return only && children.length === 1 ? only : element("mrow", children);
};

const operator = (
  text: string,
  attributes?: Readonly<Record<string, string>>,
): MathmlElement => element("mo", [text], attributes);

/** Characters without a look of their own that say how two things belong together. */
const applied = "\u2061";
const invisibleTimes = "\u2062";

function write(formula: Formula): MathmlElement {
  switch (formula.kind) {
    case "number":
      return writeNumber(formula.text);
    case "name":
      return writeName(formula.text);
    case "text":
      return element("mtext", [formula.text]);
    case "chain":
      return row(
        ...formula.terms.flatMap((term, index) => {
          const before = formula.operators[index - 1];
          return before ? [writeOperator(before), write(term)] : [write(term)];
        }),
      );
    case "prefixed":
      return row(
        operator(mathmlOperator(formula.operator), { form: "prefix" }),
        write(formula.operand),
      );
    case "fraction":
      return fraction(formula.numerator, formula.denominator);
    case "power":
      return raised(write(formula.base), write(withoutFence(formula.exponent)));
    case "postfixed":
      return raised(
        write(formula.base),
        formula.operator === "′"
          ? operator("′")
          : element("mi", ["T"], { mathvariant: "normal" }),
      );
    case "call":
      return row(
        write(formula.callee),
        operator(applied, formula.bare ? { rspace: "0.17em" } : undefined),
        formula.bare
          ? row(...formula.arguments.map(write))
          : fenced("(", formula.arguments, ")"),
      );
    case "index":
      return row(write(formula.base), fenced("[", formula.indices, "]"));
    case "gradient":
      return element("mfrac", [
        differential(formula.of),
        differential(formula.by),
      ]);
    case "big":
      return row(
        withScripts(
          operator(mathmlOperator(formula.symbol)),
          formula.lower,
          formula.upper,
          formula.symbol === "∫",
        ),
        write(formula.body),
      );
    case "root":
      return element("msqrt", [write(withoutFence(formula.body))]);
    case "fence": {
      const [open = "", close = ""] = formula.fence;
      return fenced(open, formula.items, close);
    }
    case "cases":
      return row(
        operator("{", { fence: "true", form: "prefix", stretchy: "true" }),
        element(
          "mtable",
          [
            [formula.value, formula.keyword, write(formula.condition)] as const,
            [formula.otherwise, "else", undefined] as const,
          ].map(([value, keyword, condition]) =>
            element("mtr", [
              cell([write(value)], "math-right"),
              cell(
                [
                  element("mtext", [condition ? `${keyword}\u00a0` : keyword]),
                  ...(condition ? [condition] : []),
                ],
                "math-right",
              ),
            ]),
          ),
        ),
      );
    case "sequence":
      return row(
        ...formula.parts.flatMap((part, index) => {
          const separator = formula.separators[index - 1];
          return separator === undefined
            ? [write(part)]
            : [
                // White space at the end of an element would be dropped.
                element("mtext", [separator.replace(" ", "\u00a0")]),
                write(part),
              ];
        }),
      );
  }
}

/** An index stays below the exponent: x₁² and not (x₁)². */
const raised = (base: MathmlElement, exponent: MathmlElement): MathmlElement =>
  base.tag === "msub"
    ? element("msubsup", [...base.children, exponent])
    : element("msup", [base, exponent]);

function writeNumber(text: string): MathmlElement {
  if (text === "…") return operator("…");
  const { mantissa, exponent } = numberParts(text);
  const number = element("mn", [mantissa]);
  if (exponent === undefined) return number;
  return row(
    number,
    operator("⋅"),
    element("msup", [element("mn", ["10"]), element("mn", [exponent])]),
  );
}

function writeName(text: string): MathmlElement {
  const { base, accent, subscript } = nameParts(text);
  const letters = element("mi", [base]);
  const whole = accent
    ? element("mover", [letters, operator(accents[accent].over)], {
        accent: "true",
      })
    : letters;
  if (subscript === undefined) return whole;
  return element("msub", [whole, writeSubscript(subscript)]);
}

/** `1`, `ij`, `t−1`: letters of an index are italic, each on its own, and words upright. */
function writeSubscript(text: string): MathmlElement {
  const parts = text.match(/\d+|\p{L}\p{M}*|./gu) ?? [];
  return row(
    ...parts.map((part) => {
      if (/^\d/.test(part)) return element("mn", [part]);
      return /^\p{L}/u.test(part) ? element("mi", [part]) : operator(part);
    }),
  );
}

function writeOperator({ symbol, spaced }: Operator): MathmlElement {
  if (symbol === "") return operator(invisibleTimes);
  if (symbol === "∗ᵀ")
    return element("msup", [
      operator("∗"),
      element("mi", ["T"], { mathvariant: "normal" }),
    ]);
  const tight = spaced ? undefined : { lspace: "0.1em", rspace: "0.1em" };
  return operator(mathmlOperator(symbol), tight);
}

const fraction = (numerator: Formula, denominator: Formula): MathmlElement =>
  element("mfrac", [
    write(withoutFence(numerator)),
    write(withoutFence(denominator)),
  ]);

const differential = (of: Formula): MathmlElement =>
  row(operator("∂", { form: "prefix", lspace: "0", rspace: "0" }), write(of));

function fenced(
  open: string,
  items: readonly Formula[],
  close: string,
): MathmlElement {
  return row(
    operator(open, { fence: "true", form: "prefix", stretchy: "true" }),
    ...items.flatMap((item, index) =>
      index === 0
        ? [write(item)]
        : [operator(",", { separator: "true" }), write(item)],
    ),
    operator(close, { fence: "true", form: "postfix", stretchy: "true" }),
  );
}

/** Limits stand below and above, those of an integral beside it. */
function withScripts(
  base: MathmlElement,
  lower: Formula | undefined,
  upper: Formula | undefined,
  beside: boolean,
): MathmlElement {
  if (lower && upper)
    return element(beside ? "msubsup" : "munderover", [
      base,
      write(lower),
      write(upper),
    ]);
  if (lower) return element(beside ? "msub" : "munder", [base, write(lower)]);
  if (upper) return element(beside ? "msup" : "mover", [base, write(upper)]);
  return base;
}
