// What a Markdown document is made of, read as VS Code's preview reads it: fenced blocks, code spans, formulas, and the rest.

export interface Parts {
  /** What stands between dollar signs. */
  readonly formulas: readonly string[];
  /** Everything outside of formulas, code spans and fenced blocks. */
  readonly prose: string;
}

export function partsOf(markdown: string): Parts {
  const formulas: string[] = [];
  const prose = withoutFences(markdown)
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "")
    .replace(/\$([^$\n]+)\$/g, (_whole, formula: string) => {
      formulas.push(formula);
      return "";
    });
  return { formulas, prose };
}

/** Whatever a fence's text says, it ends where as many back quotes stand alone. */
function withoutFences(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const ticks = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined && ticks !== undefined) fence = ticks;
    else if (fence === undefined) kept.push(line);
    else if (line === fence) fence = undefined;
  }
  return kept.join("\n");
}
