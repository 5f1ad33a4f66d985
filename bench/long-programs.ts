// Long files: a chain of definitions, in `.nn`, and the same in TypeScript for the server that ours is compared with. An
// edit writes another number on the line that says the weight, which a quarter of the definitions use.

export interface LongProgram {
  readonly text: string;
  /** The line of the weight, from 0. */
  readonly edited: number;
  /** What stands on that line in a round, from 1; `text` has round 0. */
  readonly line: (round: number) => string;
}

export function longNetwork(definitions: number): LongProgram {
  const line = (round: number): string => `  weight w = 0.5${String(round)}`;
  return {
    text: [
      "network Chain {",
      "  input x = 1",
      line(0),
      "  a0 = w * x",
      ...chain(definitions, (name, before, earlier, index) => {
        const values = [
          `sigmoid(${before}) + 0.5 * ${earlier}`,
          `(${before} - 0.1)² / 2 + w`,
          `tanh(${before} * w)`,
          `max(${before}, 0.01 * ${earlier})`,
        ];
        return `  ${name} = ${values[index % values.length] ?? ""}`;
      }),
      `  output f = a${String(definitions - 1)}`,
      "}",
      "",
    ].join("\n"),
    edited: 2,
    line,
  };
}

export function longTypeScript(definitions: number): LongProgram {
  const line = (round: number): string => `const w = 0.5${String(round)};`;
  return {
    text: [
      "const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));",
      "const x = 1;",
      line(0),
      "const a0 = w * x;",
      ...chain(definitions, (name, before, earlier, index) => {
        const values = [
          `sigmoid(${before}) + 0.5 * ${earlier}`,
          `(${before} - 0.1) ** 2 / 2 + w`,
          `Math.tanh(${before} * w)`,
          `Math.max(${before}, 0.01 * ${earlier})`,
        ];
        return `const ${name} = ${values[index % values.length] ?? ""};`;
      }),
      `export const f = a${String(definitions - 1)};`,
      "",
    ].join("\n"),
    edited: 2,
    line,
  };
}

/** The lines of all definitions but the first. */
function chain(
  definitions: number,
  line: (
    name: string,
    before: string,
    earlier: string,
    index: number,
  ) => string,
): string[] {
  const lines: string[] = [];
  for (let index = 1; index < definitions; index++) {
    const earlier = Math.max(0, index - 3);
    lines.push(
      line(
        `a${String(index)}`,
        `a${String(index - 1)}`,
        `a${String(earlier)}`,
        index,
      ),
    );
  }
  return lines;
}
