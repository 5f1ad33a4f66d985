// The pages of the documentation, each with a folder in which the files are that its programs are or name.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type CodeBlock, codeBlocksOf } from "./page-content.js";
import { safetensors } from "./safetensors.js";

/** What pages load and cannot show as text. */
const trained = safetensors({
  "h.weight": { shape: [2, 3], data: [1, 0, -1, 0.5, 0.5, 0.5] },
  "h.bias": { shape: [2], data: [0.25, -0.25] },
});

const pages = [
  "README.md",
  "docs/language.md",
  "docs/functions.md",
  "walkthrough/open-example.md",
  "walkthrough/values.md",
  "walkthrough/change.md",
  "walkthrough/checks.md",
];

/** A block of code, where it stands, and its page's files. */
export interface PageBlock {
  readonly place: string;
  readonly block: CodeBlock;
  readonly folder: PageFolder;
}

/** All blocks of all pages. The folders are to be removed. */
export function openPages(): {
  readonly blocks: readonly PageBlock[];
  readonly remove: () => void;
} {
  const folders: PageFolder[] = [];
  const blocks = pages.flatMap((page): PageBlock[] => {
    const found = codeBlocksOf(page);
    const folder = new PageFolder(found);
    folders.push(folder);
    return found.map((block) => ({
      place: `${page}, line ${String(block.line)}`,
      block,
      folder,
    }));
  });
  return {
    blocks,
    remove: () => {
      for (const folder of folders) folder.remove();
    },
  };
}

class PageFolder {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "nn-docs-"));

  constructor(blocks: readonly CodeBlock[]) {
    this.write("trained.safetensors", trained);
    for (const { language, file, text } of blocks)
      if (file !== undefined && (language === "nn" || language === "csv"))
        this.write(file, text);
  }

  /** Writes a file; its path. */
  write(name: string, content: string | Uint8Array): string {
    const file = this.pathOf(name);
    writeFileSync(file, content);
    return file;
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
