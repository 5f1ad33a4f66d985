/** What a hover says of the language's own words and signs, where these stand for no value. Markdown. */

const words: Readonly<Record<string, string>> = {
  import:
    'The networks, functions, datasets and constants of another file: `import "blocks.nn"`.',
  const:
    "A number or tensor of the file, the same everywhere: `const width = 128`.",
  fn: "A function of one expression, without parameters of its own: `fn swish(x) = x * sigmoid(x)`.",
  dataset: "Rows of inputs and targets, written here or read from a CSV file.",
  network:
    "A network or computational graph. Its statements see the names above them.",
  input:
    "A value from outside. Its shape or its value may be left out, not both.",
  weight: "A trainable tensor; without a value `glorot_uniform()` draws it.",
  bias: "A trainable tensor, zeros by default; decay and other rules for weights skip it.",
  layer:
    "A definition that owns parameters: it calls a layer function or a network.",
  output:
    "Marks a value as an output of the network. The only scalar one is what gradients are of, where there is no `loss`.",
  loss: "The scalar that training minimises, and that gradients are of.",
  expect:
    "A check. `≈` compares at the precision written, `==` to within rounding.",
  train:
    "How to train: optimizer, epochs, batch. Training starts only when it is asked for.",
  seed: "The seed of everything random in the network; 0 by default.",
  from: "The file that a dataset is read from.",
  within: "The largest difference that the check allows, instead of its own.",
  true: "A switch for arguments, as in `keep: true`; it is not the number 1.",
  false: "A switch for arguments, as in `bias: false`; it is not the number 0.",
};

const square = "Square, element by element: `x²` is `x^2`.";
const cube = "Cube, element by element: `x³` is `x^3`.";
const transpose =
  "The transpose of a matrix: `Wᵀ` is `W.T`. Other ranks take `transpose(x, axes)`.";
const difference =
  "Difference, element by element; shapes broadcast. Before a value its negation, which binds less than `^`.";

const signs: Readonly<Record<string, string>> = {
  "|>": "Pipe: `x |> f(a)` is `f(x, a)`.",
  "->": "Columns of inputs stand left of the arrow, targets right of it.",
  "≈": "Equal at the precision written: half a unit of the last decimal.",
  "~=": "Equal at the precision written: half a unit of the last decimal. The same as `≈`.",
  "@": "Matrix product: the last axis of the left by the last but one of the right; leading axes broadcast.",
  "^": "Power, from right to left: `-x^2` is `-(x^2)`.",
  "²": square,
  "³": cube,
  "∂": "`∂a/∂b` is the derivative of the scalar `a` by `b`, the same as `grad(a, b)`.",
  ᵀ: transpose,
  ".T": transpose,
  "+": "Sum, element by element; shapes broadcast.",
  "-": difference,
  "−": difference,
  "*": "Product, element by element; shapes broadcast.",
  "·": "Product, element by element, the same as `*`.",
  "×": "Product, element by element, the same as `*`.",
  "/": "Quotient, element by element; shapes broadcast.",
  "<": "1 where the left is less, else 0.",
  "<=": "1 where the left is less or equal, else 0.",
  ">": "1 where the left is greater, else 0.",
  ">=": "1 where the left is greater or equal, else 0.",
  "==": "1 where both are exactly equal, else 0.",
  "!=": "1 where the two differ, else 0.",
};

/** What relations mean between the two sides of a check. */
const relations: Readonly<Record<string, string>> = {
  "<": "Holds where every element on the left is less.",
  "<=": "Holds where every element on the left is less or equal.",
  ">": "Holds where every element on the left is greater.",
  ">=": "Holds where every element on the left is greater or equal.",
  "==": "Equal to within rounding: a relative difference of 1e-9. `within` allows another one.",
  "!=": "Holds where every element differs by more than rounding.",
};

/** The word or sign at an offset of a text; nothing in comments and strings, and for names. */
export function describeWord(
  text: string,
  offset: number,
):
  | {
      readonly description: string;
      readonly start: number;
      readonly end: number;
      readonly isWord: boolean;
    }
  | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const next = text.indexOf("\n", offset);
  const line = text.slice(lineStart, next < 0 ? text.length : next);
  const at = offset - lineStart;
  for (const match of line.matchAll(tokens)) {
    const [token] = match;
    const start = match.index;
    if (start > at) break;
    if (at >= start + token.length) continue;
    const isWord = Object.hasOwn(words, token);
    // `weight: 0.1` is an argument, `h.bias` a parameter.
    const isName =
      /^\s*:/.test(line.slice(start + token.length)) ||
      /\.\s*$/.test(line.slice(0, start));
    const description = isWord
      ? isName
        ? undefined
        : words[token]
      : signAt(token, line.slice(0, start));
    return description === undefined
      ? undefined
      : {
          description,
          start: lineStart + start,
          end: lineStart + start + token.length,
          isWord,
        };
  }
  return undefined;
}

/** @param before of the line */
function signAt(token: string, before: string): string | undefined {
  if (Object.hasOwn(relations, token) && isInCheck(before))
    return relations[token];
  return Object.hasOwn(signs, token) ? signs[token] : undefined;
}

/** Whether what follows compares the sides of a check: in parentheses it does not. */
function isInCheck(before: string): boolean {
  const open = before.match(/[([]/g)?.length ?? 0;
  const closed = before.match(/[)\]]/g)?.length ?? 0;
  return /^\s*expect\s/.test(before) && open === closed;
}

const tokens =
  /\/\/.*|\/\*.*?(?:\*\/|$)|"[^"]*"?|[\p{L}_][\p{L}\p{M}_0-9₀-₉]*|\.T\b|\|>|->|[~=!<>]=|[^\s]/gu;
