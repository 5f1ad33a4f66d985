// Large programs by rule, in the shapes that people write: for the benchmarks of the graph, and its tests of time.

const header = (name: string, inputs: readonly string[]): string[] => [
  `network ${name} {`,
  ...inputs,
];

/** Scalar definitions, each of the one before: as deep as long. */
export function chainProgram(operations: number): string {
  const lines = header("Chain", ["  input x = 0.5", "  weight w = 0.9"]);
  for (let index = 0; index < operations - 1; index++) {
    const before = index === 0 ? "x" : `v${index - 1}`;
    const value = [`${before} * w`, `tanh(${before})`, `${before} + 0.1`][
      index % 3
    ];
    lines.push(`  v${index} = ${value ?? before}`);
  }
  return finished(lines, `v${operations - 2} * 2`);
}

/** Scalar definitions, each of two of those shortly before it, and of a weight that all share. */
export function scalarProgram(operations: number): string {
  const lines = header("Scalars", ["  input x = 0.5", "  weight w = 1.5"]);
  const names = ["x", "w"];
  for (let index = 0; index < operations - 1; index++) {
    const [a = "x", b = "w"] = [names.at(-1), names.at(-1 - (index % 3))];
    const kind = index % 4;
    const value =
      kind === 0
        ? `${a} * ${b}`
        : kind === 1
          ? `tanh(${a})`
          : kind === 2
            ? `${a} + ${b}`
            : `${a} - w`;
    lines.push(`  v${index} = ${value}`);
    names.push(`v${index}`);
  }
  return finished(lines, `${names.at(-1) ?? "x"} * 2`);
}

/** Independent neurons of one input each, with weights of their own, and the sum of all: as wide as can be. */
export function wideProgram(operations: number): string {
  const units = Math.max(2, Math.floor(operations / 4));
  const lines = header("Wide", ["  input x = 0.5"]);
  for (let unit = 0; unit < units; unit++) {
    lines.push(`  weight w${unit} = ${(unit % 7) / 10}`);
    lines.push(`  z${unit} = w${unit} * x`);
    lines.push(`  a${unit} = σ(z${unit})`);
  }
  lines.push("  s1 = a0 + a1");
  for (let unit = 2; unit < units; unit++)
    lines.push(`  s${unit} = s${unit - 1} + a${unit}`);
  return finished(lines, `s${units - 1} * 2`);
}

/** Scalar definitions, each of two that are picked among the `reach` before it. */
export function randomProgram(operations: number, reach = 40): string {
  const inputs = Array.from({ length: 8 }, (_, index) => `x${index}`);
  const lines = header(
    "Random",
    inputs.map((name, index) => `  input ${name} = 0.${index + 1}`),
  );
  const names = [...inputs];
  let state = 12_345;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % limit;
  };
  const picked = (): string =>
    names.at(-1 - below(Math.min(reach, names.length))) ?? "x0";
  for (let index = 0; index < operations - 1; index++) {
    const [a, b] = [picked(), picked()];
    const value = [`${a} * ${b}`, `${a} + ${b}`, `tanh(${a})`, `${a} - ${b}`][
      index % 4
    ];
    lines.push(`  v${index} = ${value ?? a}`);
    names.push(`v${index}`);
  }
  return finished(lines, `v${operations - 2} * 2`);
}

/** A fully connected net written out in scalars: every weight, product and sum has a line of its own. */
export function writtenOutProgram(operations: number, width = 6): string {
  const inputs = Array.from({ length: width }, (_, index) => `a0_${index}`);
  const lines = header(
    "WrittenOut",
    inputs.map((name, index) => `  input ${name} = 0.${index + 1}`),
  );
  const layers = Math.max(1, Math.round(operations / (width * (2 * width))));
  for (let layer = 1; layer <= layers; layer++)
    for (let unit = 0; unit < width; unit++) {
      const terms: string[] = [];
      for (let from = 0; from < width; from++) {
        const weight = `w${layer}_${unit}_${from}`;
        lines.push(`  weight ${weight} = 0.${1 + ((unit + from) % 8)}`);
        terms.push(`${weight} * a${layer - 1}_${from}`);
      }
      lines.push(`  z${layer}_${unit} = ${terms.join(" + ")}`);
      lines.push(`  a${layer}_${unit} = σ(z${layer}_${unit})`);
    }
  return finished(lines, `a${layers}_0 * 2`);
}

/** Dense layers with an activation, and their parameters. */
export function layeredProgram(operations: number): string {
  const layers = Math.ceil(operations / 3);
  const lines = header("Layers", ["  input x: [8, 16] = normal(0, 1)"]);
  for (let index = 0; index < layers; index++)
    lines.push(
      `  layer h${index} = ${index === 0 ? "x" : `h${index - 1}`} |> dense(16) |> tanh`,
    );
  return [...lines, `  loss L = mse(h${layers - 1}, x)`, "}"].join("\n");
}

const finished = (lines: readonly string[], output: string): string =>
  [...lines, `  output f = ${output}`, "}"].join("\n");
