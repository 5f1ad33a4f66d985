// Worked solutions of the lecture's exercises: the documents as people read them, the true numbers in them, and every formula
// accepted by KaTeX.
import { readdirSync } from "node:fs";
import path from "node:path";
import katex from "katex";
import { describe, expect, test } from "vitest";
import { runNn } from "../../cli/run-nn.js";
import { partsOf } from "./formulas-of.js";

const folder = path.resolve(import.meta.dirname, "../../../examples/lecture");
const files = readdirSync(folder).filter((name) => name.endsWith(".nn"));
const fileOf = (id: string): string =>
  path.join(folder, files.find((name) => name.startsWith(id)) ?? id);

async function solutionOf(id: string, network?: string): Promise<string> {
  const choice = network === undefined ? [] : ["--network", network];
  const { output } = await runNn([
    "trace",
    fileOf(id),
    "--markdown",
    ...choice,
  ]);
  return output;
}

const latex = (name: string): string =>
  name.replace(/^([a-z]+)(\d+)$/, "$1_{$2}");
const signed = (value: string): string => value.replace("−", "- ");

test.each([
  ["n07", undefined],
  ["n08", undefined],
  ["n09", undefined],
  ["n10", "MaxCircuit"],
  ["n10", "Tie"],
  ["n11", undefined],
  ["n12", undefined],
  ["n20", undefined],
])("%s %s, as it is read", async (id, network) => {
  const name = network === undefined ? id : `${id}-${network}`;
  await expect(await solutionOf(id, network)).toMatchFileSnapshot(
    `documents/${name}.md`,
  );
});

/** The true column: values, and gradients of the objective, with four digits. */
const truth: readonly {
  readonly id: string;
  readonly network?: string;
  readonly objective: string;
  readonly values: Readonly<Record<string, string>>;
  readonly gradients: Readonly<Record<string, string>>;
}[] = [
  {
    id: "n07",
    objective: "f",
    values: { q: "3", f: "−12" },
    gradients: { x: "−4", y: "−4", z: "3", q: "−4" },
  },
  {
    id: "n08",
    objective: "f",
    values: { g: "−20", f: "−22" },
    gradients: { x: "1", y: "−4", z: "5" },
  },
  {
    id: "n09",
    objective: "f",
    values: { f4: "1", f6: "0.3679", f7: "1.368", f: "0.7311" },
    gradients: {
      f7: "−0.5344",
      f6: "−0.5344",
      f5: "−0.1966",
      f4: "0.1966",
      w0: "−0.1966",
      x0: "0.3932",
      w1: "−0.3932",
      x1: "−0.5898",
      w2: "0.1966",
    },
  },
  {
    id: "n10",
    network: "MaxCircuit",
    objective: "f",
    values: { f: "−20" },
    gradients: { x: "−8", y: "6", z: "2", w: "0" },
  },
  {
    id: "n11",
    objective: "L",
    values: { a1: "0.6225", a2: "0.5772", a3: "0.5717", L: "0.09174" },
    gradients: {
      a3: "−0.4283",
      z3: "−0.1049",
      w3: "−0.06054",
      a2: "−0.05244",
      z2: "−0.0128",
      w2: "−0.007967",
      a1: "−0.006399",
      z1: "−0.001504",
      w1: "−0.001504",
      x: "−0.0007519",
    },
  },
  {
    id: "n12",
    objective: "L",
    values: { f6: "125", f7: "124", f8: "15376", L: "7688" },
    gradients: {
      f8: "0.5",
      f7: "124",
      f6: "124",
      f5: "124",
      f4: "620",
      f3: "620",
      f2: "3100",
      f1: "3100",
      x: "15500",
      w1: "3100",
      w2: "3100",
      w3: "3100",
    },
  },
  {
    id: "n20",
    objective: "f",
    values: { f1: "−6", f2: "−5", f: "25" },
    gradients: { f2: "−10", f1: "−10", z: "−10", x: "30", y: "−20" },
  },
];

test.each(truth)(
  "$id: every true number is there",
  async ({ id, network, objective, values, gradients }) => {
    const text = await solutionOf(id, network);
    const rows = text.split("\n");
    for (const [name, value] of Object.entries(values))
      expect(
        rows.some(
          (row) =>
            /^\| \d+ \| \$(?:\\displaystyle )?/.test(row) &&
            row.includes(`${latex(name)} = `) &&
            row.endsWith(`| $${signed(value)}$ |`),
        ),
        `${name} = ${value}`,
      ).toBe(true);
    for (const [name, value] of Object.entries(gradients)) {
      const gradient = `\\frac{\\partial ${objective}}{\\partial ${latex(name)}} = `;
      const passed = rows.filter(
        (row) =>
          row.includes(`| $\\displaystyle ${gradient}`) &&
          row.endsWith(` = ${signed(value)}$ |`),
      );
      expect(
        passed.length,
        `∂${objective}/∂${name} = ${value}`,
      ).toBeGreaterThan(0);
    }
  },
);

test("N19: one step of gradient descent of N11 with η = 1", async () => {
  const text = await solutionOf("n11");
  for (const after of ["0.5015", "0.508", "0.5605"])
    expect(text).toMatch(
      new RegExp(`0\\.5 - 1 \\\\cdot \\(.*\\) = ${after}\\$`),
    );
});

describe("every formula of every example is typeset", () => {
  test.each(files)("%s", async (file) => {
    const listed = await runNn(["eval", path.join(folder, file), "--json"]);
    const { networks } = JSON.parse(listed.output) as {
      networks: { name: string; objective: string | null }[];
    };
    const solved: string[] = [];
    for (const { name } of networks) {
      const text = await solutionOf(file, name);
      if (text === "") continue;
      solved.push(name);
      const { formulas, prose } = partsOf(text);
      expect(formulas.length).toBeGreaterThan(10);
      for (const formula of formulas)
        katex.renderToString(formula, { throwOnError: true, strict: "error" });
      expect(prose).not.toMatch(/[$<]|\]\(|https?:/);
    }
    const withObjective = networks.filter(
      ({ objective }) => objective !== null,
    );
    expect(solved).toEqual(withObjective.map(({ name }) => name));
  });
});
