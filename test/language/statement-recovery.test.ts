// A file that does not parse: the error belongs to the unfinished line, and the rest is understood (reference, section 1).
import { describe, expect, it } from "vitest";
import {
  lower,
  lowerStatements,
  messagesOf,
  namesOf,
  nn,
  problemsOf,
  shapesOf,
  underlined,
} from "./lower.js";

describe("newlines mean nothing in a program that parses", () => {
  it("an expression goes on over lines, statements share one", () => {
    const lowered = lower(
      "network N { input x = 1 y = x\n+\n1 z =\n\nsum(\n[x, y]\n) }",
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(namesOf(lowered)).toEqual(["x", "y", "z"]);
  });
});

describe("a statement begins at a line with", () => {
  const starts: [what: string, next: string][] = [
    ["a name and `=`", "z = 1"],
    ["a name and `:`", "z: [] = 1"],
    ["`input`", "input z = 1"],
    ["`weight`", "weight z: [2]"],
    ["`bias`", "bias z: [2]"],
    ["`layer`", "layer z = dense([1, 2], 3)"],
    ["`output`", "output z = 1"],
    ["`loss`", "loss z = 1"],
  ];
  it.each(starts)("%s, so the line above is at fault", (_what, next) => {
    const lowered = lowerStatements(`a = 1\ny = 2 *\n${next}\nb = 2`);
    expect(problemsOf(lowered)).toEqual(["3:7 syntax"]);
    expect(underlined(lowered)).toEqual(["*"]);
    expect(namesOf(lowered)).toEqual(
      expect.arrayContaining(["a", "z", "b"]) as string[],
    );
  });

  it.each(["expect 1 == 1", "seed 7", "train { epochs: 5 }"])(
    "%s, likewise",
    (next) => {
      const lowered = lowerStatements(`y = 2 *\n${next}\nb = 2`);
      expect(problemsOf(lowered)).toEqual(["2:7 syntax"]);
      expect(namesOf(lowered)).toEqual(["b"]);
    },
  );

  it("inside brackets not with a name and `:`, which is an argument there", () => {
    const lowered = lowerStatements(nn`
      y = sum([1, 2],
        axis: 0,
        keep: true
      z = 1`);
    expect(problemsOf(lowered)).toEqual(["4:12 syntax"]);
    expect(namesOf(lowered)).toEqual(["z"]);
  });

  it("not with a reserved word and `:`, which is an argument too", () => {
    const lowered = lowerStatements(nn`
      layer y = dense([1, 2], 3,
        weight: 0.1,
        bias: 0
      z = 1`);
    expect(problemsOf(lowered)).toEqual(["4:9 syntax"]);
    expect(namesOf(lowered)).toContain("z");
  });
});

describe("a slip costs one statement", () => {
  it("wherever it is", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      a = (x + 1
      b = sum(x, axis: )
      c = x[1,
      d = [1, 2
      e = x |>
      f = x * 2`);
    expect(problemsOf(lowered)).toEqual([
      "3:10 syntax",
      "4:18 syntax",
      "5:8 syntax",
      "6:9 syntax",
      "7:8 syntax",
    ]);
    expect(shapesOf(lowered)).toEqual({ x: "[batch, 4]", f: "[batch, 4]" });
  });

  it("and only its own line: what stands there is not found wrong again", () => {
    const lowered = lowerStatements("y = nowhere + x x\nz = y");
    expect(problemsOf(lowered)).toEqual(["2:17 syntax"]);
  });

  it("what uses a broken statement is silent, not wrong", () => {
    const lowered = lowerStatements("y = 2 *\nz = y + 1\nw = 1");
    expect(problemsOf(lowered)).toEqual(["2:7 syntax"]);
    expect(namesOf(lowered)).toEqual(["w"]);
  });

  it("between networks as well", () => {
    const lowered = lower(nn`
      network A { y = 1 }
      oops
      const c = 2
      fn f(x = x
      network B { z = c }`);
    expect(problemsOf(lowered)).toEqual(["2:1 syntax", "4:8 syntax"]);
    expect(lowered.networks.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  it("a missing `}` belongs to the line above the next network, or to the last", () => {
    const lowered = lower("network A {\n  y = 1\n\nnetwork B {\n  z = 1\n");
    expect(problemsOf(lowered)).toEqual(["2:7 syntax", "5:7 syntax"]);
    expect(lowered.networks.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  it("one error a line, however broken it is", () => {
    expect(problemsOf(lowerStatements("a b c d ) ] 5 'x'\ny = 1"))).toEqual([
      "2:15 syntax",
    ]);
  });

  it("a hundred errors are listed, and then no more", () => {
    const lines = Array.from({ length: 300 }, (_, i) => `v${String(i)} = *`);
    const problems = messagesOf(lowerStatements(lines.join("\n")));
    expect(problems).toHaveLength(100);
    expect(problems.at(-1)).toContain("There may be more errors");
  });
});

describe("what is expected and what is found", () => {
  const cases: [statement: string, message: string][] = [
    ["y = 2 +", "Expected an expression after `+`, found the end of the line."],
    [
      "y 2",
      "Expected `=` after `y`, found `2`. A name with no operator before it begins a definition.",
    ],
    [
      "y = 2(3)",
      "Expected the next statement, found `(`. To multiply, write `*`.",
    ],
    [
      "y = 1 < 2 < 3",
      "Expected the next statement, found `<`. Comparisons do not chain: put one of them in parentheses.",
    ],
    [
      "y = 1 |> relu + 1",
      "Expected the next statement, found `+`. A pipe ends with a function: put the pipe in parentheses to go on with an operator.",
    ],
    [
      "y = 2 ** 3",
      "Expected an expression after `*`, found `*`: powers are written with `^`.",
    ],
    [
      "y = (1 + 2))",
      "This `)` closes nothing: remove it, or open a bracket before it.",
    ],
    [
      "y = 1 |> 3",
      "Expected the name of a function or network after `|>`, found `3`.",
    ],
    [
      "f(2)",
      "Expected a statement, found a call. Give its value a name, as in `y = f(…)`; functions are defined outside networks, with `fn`.",
    ],
    [
      "weight w: 3",
      "Expected a shape such as `[batch, 4]` after `:`, found `3`.",
    ],
    [
      "expect 1 = 1",
      "A check compares with `==`, or with `≈` at the precision written, not with `=`.",
    ],
    [
      "expect 1",
      "Expected a comparison (`==`, `≈`, `!=`, `<`, `<=`, `>` or `>=`) after `1`, found the end of the line.",
    ],
    ["input = 3", "Expected a name after `input`, found `=`."],
    ["y = [1, 2][]", "Expected an index or a slice after `[`, found `]`."],
    ["y = y.", "Expected a name after `.`, found the end of the line."],
  ];
  it.each(cases)("%s", (statement, message) => {
    expect(messagesOf(lowerStatements(`${statement}\nz = 1`))).toEqual([
      message,
    ]);
  });

  it.each([
    [
      "x = 3",
      "Expected `network`, `const`, `fn`, `dataset` or `import`, found `x`: values are defined inside a network, or as a `const`.",
    ],
    ["import blocks", 'Expected a path in "…" after `import`, found `blocks`.'],
    ["network { y = 1 }", "Expected a name after `network`, found `{`."],
    ["fn f = 3", "Expected `(` after `f`, found `=`."],
    ["const c", "Expected `=` after `c`, found the end of the file."],
  ])("outside networks: %s", (text, message) => {
    expect(messagesOf(lower(text))[0]).toBe(message);
  });

  it("long texts are cut off in messages", () => {
    const zeros = Array.from({ length: 1000 }, () => "0").join(", ");
    for (const statement of [`y = 1 [${zeros}]`, `y = [${zeros}].T`])
      for (const message of messagesOf(lowerStatements(statement)))
        expect(message.length).toBeLessThan(300);
  });
});
