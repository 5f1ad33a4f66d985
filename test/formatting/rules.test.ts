// What the canonical layout is, rule by rule, as docs/language.md says it.
import { describe, expect, it } from "vitest";
import { format, formatPart, timesOf } from "./format.js";

/** A statement in a network, laid out. */
const statement = (text: string): string =>
  format(`network N {\n${text}\n}`)
    .split("\n")
    .slice(1, -2)
    .map((line) => line.replace(/^ {2}/, ""))
    .join("\n");

describe("spaces", () => {
  it.each([
    ["a=b+c*d", "a = b + c * d"],
    ["a = b ^ - 2", "a = b^-2"],
    ["a = - b - -c", "a = -b - -c"],
    ["a = −b·c×d", "a = −b · c × d"],
    ["a = f ( x ,k :1 )", "a = f(x, k: 1)"],
    ["a = x [ 1 : 3 , : , ::-1 ]", "a = x[1:3, :, ::-1]"],
    ["a = h . weight - 1", "a = h.weight - 1"],
    ["a = W ᵀ @ b ²", "a = Wᵀ @ b²"],
    ["a = 2 .T", "a = 2 .T"],
    ["expect ∂ L / ∂ w ≈ - 0.50", "expect ∂L/∂w ≈ -0.50"],
    ["a = c / ∂L/∂w / d", "a = c / ∂L/∂w / d"],
    ["a = ∂z [ 0 ] . b / ∂x", "a = ∂z[0].b/∂x"],
    ["layer h=x|>dense( 3 )|>relu", "layer h = x |> dense(3) |> relu"],
    ["input  x:[ batch,2 ]=[ [1,2] ]", "input x: [batch, 2] = [[1, 2]]"],
    ["expect a==b within 1e-3", "expect a == b within 1e-3"],
    ["a = x/* c */+ /* d */1", "a = x /* c */ + /* d */ 1"],
  ])("%s", (loose, canonical) => {
    expect(statement(loose)).toBe(canonical);
  });
});

describe("lines", () => {
  it.each([
    ["a = 1 b = 2", "a = 1\nb = 2"],
    ["a =\n1 +\nb\n* 2", "a =\n  1 +\n  b\n  * 2"],
    ["a\n=\nf\n(\n)", "a =\n  f()"],
    ["a = x\n[\n0\n]", "a = x[0]"],
    [
      "layer h = x\n|> dense(3)\n|> relu",
      "layer h = x\n  |> dense(3)\n  |> relu",
    ],
    ["a = [[1, 2],\n     [3, 4]]", "a = [\n  [1, 2],\n  [3, 4]\n]"],
    ["a = f(x,\n k: 1 +\n2)", "a = f(\n  x,\n  k: 1 +\n    2\n)"],
    ["a = sum([\n1, 2,\n3])", "a = sum([\n  1, 2,\n  3\n])"],
    ["a = (b\n+ c)", "a = (b\n  + c)"],
    ["a = [1\n, 2]", "a = [\n  1,\n  2\n]"],
    ["\n\na = 1\n\n\n\nb = 2\n\n", "a = 1\n\nb = 2"],
    ["train { epochs:5 }", "train { epochs: 5 }"],
    ["train { epochs:5 batch:2 }", "train {\n  epochs: 5\n  batch: 2\n}"],
  ])("%j", (loose, canonical) => {
    expect(statement(loose)).toBe(canonical);
  });

  it("of a file", () => {
    expect(
      format(
        'import"a.nn"const k=1 fn f(x)=x*k dataset d{x,"y z"->w 0,-1->"a" 1,-.5->"b"}network N(a=1,b=2){}',
      ),
    ).toBe(`import "a.nn"
const k = 1
fn f(x) = x * k
dataset d {
  x, "y z" -> w
  0, -1 -> "a"
  1, -.5 -> "b"
}
network N(a = 1, b = 2) {}
`);
  });

  it("end as the first one does", () => {
    expect(format("const a=1\r\n\r\n\r\nconst b=2")).toBe(
      "const a = 1\r\n\r\nconst b = 2\r\n",
    );
    expect(format("\uFEFF const a=1")).toBe("\uFEFFconst a = 1\n");
    expect(format(" \n ")).toBe("");
  });
});

describe("comments", () => {
  it.each([
    ["a = 1// one", "a = 1 // one"],
    ["// own  \n      a = 1", "// own\na = 1"],
    ["a=1      // one\nbb = 22  // two", "a = 1    // one\nbb = 22  // two"],
    ["a = [ // row\n1 // one\n]", "a = [ // row\n  1 // one\n]"],
    [
      "a = f(x, // first\n// second\ny)",
      "a = f(\n  x, // first\n  // second\n  y\n)",
    ],
    ["/* c */ a = 1", "/* c */ a = 1"],
    ["a = 1 /* c */ b = 2", "a = 1 /* c */\nb = 2"],
    ["a = 1\n      // at the end", "a = 1\n// at the end"],
  ])("%j", (loose, canonical) => {
    expect(statement(loose)).toBe(canonical);
  });
});

describe("literals of many numbers", () => {
  const numbers = Array.from({ length: 80 }, () => "-1e-3").join(" ,");

  it("are laid out like others, and stay as they are written", () => {
    expect(statement(`a=[${numbers}]`)).toBe(
      `a = [${numbers.replaceAll(" ,", ", ")}]`,
    );
    expect(
      statement(`a=[[${numbers}],\n[${numbers}]]`).split("\n"),
    ).toHaveLength(4);
  });
});

describe("a file that does not parse", () => {
  it("keeps its lines, and statements with an error as they are", () => {
    expect(format("network N{\na=1\nb=*  2\n  c=a+ 1 d=c\n")).toBe(
      "network N {\na = 1\nb=*  2\n  c = a + 1 d=c\n",
    );
  });

  it("and nothing behind a comment or string that is not closed", () => {
    const text = 'network N {\n  a = f("x y  + 1)\n  /* b  =  2\n}';
    expect(format(text)).toBe(text);
  });
});

it("formats a part", () => {
  expect(formatPart("network N {\n a=1\n| b=2|\n c=3\n}")).toBe(
    "network N {\n a=1\n  b = 2\n c=3\n}",
  );
});

it("takes less time than parsing, for 10,000 definitions", () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => `n${index}=σ( x*${index} )+[1,2][0] // a comment`,
  );
  const text = `network N {\ninput x=1\n${lines.join("\n")}\n}\n`;
  const times = [1, 2, 3].map(() => timesOf(text));
  const parsing = Math.min(...times.map((time) => time.parsing));
  const formatting = Math.min(...times.map((time) => time.formatting));
  expect(times[0]?.formatted).toContain(
    "\n  n7 = σ(x * 7) + [1, 2][0] // a comment\n",
  );
  expect(formatting).toBeLessThan(parsing);
}, 60_000);
