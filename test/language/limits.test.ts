// Programs that no person writes: refused with one message, in little time and memory, and never with an exception.
import { describe, expect, it } from "vitest";
import {
  type Lowered,
  lower,
  lowerStatements,
  messagesOf,
  namesOf,
  networkOf,
  problemsOf,
  shapesOf,
  valuesOf,
} from "./lower.js";

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join("\n");

/** Runs it, and says how long it may take: generous, since machines are busy, and far below what it took once. */
function within(milliseconds: number, run: () => Lowered): Lowered {
  const start = performance.now();
  const lowered = run();
  expect(performance.now() - start).toBeLessThan(milliseconds);
  return lowered;
}

describe("nesting", () => {
  const nested: [string, string, string][] = [
    ["parentheses", "(", ")"],
    ["arrays", "[", "]"],
    ["calls", "relu(", ")"],
    ["indices", "x[", "]"],
    ["signs", "-", ""],
    ["powers", "x^", ""],
    ["signs of powers", "2^-", ""],
    ["everything", "[-(2^relu(", "))]"],
  ];
  it.each(nested)("a hundred thousand %s are refused", (_what, open, close) => {
    const deep = `${open.repeat(100_000)}x${close.repeat(100_000)}`;
    const lowered = within(20_000, () =>
      lowerStatements(`input x = 1\ny = ${deep}\nz = x`),
    );
    expect(problemsOf(lowered)).toEqual([
      expect.stringMatching(/^3:\d+ syntax$/),
    ]);
    expect(messagesOf(lowered)[0]).toContain("nested too deeply");
    expect(namesOf(lowered)).toEqual(["x", "z"]);
  });

  it.each(nested)("twenty %s are not", (_what, open, close) => {
    const count = open.length > 6 ? 10 : 20;
    const deep = `${open.repeat(count)}x${close.repeat(count)}`;
    const problems = messagesOf(lowerStatements(`input x = 1\ny = ${deep}`));
    expect(problems.filter((message) => message.includes("deep"))).toEqual([]);
  });

  it.each(["(", "[", "f(", "{", "((", "[("])(
    "a hundred thousand %s that are never closed are one error",
    (open) => {
      const lowered = within(20_000, () =>
        lower(`network N { y = ${open.repeat(100_000)}`),
      );
      expect(messagesOf(lowered)).toHaveLength(1);
    },
  );

  it("the parser is as good as new afterwards", () => {
    lowerStatements(`y = ${"(".repeat(100_000)}`);
    expect(problemsOf(lowerStatements("y = (1)"))).toEqual([]);
  });
});

describe("long expressions", () => {
  it.each([
    ["a sum", (n: number) => `y = x${" + x".repeat(n)}`],
    ["a product", (n: number) => `y = x${" * x".repeat(n)}`],
    ["a pipe", (n: number) => `y = x${" |> relu".repeat(n)}`],
    ["squares", (n: number) => `y = x${"²".repeat(n)}`],
  ])(
    "%s of twenty thousand is refused, of a thousand understood",
    (_what, make) => {
      const long = lowerStatements(`input x = 1\n${make(20_000)}\nz = 1`);
      expect(problemsOf(long)).toEqual([
        expect.stringMatching(/^3:\d+ syntax$/),
      ]);
      expect(namesOf(long)).toEqual(["x", "z"]);
      const short = lowerStatements(`input x = 1\n${make(1000)}`);
      expect(problemsOf(short)).toEqual([]);
    },
  );

  it("what stands beside one another may be as much as it likes", () => {
    const array = times(3000, () => "-x^2 + 1,");
    const rows = times(3000, (i) => `-${String(i)}, -1 -> -2`);
    const squares = Array.from({ length: 500 }, () => "x^2").join(" + ");
    const lowered = lower(
      `dataset d { a, b -> c\n${rows}\n}\nnetwork N {\ninput x = 1\ny = [${array} x]\nz = ${squares}\n}`,
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({ y: "[3001]" });
  });
});

describe("large files", () => {
  it("ten thousand lines", () => {
    const lowered = within(20_000, () =>
      lowerStatements(`x = 1\n${times(10_000, (i) => `v${String(i)} = x`)}`),
    );
    expect(namesOf(lowered)).toHaveLength(10_001);
  });

  it("ten thousand errors", () => {
    for (const wrong of ["nowhere", "x.foo", "f(x)", "[x, [x]]"]) {
      const lowered = within(10_000, () =>
        lowerStatements(
          `x = 1\n${times(10_000, (i) => `v${String(i)} = ${wrong}`)}`,
        ),
      );
      expect(messagesOf(lowered)).toHaveLength(10_000);
    }
  });

  it("a literal of a hundred thousand numbers takes no time", () => {
    const numbers = times(100_000, (i) => `${String((i % 7) - 3)}.5,`);
    const lowered = within(5000, () =>
      lowerStatements(`input x = [${numbers.slice(0, -1)}]`),
    );
    expect(shapesOf(lowered)).toEqual({ x: "[100000]" });
  });

  it("one that is not closed takes longer, and is one error", () => {
    const numbers = times(30_000, (i) => `${String(i)},`);
    const lowered = within(20_000, () =>
      lowerStatements(`input x = [${numbers}\ny = 1`),
    );
    expect(messagesOf(lowered)).toHaveLength(1);
    expect(namesOf(lowered)).toEqual(["y"]);
  });

  it("the time for a definition does not grow with their number", () => {
    const parse = (count: number): number => {
      const text = `input x = 1\n${times(count, (i) => `// a comment\nv${String(i)} = x * 0.5 + x`)}`;
      const start = performance.now();
      lowerStatements(text);
      return (performance.now() - start) / count;
    };
    parse(1000);
    const few = Math.min(parse(1000), parse(1000), parse(1000));
    expect(parse(30_000)).toBeLessThan(10 * few);
  });
});

describe("programs that grow without end", () => {
  const refused = "more than 200,000 calls";

  it("functions that call one another twice, forty times", () => {
    const bomb = times(
      40,
      (i) => `fn f${String(i + 1)}(x) = f${String(i)}(f${String(i)}(x))`,
    );
    const lowered = within(60_000, () =>
      lower(`fn f0(x) = x * x\n${bomb}\nnetwork N { y = f40(2) }`),
    );
    expect(messagesOf(lowered)).toEqual([expect.stringContaining(refused)]);
    expect(networkOf(lowered).graph.nodes.length).toBeLessThan(1_000_000);
  });

  it("without a call they are only looked at", () => {
    const bomb = times(
      40,
      (i) => `fn f${String(i + 1)}(x) = f${String(i)}(f${String(i)}(x))`,
    );
    expect(messagesOf(lower(`fn f0(x) = x * x\n${bomb}`))).toEqual([]);
  });

  it("networks that hold one another twice, forty times", () => {
    const bomb = times(
      40,
      (i) =>
        `network N${String(i + 1)} { input x = 1 layer a = N${String(i)}(x) layer b = N${String(i)}(a) output b }`,
    );
    const lowered = within(60_000, () =>
      lower(`network N0 { input x = 1 output y = x * x }\n${bomb}`),
    );
    expect(messagesOf(lowered)).toEqual([expect.stringContaining(refused)]);
  });

  it("networks that repeat one another", () => {
    const bomb = times(
      20,
      (i) =>
        `network N${String(i + 1)} { input x = 1 layer a = repeat(x, 100, N${String(i)}) output a }`,
    );
    const lowered = within(60_000, () =>
      lower(`network N0 { input x = 1 output y = x * x }\n${bomb}`),
    );
    expect(messagesOf(lowered)).toEqual([expect.stringContaining(refused)]);
  });

  it("functions inside functions, a thousand deep", () => {
    const deep = times(
      300,
      (i) => `fn f${String(i + 1)}(x) = abs(abs(abs(abs(f${String(i)}(x)))))`,
    );
    const lowered = lower(`fn f0(x) = x\n${deep}\nnetwork N { y = f300(2) }`);
    expect(messagesOf(lowered)).toEqual([
      expect.stringContaining("nested too deeply"),
    ]);
  });

  it("functions that call one another a hundred deep are understood", () => {
    const deep = times(
      100,
      (i) => `fn f${String(i + 1)}(x) = f${String(i)}(x) + 1`,
    );
    const lowered = lower(`fn f0(x) = x\n${deep}\nnetwork N { y = f100(0) }`);
    expect(messagesOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)).toEqual({ y: [100] });
  });

  it("dimensions that multiply sums", () => {
    const names = "a b c d e f g h i j".split(" ");
    const product = Array.from(
      { length: 60 },
      (_, i) => `(${names.join(" + ")} + ${String(i)})`,
    ).join(" * ");
    const lowered = within(20_000, () =>
      lowerStatements(
        `input x: [${names.join(", ")}]\nweight w: [${product}]\ny = reshape(w, [-1])`,
      ),
    );
    expect(messagesOf(lowered)).toEqual([]);
  });
});

describe("a shape of 10¹² elements", () => {
  it("is no error of the language, and allocates nothing", () => {
    const lowered = lowerStatements(
      "weight w: [1000000, 1000000]\nloss L = sum(w)",
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(networkOf(lowered).parameterCount).toBe(1e12);
  });

  it("is refused where it would be computed while lowering", () => {
    expect(
      problemsOf(lower("const c = sum(ones([1000000, 1000000]))")),
    ).toEqual(["1:11 over-budget"]);
  });
});
