// Expressions that are too long for a label.
import { describe, expect, it } from "vitest";
import { briefExpression } from "../../language-server/presentation/source-text.js";

describe("an expression in brief", () => {
  it.each([
    ["a3 − y", "a3 − y"],
    [
      "x |> dense(3, weight: [[0.1, 0.2], [0.3, −0.4]], bias: [0.1, 0])",
      "x |> dense(3, weight: […], bias: […])",
    ],
    [
      "images |> flatten |> dense(128, weight: [[1, 2], [3, 4]]) |> layer_norm",
      "layer_norm",
    ],
    [
      "f(first_argument, second_argument, third_argument)",
      "f(first_argument, … third_argument)",
    ],
  ])("%s", (text, brief) => {
    expect(briefExpression(text, 40)).toBe(brief);
  });
});
