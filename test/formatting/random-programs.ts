// Random programs over the whole grammar, as tokens, and random white space and comments between them. They parse; few of
// them mean anything.
import fc from "fast-check";

type Tokens = readonly string[];

const name = fc.constantFrom("x", "w₁", "σ", "a_b", "ŷ", "relu", "dense", "W̃");
const word = fc.constantFrom("weight", "bias", "loss", "from", "true", "h");
const number = fc.constantFrom("2", "0.50", ".5", "1e-3", "1_000", "3E+2");
const text = fc.constantFrom('"same"', '"a // b"', '""');
const sign = fc.constantFrom<Tokens[]>([], [], [], ["-"], ["−"]);

const one = (token: fc.Arbitrary<string>): fc.Arbitrary<Tokens> =>
  token.map((found) => [found]);

const sequence = (...parts: (string | fc.Arbitrary<Tokens>)[]) =>
  fc
    .tuple(
      ...parts.map((part) =>
        typeof part === "string" ? fc.constant<Tokens>([part]) : part,
      ),
    )
    .map((tokens) => tokens.flat());

const optional = (...parts: Parameters<typeof sequence>) =>
  fc.oneof(fc.constant<Tokens>([]), sequence(...parts));

const list = (
  item: fc.Arbitrary<Tokens>,
  minLength = 0,
  separator: Tokens = [","],
): fc.Arbitrary<Tokens> =>
  fc
    .array(item, { minLength, maxLength: 3 })
    .map((items) =>
      items.flatMap((tokens, index) =>
        index > 0 ? [...separator, ...tokens] : tokens,
      ),
    );

const operated = (
  operand: fc.Arbitrary<Tokens>,
  operators: readonly string[],
): fc.Arbitrary<Tokens> =>
  fc
    .tuple(
      operand,
      fc.array(fc.tuple(fc.constantFrom(...operators), operand), {
        maxLength: 1,
      }),
    )
    .map(([first, rest]) => [...first, ...rest.flat(2)]);

const { expression, sum } = fc.letrec<{
  expression: Tokens;
  comparison: Tokens;
  sum: Tokens;
  product: Tokens;
  power: Tokens;
  atom: Tokens;
  argument: Tokens;
  subscript: Tokens;
  postfix: Tokens;
}>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nn" },
    tie("sum"),
    tie("comparison"),
    sequence(tie("sum"), "|>", one(name)),
    sequence(
      tie("sum"),
      "|>",
      one(name),
      "(",
      list(tie("argument")),
      ")",
      "|>",
      one(name),
    ),
  ),
  comparison: sequence(
    tie("sum"),
    one(fc.constantFrom("==", "!=", "<", "<=", ">", ">=")),
    tie("sum"),
  ),
  sum: operated(tie("product"), ["+", "-", "−"]),
  product: operated(tie("power"), ["*", "·", "×", "/", "@"]),
  power: fc
    .tuple(sign, tie("atom"), fc.array(tie("postfix"), { maxLength: 2 }))
    .map(([minus, atom, postfix]) => [
      ...minus.flat(),
      ...atom,
      ...postfix.flat(),
    ]),
  atom: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nn" },
    one(name),
    one(number),
    one(text),
    one(fc.constantFrom("true", "false")),
    sequence("(", tie("expression"), ")"),
    sequence("[", list(tie("expression")), "]"),
    sequence(one(name), "(", list(tie("argument")), ")"),
    sequence("∂", one(name), "/", "∂", one(name)),
    sequence(
      "∂",
      one(name),
      "[",
      "0",
      "]",
      ".",
      one(word),
      "/",
      "∂",
      one(name),
    ),
    sequence(
      one(name),
      "^",
      sign.map((found) => found.flat()),
      one(number),
    ),
  ),
  postfix: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nn" },
    one(fc.constantFrom("²", "³", "ᵀ")),
    sequence(".", one(fc.oneof(word, name))),
    sequence("[", list(tie("subscript"), 1), "]"),
  ),
  subscript: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nn" },
    one(fc.constant(":")),
    tie("expression"),
    sequence(tie("sum"), ":"),
    sequence(":", ":", tie("sum")),
    sequence(tie("sum"), ":", tie("sum")),
  ),
  argument: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nn" },
    one(name),
    tie("expression"),
    sequence(one(fc.oneof(name, word)), ":", tie("expression")),
    sequence("out_proj", ".", "weight", ":", tie("expression")),
  ),
}));

const shape = sequence(":", "[", list(expression), "]");
const value = sequence("=", expression);
const kind = fc.constantFrom("input", "weight", "bias", "output");
const cell = fc.oneof(one(number), sequence("-", one(number)), one(text));

const train = sequence(
  "train",
  "{",
  list(
    sequence(one(fc.constantFrom("epochs", "weight", "clip")), ":", expression),
    0,
    [],
  ),
  "}",
);

const statement = fc.oneof(
  sequence(one(kind), one(name), optional(shape), optional(value)),
  sequence(one(fc.constantFrom("layer", "loss")), one(name), value),
  sequence(one(name), optional(shape), value),
  sequence(
    "expect",
    sum,
    one(fc.constantFrom("==", "!=", "<", "≈", "~=")),
    sum,
    optional("within", sum),
  ),
  sequence("seed", expression),
  train,
);

const element = fc.oneof(
  sequence("import", one(text)),
  sequence("const", one(name), value),
  sequence("fn", one(name), "(", list(one(name)), ")", value),
  sequence(
    "dataset",
    one(name),
    optional("from", one(text)),
    "{",
    list(one(fc.oneof(name, word, text)), 1),
    "->",
    list(one(name), 1),
    list(sequence(list(cell, 1), "->", list(cell, 1)), 0, []),
    "}",
  ),
  sequence(
    "network",
    one(name),
    optional("(", list(sequence(one(name), value)), ")"),
    "{",
    fc.array(statement, { maxLength: 4 }).map((all) => all.flat()),
    "}",
  ),
);

const space = fc.constantFrom(
  ..." |  |\t|\n|\n\n|\n\n\n  |\r\n|/* c */| /* two\n lines */ | // c\n|\n// c  \n|   // c\n".split(
    "|",
  ),
);
const gap = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", " ") },
  { weight: 1, arbitrary: space },
);

/** What cannot be written without a space. */
const merges =
  /[\p{L}\p{M}_0-9₀-₉.][\p{L}\p{M}_0-9₀-₉.]|->|\/\/|\/\*|[<>=!~]=|[eE][-+−]/u;

/** Programs that parse, in any layout. */
export const randomPrograms: fc.Arbitrary<string> = fc
  .array(element, { maxLength: 2 })
  .chain((elements) => {
    const tokens = elements.flat();
    return fc
      .array(gap, {
        minLength: tokens.length + 1,
        maxLength: tokens.length + 1,
      })
      .map(
        (gaps) =>
          tokens.reduce((before, token, index) => {
            const between = gaps[index] ?? "";
            const isSafe =
              between !== "" ||
              !merges.test((before.at(-1) ?? " ") + (token[0] ?? " "));
            return `${before}${isSafe ? between : " "}${token}`;
          }, "") + (gaps.at(-1) ?? ""),
      );
  });
