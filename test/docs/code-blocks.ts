// Fenced code in the documentation's pages. Behind a block's language may stand the file that it is or belongs to, and
// words that say what to expect of it.
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

export interface CodeBlock {
  readonly language: string;
  /** `iris.csv` */
  readonly file: string | undefined;
  /** `check-failed`, where errors or warnings are meant to be; `eval`, `editor`, where the block is what these show. */
  readonly words: readonly string[];
  readonly text: string;
  /** Where the text begins in the page, counting from 1. */
  readonly line: number;
}

export const readPage = (page: string): string =>
  readFileSync(path.join(root, page), "utf8");

/** @param page path below the project's root */
export function codeBlocksOf(page: string): CodeBlock[] {
  const text = readPage(page);
  const fenced = /^```(\w+)(.*)\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(fenced)].map((match) => {
    const [, language = "", info = "", body = ""] = match;
    const words = info.split(/\s+/).filter((word) => word !== "");
    return {
      language,
      file: words.find((word) => word.includes(".")),
      words: words.filter((word) => !word.includes(".")),
      text: body,
      line: text.slice(0, match.index).split("\n").length + 1,
    };
  });
}
