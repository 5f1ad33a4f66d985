// What the reader is told where a program does not mean what was written: the names and signs are the program's own.
import { expect, test } from "vitest";
import { lowerStatements } from "./lower.js";

const messageOf = (statements: string): string =>
  lowerStatements(statements)
    .problems.filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");

test.each([
  ["y = 1 ≤ 2", "Write `<=`."],
  ["y = √2", "Write `sqrt(…)`."],
  ["y = ½ * 3", "Write `1/2`, and `*` before what follows."],
  ["y = |2|", "an absolute value abs(…)"],
  ["y = 3 – 2", "Write `-`."],
  ["y = ∞", "Infinity is `inf`."],
  ["y = 7 % 2", "A remainder is `x - n * floor(x / n)`."],
  ["y = 7 > 2 ? 1 : 0", "A choice is `where(condition, a, b)`."],
  ["y = 1 if 7 > 2 else 0", "A choice is `where(condition, a, b)`."],
  ["x = 1 y = x.sum()", "write `sum(x)`, or `x |> sum`."],
  ["let y = 1", "leave `let` out."],
  ["ouput y = 1", "`ouput` begins no statement. Did you mean `output`?"],
  ["x = 2\nwieght w: [2]", "Did you mean `weight`?"],
  ["y := 1", "A definition is written with `=` alone"],
  ["y = 3(1 + 2)", "To multiply, write `*`."],
  ["y = [1, [2, 3]]", "has 1 axis, the first element no axis."],
])("%s: what to write instead", (statement, remedy) => {
  expect(messageOf(statement)).toContain(remedy);
});

test("an overloaded function has the name that the program calls", () => {
  expect(messageOf("y = max(1, 2, axis: 0)")).toBe(
    "`max` has no argument named `axis`. It is max(a, b).",
  );
});

test.each([
  ["x = 2 L = x² y = dL / 2", "A derivative is written `∂L/∂x`"],
  ["x = 2 y = e^x", "For the exponential write `exp(x)`"],
  ["x = 2 y = ln(x)", "Here it is `log(x)`"],
  ["x = 2 y = pow(x, 2)", "Here it is `x^y`."],
  ["x = 2 y = constructor(x)", "There is no function or network named"],
])("%s: the language's own name for what was meant", (statements, remedy) => {
  expect(messageOf(statements)).toContain(remedy);
});

test("what stands outside networks, and what stands inside", () => {
  expect(messageOf("input x = 1\nconst k = 2\noutput f = k * x")).toContain(
    "found `const`: it stands outside networks.",
  );
  expect(messageOf("y = 1 }\ninput x = 2\nnetwork M {")).toContain(
    "found `input`: it stands inside a network.",
  );
});
