// The exercises N7 to N12 of the lecture, traced: every number that is true appears at its step, and none before.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Traced } from "./traced.js";

const lecture = (file: string): string =>
  readFileSync(
    new URL(`../../examples/lecture/${file}.nn`, import.meta.url),
    "utf8",
  );

/** The title of every single step, in order. */
async function titles(file: string, network?: string): Promise<string[]> {
  const traced = Traced.of(lecture(file), network);
  const all: string[] = [];
  for (let step = 0; step < traced.trace.steps.length; step++)
    all.push((await traced.step({ step })).title);
  return all;
}

/** What a title says last: `−0.1966` of `∂f/∂f5 = … = −0.1966`. */
const results = (all: readonly string[]): [string, string][] =>
  all.map((title) => {
    const parts = title.split(" = ");
    return [parts[0] ?? "", parts.at(-1) ?? ""];
  });

describe("the lecture's circuits, step by step", () => {
  it("N7: f = (x + y) z", async () => {
    expect(await titles("n07-circuit")).toEqual([
      "x = −2",
      "y = 5",
      "z = −4",
      "q = x + y = (−2) + 5 = 3",
      "f = q · z = 3 · (−4) = −12",
      "∂f/∂f = 1",
      "∂f/∂q = −4",
      "∂f/∂z = 3",
      "∂f/∂x = −4",
      "∂f/∂y = −4",
      "∂f/∂z = 3",
      "∂f/∂y = −4",
      "∂f/∂x = −4",
    ]);
  });

  it("N8: f = x + y z", async () => {
    const all = await titles("n08-circuit-product");
    expect(all).toContain("g = y · z = 5 · (−4) = −20");
    expect(results(all)).toEqual(
      expect.arrayContaining([
        ["f", "−22"],
        ["∂f/∂x", "1"],
        ["∂f/∂y", "−4"],
        ["∂f/∂z", "5"],
      ]),
    );
  });

  it("N9: the sigmoid, gate by gate", async () => {
    expect(results(await titles("n09-sigmoid-circuit"))).toEqual([
      ["w0", "2"],
      ["x0", "−1"],
      ["w1", "−3"],
      ["x1", "−2"],
      ["w2", "−3"],
      ["f1", "−2"],
      ["f2", "6"],
      ["f3", "4"],
      ["f4", "1"],
      ["f5", "−1"],
      ["f6", "0.3679"],
      ["f7", "1.368"],
      ["f", "0.7311"],
      ["∂f/∂f", "1"],
      ["∂f/∂f7", "−0.5344"],
      ["∂f/∂f6", "−0.5344"],
      ["∂f/∂f5", "−0.1966"],
      ["∂f/∂f4", "0.1966"],
      ["∂f/∂f3", "0.1966"],
      ["∂f/∂w2", "0.1966"],
      ["∂f/∂f1", "0.1966"],
      ["∂f/∂f2", "0.1966"],
      ["∂f/∂w1", "−0.3932"],
      ["∂f/∂x1", "−0.5898"],
      ["∂f/∂w0", "−0.1966"],
      ["∂f/∂x0", "0.3932"],
      ["∂f/∂w2", "0.1966"],
      ["∂f/∂x1", "−0.5898"],
      ["∂f/∂w1", "−0.3932"],
      ["∂f/∂x0", "0.3932"],
      ["∂f/∂w0", "−0.1966"],
    ]);
  });

  it("N10: the maximum passes its gradient to the larger operand", async () => {
    const all = results(await titles("n10-max-circuit", "MaxCircuit"));
    expect(all).toEqual(
      expect.arrayContaining([
        ["f", "−20"],
        ["∂f/∂x", "−8"],
        ["∂f/∂y", "6"],
        ["∂f/∂z", "2"],
        ["∂f/∂w", "0"],
      ]),
    );
  });

  it("N11: three sigmoids make the gradient vanish", async () => {
    const all = results(await titles("n11-vanishing"));
    expect(all).toEqual(
      expect.arrayContaining([
        ["a1", "0.6225"],
        ["a2", "0.5772"],
        ["a3", "0.5717"],
        ["L", "0.09174"],
        ["∂L/∂a3", "−0.4283"],
        ["∂L/∂z3", "−0.1049"],
        ["∂L/∂w3", "−0.06054"],
        ["∂L/∂a2", "−0.05244"],
        ["∂L/∂z2", "−0.0128"],
        ["∂L/∂w2", "−0.007967"],
        ["∂L/∂a1", "−0.006399"],
        ["∂L/∂z1", "−0.001504"],
        ["∂L/∂w1", "−0.001504"],
        ["∂L/∂x", "−0.0007519"],
      ]),
    );
  });

  it("N11 spells the chain rule out, symbols first", async () => {
    const traced = Traced.of(lecture("n11-vanishing"));
    const { steps } = traced.trace;
    let found: readonly string[] = [];
    for (let step = 0; step < steps.length; step++)
      if (steps.at(step)?.wire?.from === "z1")
        found = (await traced.step({ step })).lines;
    expect(found).toEqual([
      "∂L/∂z1 = ∂L/∂a1 · ∂a1/∂z1",
      "       = −0.006399 · a1(1 − a1)",
      "       = −0.006399 · 0.235 = −0.001504",
    ]);
  });

  it("N12: three weights of 5 make it explode", async () => {
    const all = results(await titles("n12-exploding"));
    expect(all).toEqual(
      expect.arrayContaining([
        ["f6", "125"],
        ["f7", "124"],
        ["f8", "15376"],
        ["L", "7688"],
        ["∂L/∂f8", "0.5"],
        ["∂L/∂f7", "124"],
        ["∂L/∂f6", "124"],
        ["∂L/∂f5", "124"],
        ["∂L/∂f4", "620"],
        ["∂L/∂f3", "620"],
        ["∂L/∂f2", "3100"],
        ["∂L/∂f1", "3100"],
        ["∂L/∂x", "15500"],
        ["∂L/∂w3", "3100"],
        ["∂L/∂w2", "3100"],
        ["∂L/∂w1", "3100"],
      ]),
    );
  });
});

describe("gradients against finite differences", () => {
  const h = 1e-5;
  const inputs = /(?:input|weight) +(\w+) += +(-?[\d.]+)/g;

  it.each([
    ["n07-circuit", "Circuit"],
    ["n08-circuit-product", undefined],
    ["n09-sigmoid-circuit", undefined],
    ["n10-max-circuit", "MaxCircuit"],
    ["n11-vanishing", undefined],
    ["n12-exploding", undefined],
  ])(
    "%s: what arrives is how much the objective changes",
    async (file, name) => {
      const text = lecture(file);
      const traced = Traced.of(text, name);
      const { model, network } = traced.trace.drawn;
      const { start, end } = network.source;
      const objective = network.graph.objective?.node ?? -1;
      let checked = 0;
      for (const found of text.slice(start, end).matchAll(inputs)) {
        const [statement, variable = "", number = ""] = found;
        const at = start + found.index;
        const objectiveAt = (value: number): number => {
          const changed = statement.replace(number, String(value));
          const other = `${text.slice(0, at)}${changed}${text.slice(at + statement.length)}`;
          return (
            Traced.of(other, network.name).tape.value(objective)?.[0] ?? NaN
          );
        };
        const slope =
          (objectiveAt(Number(number) + h) - objectiveAt(Number(number) - h)) /
          (2 * h);
        const node = model.nodes.find((each) => each.name === variable);
        const { steps, progress } = traced.trace;
        const arrived = Array.from(
          { length: steps.length },
          (_, step) => step,
        ).find(
          (step) =>
            steps.at(step)?.kind === "arrived" && steps.at(step)?.node === node,
        );
        const gradient = progress.gradient(node?.id ?? "", arrived ?? -1);
        expect(gradient?.isComplete).toBe(true);
        const known = traced.tape.gradient(node?.node ?? -1)?.[0] ?? NaN;
        expect(Math.abs(known - slope)).toBeLessThan(
          1e-6 * Math.max(1, Math.abs(slope)),
        );
        const { title } = await traced.step({ step: arrived ?? -1 });
        expect(title).toMatch(new RegExp(`^∂\\w+/∂${variable} = `));
        checked++;
      }
      expect(checked).toBeGreaterThan(2);
    },
  );
});

describe("a gradient that vanishes or explodes", () => {
  const where = (file: string, filter: "vanished" | "exploded"): string[] => {
    const traced = Traced.of(lecture(file));
    return traced
      .exceptions(filter)
      .map(({ step }) => traced.trace.steps.at(step)?.wire?.from ?? "?");
  };

  it("is paused at where it is a hundred times smaller than at the last layer", () => {
    expect(where("n11-vanishing", "vanished")).toEqual(["x"]);
    expect(where("n11-vanishing", "exploded")).toEqual([]);
  });

  it("or a hundred times larger", () => {
    expect(where("n12-exploding", "exploded")).toEqual(["x"]);
    expect(where("n12-exploding", "vanished")).toEqual([]);
    const [stop] = Traced.of(lecture("n12-exploding")).exceptions("exploded");
    expect(stop?.message).toBe(
      "∂L/∂x has exploded: it is 15500, more than 100 times ∂L/∂f5, which is 124 (root mean squares).",
    );
  });
});
