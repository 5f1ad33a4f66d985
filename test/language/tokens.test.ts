// Names, numbers, strings, comments, and the spellings of mathematics (reference, section 1).
import { describe, expect, it } from "vitest";
import {
  evaluate,
  lower,
  lowerStatements,
  messagesOf,
  namesOf,
  nn,
  problemsOf,
  shapesOf,
  underlined,
} from "./lower.js";

describe("names", () => {
  it("are letters of any script, digits, subscripts, `_` and combining marks", () => {
    const lowered = lowerStatements("w1 = 1 σ2 = 2 w₁ = 3 _x = 4 ŷ = 5 層 = 6");
    expect(problemsOf(lowered)).toEqual([]);
    expect(namesOf(lowered)).toEqual(["w1", "σ2", "w₁", "_x", "ŷ", "層"]);
  });

  it("do not begin with a digit or a mark", () => {
    expect(problemsOf(lowerStatements("1w = 2"))).toEqual(["2:1 syntax"]);
    expect(problemsOf(lowerStatements("₁w = 2"))).toEqual(["2:1 syntax"]);
  });

  it("are compared in composed form", () => {
    const composed = "\u0177";
    const decomposed = "y\u0302";
    const lowered = lowerStatements(`${decomposed} = 1\nz = ${composed} + 1`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(namesOf(lowered)).toEqual([composed, "z"]);
    expect(
      underlined(lowerStatements(`${composed} = 1\n${decomposed} = 2`)),
    ).toEqual([decomposed]);
  });

  it("tell upper from lower case", () => {
    expect(problemsOf(lowerStatements("a = 1\nb = A"))).toEqual([
      "3:5 undefined-name",
    ]);
  });

  it("may begin with a reserved word, and be one only as an argument, member or column", () => {
    expect(problemsOf(lowerStatements("inputs = 1 losses = inputs"))).toEqual(
      [],
    );
    expect(problemsOf(lowerStatements("input = 1"))).toEqual(["2:7 syntax"]);
    const lowered = lower(nn`
      dataset d {
        input, true -> output
        1, 2 -> 3
      }
      network N {
        input x: [batch, 4]
        layer h = dense(x, 3, weight: 0.1, bias: 0)
        y = h.bias + h.weight[:, 0]
        input o: [rows] = d[output]
        input i: [rows, 2] = d[input, true]
      }`);
    expect(problemsOf(lowered)).toEqual([]);
  });
});

describe("numbers", () => {
  const numbers: [string, number][] = [
    ["2", 2],
    ["0.5", 0.5],
    [".5", 0.5],
    ["1e-3", 0.001],
    ["1E+3", 1000],
    ["1e−3", 0.001],
    ["1_000", 1000],
    ["1_0.2_5", 10.25],
    ["007", 7],
    ["1e400", Infinity],
  ];
  it.each(numbers)("%s is a number", (spelling, value) => {
    expect(evaluate(`y = ${spelling}`)).toEqual([value]);
  });

  it.each(["1.", "1e", "1e+", "0x10", "1_", "1__0", "1_.5", "1.2.3", "2x"])(
    "%s is none, and one error says so",
    (spelling) => {
      const lowered = lowerStatements(`a = ${spelling}\nb = 1`);
      expect(problemsOf(lowered)).toEqual([
        expect.stringMatching(/^2:[56] syntax$/),
      ]);
      expect(shapesOf(lowered)).toHaveProperty("b", "[]");
    },
  );

  it("has no sign of its own: the power is taken first", () => {
    expect(evaluate("y = -2^2")).toEqual([-4]);
    expect(evaluate("y = 2^-1")).toEqual([0.5]);
  });
});

describe("mathematical spellings mean what the ASCII ones mean", () => {
  const same: [string, string][] = [
    ["3 − 1", "3 - 1"],
    ["−x", "-x"],
    ["3 · 2", "3 * 2"],
    ["3 × 2", "3 * 2"],
    ["x²", "(x^2)"],
    ["x³", "(x^3)"],
    ["-x²", "-(x^2)"],
    ["2^-x²", "2^-(x^2)"],
    ["2 * π", "2 * pi"],
    ["σ(x)", "sigmoid(x)"],
    ["m.Tᵀ", "m"],
    ["mᵀ", "m.T"],
    ["exp(-inf)", "0"],
  ];
  it.each(same)("%s is %s", (mathematical, ascii) => {
    const given = "input x = 3\ninput m = [[1, 2], [3, 4]]\n";
    expect(evaluate(`${given}y = ${mathematical}`)).toEqual(
      evaluate(`${given}y = ${ascii}`),
    );
  });

  it("≈ is ~= and ∂ is grad", () => {
    const lowered = lowerStatements(nn`
      input x = 3
      output f = x²
      expect f ≈ 9.0
      expect f ~= 9.0
      expect ∂f/∂x == 6
      expect grad(f, x) == 6`);
    expect(problemsOf(lowered)).toEqual([]);
  });

  it("π, pi and inf cannot be redefined, in any namespace of values", () => {
    const lowered = lower(nn`
      const π = 3
      fn f(pi) = pi
      network N(inf = 1) {
        input pi = 3
        y = 2 * pi
      }`);
    expect(problemsOf(lowered)).toEqual([
      "1:7 redefined-builtin",
      "2:6 redefined-builtin",
      "3:11 redefined-builtin",
      "4:9 redefined-builtin",
    ]);
  });
});

describe("strings and comments", () => {
  it("comments stand anywhere", () => {
    expect(
      evaluate("/* a\nb */ input x = 1 // y = 2\ny = /**/ x // +"),
    ).toEqual([1]);
  });

  it("a comment that is not closed is an error where it opens", () => {
    const lowered = lowerStatements("a = 1\nb = 2 /* and so on\nc = 3");
    expect(problemsOf(lowered)[0]).toBe("3:7 syntax");
    expect(messagesOf(lowered)[0]).toContain("Close it with */");
    expect(shapesOf(lowered)).toEqual({ a: "[]" });
  });

  it("a string ends on its line", () => {
    const lowered = lower('import "a.nn\nnetwork N { y = 1 }');
    expect(problemsOf(lowered)).toEqual(["1:8 syntax"]);
    expect(underlined(lowered)).toEqual(['"a.nn']);
    expect(shapesOf(lowered)).toEqual({ y: "[]" });
  });

  it("a string is no value", () => {
    expect(problemsOf(lowerStatements('a = "b"'))).toEqual(["2:5 not-a-value"]);
  });
});

describe("what belongs to no token", () => {
  it("is an error for itself, with what was probably meant", () => {
    const lowered = lowerStatements("a = 1; b = 2\nc = 'x'\nd = 1 # 2\ne = 1");
    expect(problemsOf(lowered)).toEqual([
      "2:6 syntax",
      "3:5 syntax",
      "4:7 syntax",
    ]);
    expect(messagesOf(lowered)).toEqual([
      "`;` has no meaning in a program. A statement has no terminator: leave it out.",
      '`\'` has no meaning in a program. A string stands in "…".',
      "`#` has no meaning in a program. A comment begins with //.",
    ]);
  });

  it("is spelled by its number where it cannot be seen", () => {
    expect(messagesOf(lowerStatements("a = 1 \u0000"))).toEqual([
      "The character U+0000 has no meaning in a program.",
    ]);
    expect(messagesOf(lowerStatements("a = 1 \ud800"))).toEqual([
      "The character U+D800 has no meaning in a program.",
    ]);
  });

  it.each([
    ["a byte order mark", "\ufeffnetwork N { y = 1 }"],
    ["carriage returns", "network N {\r\n  y = 1\r\n}\r\n"],
    ["old line ends", "network N {\r  y = 1\r}"],
    ["tabs and form feeds", "network N {\t\fy = 1\v}"],
    ["no-break spaces", "network N {\u00a0y\u00a0=\u00a01 }"],
  ])("%s is white space", (_what, text) => {
    const lowered = lower(text);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toEqual({ y: "[]" });
  });

  it.each(["", " \n\t", "// nothing", "/* nothing */"])(
    "a file without anything in it is good: %j",
    (text) => {
      expect(problemsOf(lower(text))).toEqual([]);
      expect(lower(text).networks).toEqual([]);
    },
  );
});
