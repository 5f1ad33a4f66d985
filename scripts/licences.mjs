// The licences of the packages whose code is in the bundles: they ask to be handed on with it.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * @param {string[]} sources the files that went into the bundles
 * @returns {string} one text, a package after the other
 */
export function licencesOf(sources) {
  const folders = new Set(
    sources.map(packageFolder).filter((found) => found !== undefined),
  );
  return [...folders].sort().map(licenceOf).join("\n\n");
}

/** @param {string} source */
function packageFolder(source) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0];
}

/** @param {string} folder */
function licenceOf(folder) {
  const { name, version, license } = /** @type {Record<string, string>} */ (
    JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"))
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined ? "" : readFileSync(path.join(folder, file), "utf8");
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
}
