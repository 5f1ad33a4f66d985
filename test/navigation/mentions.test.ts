// The words that go to definition, references and rename go by: paths of parameters are taken apart.
import { describe, expect, it } from "vitest";
import {
  mentionAt,
  mentionsOf,
} from "../../language-server/navigation/mentions.js";
import { lower, nn, type Lowered } from "../language/lower.js";

/** Each word with the line and text that it leads to. */
const wordsOf = (lowered: Lowered): string[] =>
  mentionsOf(lowered).all.map(({ source, declaration }) => {
    const { text } = lowered;
    const word = text.slice(source.start, source.end);
    if (!declaration) return word;
    const line = text.slice(0, declaration.start).split("\n").length;
    return `${word} → ${String(line)}: ${text.slice(declaration.start, declaration.end)}`;
  });

describe("the words of a path", () => {
  const program = lower(nn`
    network Inner {
      input a: [n, 2]
      layer hidden = dense(a, 3) |> dense(2)
      output mean = hidden
      output twice = 2 * hidden
    }
    network Outer {
      input x = [[1, 2]]
      layer e = Inner(x)
      layer r = repeat(x, 2, Block)
      s = e.hidden[1] . weight + e[0].hidden[0].bias
      output f = sum(e.mean) + sum(r[1].b.weight)
    }
    network Block {
      input a: [n, 2]
      layer b = dense(a, 2)
      output b
    }`);

  it("lead to the networks that define them", () => {
    const words = wordsOf(program);
    expect(words.slice(words.indexOf("s → 11: s"))).toEqual([
      "s → 11: s",
      "e → 9: e",
      "hidden → 3: hidden",
      "weight",
      "e → 9: e",
      "hidden → 3: hidden",
      "bias",
      "f → 12: f",
      "sum",
      "e → 9: e",
      "mean → 4: mean",
      "sum",
      "r → 10: r",
      "b → 16: b",
      "weight",
      "Block → 14: Block",
      "a → 15: a",
      "n → 15: n",
      "b → 16: b",
      "dense",
      "a → 15: a",
      "b → 16: b",
    ]);
  });

  it("are found at their offsets, ends included", () => {
    const { text } = program;
    const start = text.indexOf("hidden[1]");
    for (const offset of [start, start + 3, start + "hidden".length]) {
      const found = mentionAt(program, offset);
      expect(found?.source.start).toBe(start);
    }
    expect(mentionAt(program, text.indexOf("[1] ."))?.source.start).toBe(start);
    expect(mentionAt(program, text.indexOf("1] ."))).toBeUndefined();
  });
});
