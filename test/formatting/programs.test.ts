// The formatter on every program of the project: it changes white space, and nothing that a program means.
import { describe, expect, it } from "vitest";
import {
  format,
  meaningOf,
  parses,
  programsBelow,
  tokensOf,
} from "./format.js";

const examples = programsBelow("examples");
const programs = [...examples, ...programsBelow("test")];

it.each(examples)("$name is in the canonical layout", ({ text }) => {
  expect(format(text)).toBe(text);
});

describe.each(programs)("$name", ({ text }) => {
  const formatted = format(text);

  it("is formatted once and for all", () => {
    expect(format(formatted)).toBe(formatted);
  });

  it("keeps every token and comment, and its meaning", () => {
    expect(tokensOf(formatted)).toEqual(tokensOf(text));
    expect(meaningOf(formatted)).toBe(meaningOf(text));
  });
});

describe("a program cut anywhere", () => {
  it.each(
    programs.filter(({ name }) =>
      /n11|lexical\/comments|mlp|one-line|network\/training/.test(name),
    ),
  )("$name loses nothing", ({ text }) => {
    for (let end = 0; end <= text.length; end++) {
      const cut = text.slice(0, end);
      const formatted = format(cut);
      expect(withoutSpace(formatted)).toBe(withoutSpace(cut));
      // Line breaks tell what belongs to an error.
      if (!parses(cut)) expect(linesOf(formatted)).toEqual(linesOf(cut));
    }
  });
});

const linesOf = (text: string): string[] => text.split("\n").map(withoutSpace);

const withoutSpace = (text: string): string => text.replace(/\s/g, "");
