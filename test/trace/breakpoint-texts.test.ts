// What the reader writes at a breakpoint: how often it has to be reached, and messages with expressions.
import { describe, expect, it } from "vitest";
import { readHitCondition } from "../../language-server/trace/hit-condition.js";
import { readLogMessage } from "../../language-server/trace/log-message.js";

describe("a hit condition", () => {
  /** Which of the first six times hold. */
  const holding = (text: string): number[] | undefined => {
    const holds = readHitCondition(text);
    return holds && [1, 2, 3, 4, 5, 6].filter(holds);
  };

  it.each([
    ["5", [5]],
    ["= 2", [2]],
    ["== 2", [2]],
    [">= 3", [3, 4, 5, 6]],
    ["> 3", [4, 5, 6]],
    ["<= 2", [1, 2]],
    ["<2", [1]],
    [" % 2 ", [2, 4, 6]],
  ])("%s", (text, expected) => {
    expect(holding(text)).toEqual(expected);
  });

  it.each(["", "often", "% 0", ">= x", "1.5", "-1"])("`%s` is none", (text) => {
    expect(readHitCondition(text)).toBeUndefined();
  });
});

describe("a log message", () => {
  it("has expressions in braces", () => {
    expect(readLogMessage("L is {L}, {∂L/∂w[0]}!")).toEqual([
      { text: "L is " },
      { expression: "L" },
      { text: ", " },
      { expression: "∂L/∂w[0]" },
      { text: "!" },
    ]);
  });

  it("keeps braces with nothing in them, and those that are not closed", () => {
    expect(readLogMessage("{} and {L")).toEqual([
      { text: "{}" },
      { text: " and {L" },
    ]);
  });
});
