// Random programs that can be traced: scalars and vectors, layers, functions, repeats, networks used as layers.
import fc from "fast-check";

const beginning = `fn swish(x) = x * σ(x)
fn twice(x) = x + x
network Block(width = 3) {
  input a: [3]
  layer h = a |> dense(width) |> tanh
  layer g = h |> dense(3)
  output b = a + g
}`;

/** By kind, what a statement can be made of: scalars before, vectors of three elements before. */
interface Before {
  readonly scalars: readonly string[];
  readonly vectors: readonly string[];
}

type Maker = (
  name: string,
  before: Before,
  pick: (from: readonly string[]) => string,
) => {
  readonly statement: string;
  readonly kind: "scalar" | "vector";
};

const scalar = (statement: string): ReturnType<Maker> => ({
  statement,
  kind: "scalar",
});
const vector = (statement: string): ReturnType<Maker> => ({
  statement,
  kind: "vector",
});

const makers: readonly Maker[] = [
  (name, { scalars }, pick) =>
    scalar(`${name} = ${pick(scalars)} * ${pick(scalars)}`),
  (name, { scalars }, pick) =>
    scalar(`${name} = ${pick(scalars)} - 2 * ${pick(scalars)}`),
  (name, { scalars }, pick) => scalar(`${name} = σ(${pick(scalars)})`),
  (name, { scalars }, pick) =>
    scalar(`${name} = swish(twice(${pick(scalars)}))`),
  (name, { scalars }, pick) =>
    scalar(`${name} = max(${pick(scalars)}, ${pick(scalars)})`),
  (name, { vectors }, pick) => scalar(`${name} = mean(${pick(vectors)})`),
  (name, { vectors }, pick) =>
    scalar(`${name} = dot(${pick(vectors)}, ${pick(vectors)})`),
  (name, { vectors }, pick) => scalar(`${name} = ${pick(vectors)}[1]`),
  (name, { scalars, vectors }, pick) =>
    vector(`${name} = ${pick(scalars)} * ${pick(vectors)}`),
  (name, { vectors }, pick) => vector(`${name} = softmax(${pick(vectors)})`),
  (name, { vectors }, pick) => vector(`${name} = swish(${pick(vectors)})`),
  (name, { vectors }, pick) =>
    vector(`layer ${name} = ${pick(vectors)} |> dense(3) |> relu`),
  (name, { vectors }, pick) =>
    vector(`layer ${name} = Block(${pick(vectors)})`),
  (name, { vectors }, pick) =>
    vector(`layer ${name} = repeat(${pick(vectors)}, 2, Block, width: 2)`),
];

/** Programs of one network `N` with a loss. */
export const randomPrograms: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      maker: fc.nat(makers.length - 1),
      picks: fc.array(fc.nat(1000), { minLength: 2, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((choices) => {
    const scalars = ["x", "w"];
    const vectors = ["v", "u"];
    const lines = [
      "input x = 0.7",
      "weight w = -1.3",
      "input v = [0.5, -0.25, 1.5]",
      "weight u: [3] = normal(0, 1)",
    ];
    for (const [index, { maker, picks }] of choices.entries()) {
      const name = `n${index}`;
      let next = 0;
      const pick = (from: readonly string[]): string =>
        from[(picks[next++ % picks.length] ?? 0) % from.length] ?? "x";
      const made = makers[maker]?.(name, { scalars, vectors }, pick);
      if (!made) continue;
      lines.push(made.statement);
      (made.kind === "scalar" ? scalars : vectors).push(name);
    }
    const [scalarEnd, vectorEnd] = [scalars.at(-1), vectors.at(-1)];
    lines.push(`loss L = (${scalarEnd} - 1)² / 2 + sum(${vectorEnd})`);
    return `${beginning}\nnetwork N {\n  ${lines.join("\n  ")}\n}`;
  });
