/** The reference page `docs/functions.md`: every operator, function and initialiser, from their records. */
import type { Family } from "../../ops/operation.js";
import {
  functions,
  initialisers,
  operations,
  overloadsOf,
} from "../../ops/registry.js";
import {
  functionSection,
  initialiserSection,
  operatorSection,
} from "./function-section.js";

const introduction = `# Functions

What can be called in a \`.nn\` program. This page is generated from the records that the program itself works with; [language.md](language.md) says how the pieces go together. \`grad\`, \`repeat\` and \`load\` are explained there: [gradients](language.md#gradients), [networks as layers](language.md#networks-as-layers), [files](language.md#datasets-and-files).

Each section begins with the call and the defaults of its arguments. \`…\` stands for an argument that may be left out, a name with nothing behind its colon for one that has to be given, by name. Then come formulas:

- \`out\` is the result, \`L\` the objective, and \`upstream\` is ∂L/∂out, the gradient that arrives from behind.
- \`∂out/∂x\` is the local derivative, element by element. What is passed back to \`x\` is upstream times it, summed over what was broadcast.
- \`∂L/∂x\` is the contribution of this one use, where it is no such product. A value that is used several times receives the sum of the contributions.
- \`N\` counts what a mean is taken over. \`[i = j]\` is 1 where the two are equal, else 0.

Where a derivative does not exist, the convention that is used is stated. Examples are statements of a network; the shape behind a name's colon is the shape of the result.`;

/** Families of functions in the order of the page, with what holds for all of a family. */
const families: readonly {
  readonly family: Family;
  readonly title: string;
  readonly note?: string;
}[] = [
  {
    family: "elementwise",
    title: "Elementwise functions",
    note: "They are applied to every element, and the result has the shape of the operand. Several operands broadcast.",
  },
  {
    family: "reduction",
    title: "Reductions",
    note: "They make one number of all elements, or of the elements along some axes.",
  },
  { family: "linear algebra", title: "Linear algebra" },
  { family: "shape", title: "Shape and selection" },
  { family: "normalising", title: "Normalising" },
  {
    family: "loss",
    title: "Losses",
    note: 'In formulas `p` is a prediction or a probability, `y` or `t` the target, `z` a logit, `ℓ` the logarithm of a probability. The formulas are those of the standard reduction: with `"sum"` and `"none"` there is no division by `N`.',
  },
  {
    family: "layer",
    title: "Layers",
    note: "What owns parameters is called in a `layer` statement. In formulas `W` or `w` is the weight and `b` the bias; in normalising layers `x̂` is the normalised operand and `σ` what it was divided by; `u` is a random number between 0 and 1.",
  },
  { family: "pooling", title: "Pooling" },
];

/** How programs spell the operators, by the names of their records. */
const spellings: Readonly<Record<string, string>> = {
  add: "a + b",
  subtract: "a - b",
  multiply: "a * b",
  divide: "a / b",
  power: "a ^ b",
  negate: "-x",
  matmul: "a @ b",
  equal: "a == b",
  not_equal: "a != b",
  less: "a < b",
  less_equal: "a <= b",
  greater: "a > b",
  greater_equal: "a >= b",
};

export function functionsPage(): string {
  const names = [...functions]
    .filter(([name, record]) => record.name === name)
    .map(([name]) => name);
  const ofFamily = (family: Family): string[] =>
    names.filter((name) => overloadsOf(name)[0]?.family === family);
  const parts = [
    introduction,
    [
      linksTo("Operators", Object.keys(spellings)),
      ...families.map(({ family, title }) => linksTo(title, ofFamily(family))),
      linksTo("Initialisers", [...initialisers.keys()]),
    ].join("\n"),
    "## Operators",
    "What binds how tightly is in [language.md](language.md#expressions). The operands broadcast.",
    ...operatorSections(),
    ...families.flatMap(({ family, title, note }) => [
      `## ${title}`,
      ...(note === undefined ? [] : [note]),
      ...ofFamily(family).map(functionSection),
    ]),
    "## Initialisers",
    "They stand alone, as the value of a weight, a bias or a layer’s parameter; `uniform` and `normal` also as the value of an input whose shape is known. Fan in and fan out are the second and the first size of a weight, each times the sizes behind these two; of a vector both are its length, of a scalar 1.",
    ...[...initialisers.values()].map(initialiserSection),
  ];
  return `${parts.join("\n\n")}\n`;
}

function operatorSections(): string[] {
  return Object.entries(spellings).map(([name, spelling]) => {
    const operator = operations.get(name);
    if (!operator) throw new Error(`There is no operator ${name}.`);
    return operatorSection(operator, spelling);
  });
}

/** Where to find what, a line for each family. */
const linksTo = (title: string, names: readonly string[]): string =>
  `- ${title}: ${names.map((name) => `[${name}](#${name})`).join(", ")}`;
