// Numbers of a program found, and changed by one unit of their last written digit.
import { describe, expect, it } from "vitest";
import { nudged } from "../../src/nudge/nudge-number.js";
import { numbersIn } from "../../src/nudge/numbers.js";

/** The number alone in a text, one unit up and down. */
function upAndDown(text: string): [string, string] {
  const [number, ...others] = numbersIn(text);
  if (!number || others.length > 0) throw new Error(`not one: ${text}`);
  return [nudged(number, 1), nudged(number, -1)];
}

describe("one unit of the last written digit", () => {
  it.each([
    ["0.5", "0.6", "0.4"],
    ["0.050", "0.051", "0.049"],
    ["-1", "0", "-2"],
    ["0", "1", "-1"],
    ["-0.1", "0.0", "-0.2"],
    ["0.0", "0.1", "-0.1"],
    ["9.9", "10.0", "9.8"],
    ["10", "11", "9"],
    ["-10.0", "-9.9", "-10.1"],
    [".5", ".6", ".4"],
    [".9", "1.0", ".8"],
    [".0", ".1", "-.1"],
    ["1e-3", "2e-3", "0e-3"],
    ["9.5E+2", "9.6E+2", "9.4E+2"],
    ["1_000", "1_001", "999"],
    ["999_999", "1_000_000", "999_998"],
    ["0.000_1", "0.000_2", "0.000_0"],
    ["−2", "−1", "−3"],
    ["- 2", "-1", "-3"],
    ["007", "008", "006"],
    ["0.1234567890123456789", "0.1234567890123456790", "0.1234567890123456788"],
  ])("%s becomes %s or %s", (text, up, down) => {
    expect(upAndDown(text)).toEqual([up, down]);
  });

  it("goes up and down again to where it was, through zero", () => {
    let text = "-0.03";
    const seen: string[] = [];
    for (let step = 0; step < 6; step++) seen.push((text = upAndDown(text)[0]));
    expect(seen).toEqual(["-0.02", "-0.01", "0.00", "0.01", "0.02", "0.03"]);
    for (let step = 0; step < 6; step++) text = upAndDown(text)[1];
    expect(text).toBe("-0.03");
  });
});

describe("numbers in a program", () => {
  const found = (text: string): string[] =>
    numbersIn(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ["x - 1", ["1"]],
    ["x = -1", ["-1"]],
    ["3-1", ["3", "1"]],
    ["2 - -0.5", ["2", "-0.5"]],
    ["2^-3", ["2", "-3"]],
    ["[1, -2, - 3]", ["1", "-2", "- 3"]],
    ["expect -1 == a within 1e-9", ["-1", "1e-9"]],
    ["h.seed - 1", ["1"]],
    ["x² - 1", ["1"]],
    ["a[0] -1", ["0", "1"]],
    ["w1 + x₁ + v_2", []],
    ['load("a1.npy") // 5\n/* 6 */ 7', ["7"]],
    ["dataset d {\n x -> y\n 0 -> 1\n -1 -> -2\n}", ["0", "1", "-1", "-2"]],
    ["train { clip: norm(-1) } a - 1", ["-1", "1"]],
  ])("%j", (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });
});
