// Completion at every position of every example: it never throws, is quick, and what it offers means something there.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { complete } from "../../language-server/completion/complete.js";
import type { OfferKind } from "../../language-server/completion/offer.js";
import { signaturesAt } from "../../language-server/completion/signature-help.js";
import { programOf } from "./completing.js";

const folder = path.join(import.meta.dirname, "../../examples");
const examples = fs
  .readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".nn"))
  .map((name) => ({
    name,
    text: fs.readFileSync(path.join(folder, name), "utf8"),
  }));

/** In milliseconds. */
const longest = 50;

const names: ReadonlySet<OfferKind> = new Set<OfferKind>([
  "value",
  "parameter",
  "constant",
  "dimension",
]);
const callables: ReadonlySet<OfferKind> = new Set<OfferKind>([
  "function",
  "layer",
  "network",
]);

describe.each(examples)("$name", ({ text }) => {
  const program = programOf(text);

  it("can be completed at every position, also where the text ends there, in no time", () => {
    const slow: string[] = [];
    for (let offset = 0; offset <= text.length; offset++) {
      const take = (): number => {
        const start = performance.now();
        complete(text, offset, program);
        signaturesAt(text, offset, program);
        return performance.now() - start;
      };
      // Somebody else may have had the processor: what is slow is slow three times.
      if (take() > longest && take() > longest && take() > longest)
        slow.push(String(offset));
    }
    expect(slow).toEqual([]);
  });

  /** The text with a statement for each offer, in the place where it was offered. */
  function accepted(
    line: number,
    beginning: string,
    kinds: ReadonlySet<OfferKind>,
    statement: (label: string, index: number) => string,
  ): { text: string; labels: readonly string[] } {
    const lines = text.split("\n");
    const before = `${lines.slice(0, line).join("\n")}\n${beginning}`;
    const after = `\n${lines.slice(line).join("\n")}`;
    const whole = before + after;
    const found = complete(whole, before.length, programOf(whole));
    const labels = (found?.offers ?? [])
      .filter(({ kind }) => kinds.has(kind))
      .map(({ label }) => label);
    const statements = labels.map(statement).join("\n");
    return {
      labels,
      text: [...lines.slice(0, line), statements, ...lines.slice(line)].join(
        "\n",
      ),
    };
  }

  /** Lines of networks, before which a statement can stand. */
  const lines = text
    .split("\n")
    .flatMap((line, index) =>
      /^ {2}(?:input|weight|bias|layer|output|loss|expect|[\p{L}_][\p{L}\p{M}\w₀-₉]* =)/u.test(
        line,
      )
        ? [index]
        : [],
    );
  const some = lines.filter(
    (_, index) =>
      index % Math.ceil(lines.length / 5) === 0 || index === lines.length - 1,
  );

  const problemsOf = (changed: string, codes: readonly string[]): string[] =>
    programOf(changed)
      .lowered.problems.filter(({ code }) => codes.includes(code))
      .map(({ message }) => message);

  it("offers values that are defined there", () => {
    for (const line of some) {
      const { text: changed, labels } = accepted(
        line,
        "  completed = ",
        names,
        (label, index) => `  completed${String(index)} = ${label}`,
      );
      expect(labels.length).toBeGreaterThan(0);
      expect(problemsOf(changed, ["undefined-name"])).toEqual([]);
    }
  });

  it("offers constants for the value of an input", () => {
    for (const line of some) {
      const { text: changed } = accepted(
        line,
        "  input completed = ",
        names,
        (label, index) => `  input completed${String(index)} = ${label}`,
      );
      expect(problemsOf(changed, ["undefined-name", "not-constant"])).toEqual(
        [],
      );
    }
  });

  it("offers functions and networks that are defined, and layers where they may stand", () => {
    const [line] = some;
    if (line === undefined) return;
    const { text: changed, labels } = accepted(
      line,
      "  layer completed = 1 |> ",
      callables,
      (label, index) => `  layer completed${String(index)} = 1 |> ${label}`,
    );
    expect(labels).toContain("relu");
    expect(
      problemsOf(changed, [
        "undefined-function",
        "misplaced-layer",
        "misplaced-initialiser",
        "recursive-definition",
      ]),
    ).toEqual([]);
  });
});
