// Links between the documentation's pages lead somewhere.
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { anchorsOf, linksOf } from "./page-content.js";

const root = path.resolve(import.meta.dirname, "../..");

test.each([
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "docs/language.md",
  "docs/functions.md",
  "docs/diagnostics.md",
])("links of %s", (page) => {
  const broken = linksOf(page).filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? page : path.join(path.dirname(page), file);
    if (!existsSync(path.join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});
