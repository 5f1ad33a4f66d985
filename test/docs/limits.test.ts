// The limits that docs/language.md states are those of the code.
import { expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  largestArchive,
  largestCsv,
  largestHeader,
  largestProgram,
  mostHeld,
  mostNumbers,
} from "../../language-server/files/limits.js";
import { readPage } from "./code-blocks.js";

const rows = readPage("docs/language.md")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

test.each([
  ["imported `.nn` file", formatBytes(largestProgram)],
  ["CSV file", formatBytes(largestCsv)],
  ["`.npz` archive", formatBytes(largestArchive)],
  ["header of a safetensors file", formatBytes(largestHeader)],
  ["numbers in one array", formatCount(mostNumbers)],
  ["open programs hold at once", formatBytes(mostHeld)],
])("the limit of %s", (what, limit) => {
  const row = rows.find(([, name = ""]) => name.includes(what));
  expect(row?.[2]).toBe(limit);
});
