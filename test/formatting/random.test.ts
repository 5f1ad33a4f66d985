// The formatter on random programs in random layouts.
import fc from "fast-check";
import { expect, it } from "vitest";
import { format, meaningOf, parses, tokensOf } from "./format.js";
import { randomPrograms } from "./random-programs.js";

it("formats 1,000 random programs once and for all, and keeps their tokens and meaning", () => {
  let parsed = 0;
  let changed = 0;
  fc.assert(
    fc.property(randomPrograms, (text) => {
      const formatted = format(text);
      if (parses(text)) parsed++;
      if (formatted !== text) changed++;
      expect(format(formatted)).toBe(formatted);
      expect(tokensOf(formatted)).toEqual(tokensOf(text));
      expect(meaningOf(formatted)).toBe(meaningOf(text));
    }),
    { numRuns: 1000 },
  );
  expect(parsed).toBeGreaterThan(950);
  expect(changed).toBeGreaterThan(800);
}, 120_000);
