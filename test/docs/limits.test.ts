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
import { tableRows } from "./page-content.js";

const rows = tableRows("docs/language.md");

test.each([
  ["imported `.nn` file", formatBytes(largestProgram)],
  ["CSV file", formatBytes(largestCsv)],
  ["`.npz` archive", formatBytes(largestArchive)],
  ["header of a safetensors file", formatBytes(largestHeader)],
  ["numbers in one array", formatCount(mostNumbers)],
  ["open programs hold at once", formatBytes(mostHeld)],
])("the limit of %s", (what, limit) => {
  const row = rows.find(([name = ""]) => name.includes(what));
  expect(row?.[1]).toBe(limit);
});
