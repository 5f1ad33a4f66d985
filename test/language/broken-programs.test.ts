// Programs in every state of being typed, and of being damaged: nothing throws, hangs or points outside the text.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { runGraph } from "../../language-server/engine/run.js";
import { lower } from "./lower.js";

const root = path.resolve(import.meta.dirname, "../..");

const programsIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".nn"))
    .sort()
    .map((file) => path.join(folder, file));

const read = (file: string): string =>
  readFileSync(path.join(root, file), "utf8");

/** Lowers a program and runs it, unless `runs` says no; every problem has words, and a place in the text. */
function survive(text: string, runs = true): void {
  const { networks, problems } = lower(text);
  const strange = problems.filter(
    ({ message, source: { start, end } }) =>
      !(start >= 0 && start <= end && end <= text.length) ||
      message.includes("[object"),
  );
  expect(strange).toEqual([]);
  if (!runs) return;
  for (const { graph } of networks)
    if (graph.evaluable) runGraph(graph, { memoryLimit: 1e6, timeLimit: 200 });
}

describe("every example, cut at every position", { timeout: 120_000 }, () => {
  it.each(programsIn("examples/lecture"))("%s", (file) => {
    const text = read(file);
    for (let end = 0; end <= text.length; end++)
      survive(text.slice(0, end), end % 5 === 0);
  });

  // Large networks take some milliseconds at each position.
  it.each(programsIn("examples/networks"))("%s", (file) => {
    const text = read(file);
    for (let end = 0; end <= text.length; end += 5) survive(text.slice(0, end));
  });
});

/** Numerical Recipes' linear congruential generator: the same damage in every run. */
class Chance {
  private state = 12345;

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  of<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)];
  }
}

const signs =
  '( ) [ ] { } , : = . * / ^ - ² ᵀ ∂ ≈ _ == |> -> // /* " \u0000 \ud800';
const words =
  "0 1e400 1_ x T true within from dense( repeat( grad( [batch] input layer loss expect network fn const dataset import";
const pieces = ["\n", ...signs.split(" "), ...words.split(" ")];

function damage(
  text: string,
  texts: readonly string[],
  chance: Chance,
): string {
  const at = chance.below(text.length + 1);
  const before = text.slice(0, at);
  const after = text.slice(at + chance.below(12));
  const other = chance.of(texts) ?? "";
  const from = chance.below(other.length + 1);
  switch (chance.below(4)) {
    case 0:
      return before + after;
    case 1:
      return before + (chance.of(pieces) ?? "") + text.slice(at);
    case 2:
      return before + (chance.of(pieces) ?? "") + after;
    default:
      return (
        before + other.slice(from, from + chance.below(80)) + text.slice(at)
      );
  }
}

describe("two thousand damaged programs", () => {
  it("are survived", { timeout: 120_000 }, () => {
    const chance = new Chance();
    const texts = [
      ...programsIn("examples/lecture"),
      ...programsIn("test/contract"),
    ].map(read);
    for (let run = 0; run < 2000; run++) {
      let text = chance.of(texts) ?? "";
      for (let slip = chance.below(4); slip >= 0; slip--)
        text = damage(text, texts, chance);
      survive(text);
    }
  });
});
