/** What every record must say, whoever writes it: names that are unique, formulas that fit the operands, conventions. */
import { describe, expect, it } from "vitest";
import {
  countLetters,
  type Operation,
} from "../../language-server/ops/operation.js";
import {
  functions,
  initialisers,
  operations,
  overloadsOf,
  resolveFunction,
} from "../../language-server/ops/registry.js";

const all = [...operations.values()];
const callables = [...new Set(functions.values())];

/** Names in braces that a template of this operation may use. */
function placeholders(operation: Operation): Set<string> {
  const names = operation.signature.map(({ name }) => name);
  const operands = operation.signature.map((_, index) => String(index));
  const counts = operation.counts ? countLetters : [];
  return new Set([...names, ...operands, ...counts, "out", "up"]);
}

const usedIn = (template: string): string[] =>
  [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);

describe("records", () => {
  it("have names that no other record has", () => {
    const records = [...new Set([...all, ...callables])];
    const names = records.flatMap(({ name, aliases }) => [
      name,
      ...(aliases ?? []),
    ]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it.each(all.map((operation) => [operation.name, operation] as const))(
    "%s uses only placeholders that exist",
    (_name, operation) => {
      const known = placeholders(operation);
      const templates = [
        operation.notation ?? "",
        ...operation.derivatives.flatMap((derivative) => [
          derivative?.local ?? "",
          derivative?.contribution ?? "",
          derivative?.contributionWithVector ?? "",
        ]),
      ];
      for (const used of templates.flatMap(usedIn))
        expect(known, `{${used}}`).toContain(used);
    },
  );

  it.each(
    all
      .filter(({ family }) => family !== "source")
      .map((operation) => [operation.name, operation] as const),
  )("%s says how its gradient reads", (_name, operation) => {
    const passesGradient =
      operation.kernel === "elementwise" || operation.backward !== undefined;
    for (const derivative of operation.derivatives) {
      if (!derivative) continue;
      expect(passesGradient).toBe(true);
      expect(derivative.local ?? derivative.contribution).toBeTruthy();
    }
    if (passesGradient)
      expect(operation.derivatives.some((each) => each)).toBe(true);
    if (operation.kernel === "elementwise")
      expect(operation.derivatives).toHaveLength(operation.arity);
  });

  it.each(all.map((operation) => [operation.name, operation] as const))(
    "%s states a convention where it has kinks",
    (_name, operation) => {
      const kinks =
        operation.kernel === "elementwise" ? operation.kink : operation.kinks;
      const stated = operation.derivatives.some(
        (derivative) => derivative?.convention,
      );
      expect(stated || kinks === undefined).toBe(true);
    },
  );

  it.each(callables.map((record) => [record.name, record] as const))(
    "%s documents itself and its arguments in sentences",
    (_name, { summary, signature, callable }) => {
      expect(callable).toBe(true);
      expect(summary).toMatch(/^[A-Zσ−0-9].*\.$/);
      for (const { name, summary: about } of signature)
        expect(about, name).toMatch(/\.$/);
    },
  );

  it("gives initialisers a formula", () => {
    expect([...initialisers.keys()]).toEqual([
      "uniform",
      "normal",
      "glorot_uniform",
      "glorot_normal",
      "he_uniform",
      "he_normal",
      "lecun_normal",
      "orthogonal",
    ]);
    for (const { formula } of initialisers.values())
      expect(formula).not.toBe("");
  });
});

describe("functions by name", () => {
  it("are found by alias", () => {
    expect(functions.get("σ")).toBe(functions.get("sigmoid"));
  });

  it("are picked by how many arguments stand by position", () => {
    expect(resolveFunction("max", 1)?.name).toBe("max");
    expect(resolveFunction("max", 2)?.name).toBe("maximum");
    expect(resolveFunction("min", 5)?.name).toBe("minimum_of_many");
    expect(resolveFunction("sum", 2)?.name).toBe("sum");
    expect(resolveFunction("maximum", 2)).toBeUndefined();
    expect(overloadsOf("max").map(({ name }) => name)).toEqual([
      "max",
      "maximum",
      "maximum_of_many",
    ]);
  });
});

describe("initialisers", () => {
  it.each([
    ["glorot_uniform", [-0.5, 0.5]],
    ["glorot_normal", [0, Math.sqrt(2 / 24)]],
    ["he_uniform", [-Math.sqrt(6 / 16), Math.sqrt(6 / 16)]],
    ["he_normal", [0, Math.sqrt(2 / 16)]],
    ["lecun_normal", [0, 0.25]],
  ] as const)("%s draws from its range for fans 16 and 8", (name, range) => {
    expect(initialisers.get(name)?.range([], 16, 8)).toEqual(range);
  });

  it("take the bounds that are given", () => {
    expect(initialisers.get("uniform")?.range([-1, 3], 1, 1)).toEqual([-1, 3]);
    expect(initialisers.get("normal")?.range([5, 2], 1, 1)).toEqual([5, 2]);
  });
});
