// What is in the documentation's pages: fenced code, tables, links. Behind the language of a block of code may stand the
// file that it is or belongs to, and words that say what to expect of it.
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

/** @param page path below the project's root, as in all that follows */
export const readPage = (page: string): string =>
  readFileSync(path.join(root, page), "utf8");

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

/** The cells of every row of the page's tables. */
export const tableRows = (page: string): string[][] =>
  readPage(page)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** The addresses of the page's links. */
export const linksOf = (page: string): string[] =>
  [...readPage(page).matchAll(/\]\(([^)]+)\)/g)].map(
    ([, target = ""]) => target,
  );

/** The anchors of the page's headings, as GitHub makes them. */
export const anchorsOf = (page: string): string[] =>
  [...readPage(page).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
