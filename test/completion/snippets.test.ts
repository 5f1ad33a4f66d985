// Snippets: each, with its places left as they are, is a program without problems, or a part of one.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { programOf } from "./completing.js";

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
  readonly description: string;
}

const file = path.join(import.meta.dirname, "../../snippets/nn.json");
const snippets = Object.entries(
  JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Snippet>,
).map(([name, snippet]) => ({ name, ...snippet }));

/** What is written when every place is left as it is, of a choice the first. */
function expanded(body: readonly string[]): string {
  let text = body.join("\n").replace(/\$0/g, "");
  // From the inside out, as places lie in places.
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replace(/\$\{\d+\|([^,|]*(?:\([^)]*\))?)[^|]*\|\}/g, "$1")
      .replace(/\$\{\d+:([^${}]*)\}/g, "$1");
  }
  return text;
}

/** Statements stand in a network that has the names that they use. */
const around = (text: string): string =>
  /^(?:network|fn|dataset)/.test(text)
    ? text
    : `network Block { input k: [2] = [1, 2]\n layer d = k |> dense(2)\n output o = d }
network Here {
${text.startsWith("input") ? "" : "  input x: [2] = [1, 2]"}
  ${text.startsWith("expect") ? "output f = sum(x)" : ""}
  ${text}
  ${text.startsWith("expect") ? "" : "output f = 1"}
}`;

describe("snippets", () => {
  it("have a prefix each, and say what they are", () => {
    const prefixes = snippets.map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(snippets.every(({ description }) => description !== "")).toBe(true);
  });

  it.each(snippets)("$prefix: $name", ({ body }) => {
    const text = expanded(body);
    expect(text).not.toMatch(/[$|]\{/);
    const { lowered } = programOf(around(text));
    const problems = lowered.problems.filter(
      ({ severity }) => severity === "error" || severity === "warning",
    );
    expect(problems.map(({ message }) => message)).toEqual([]);
  });
});
