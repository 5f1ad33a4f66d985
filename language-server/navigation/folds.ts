/**
 * What can be folded: brackets over several lines, comments, imports that stand together. Read off the text, so that it
 * holds while the text does not parse.
 */

export interface Fold {
  readonly kind: "block" | "comment" | "imports";
  /** Lines, counted from 0; the last one is hidden too. */
  readonly from: number;
  readonly to: number;
}

/** In the order in which they begin. */
export function foldsOf(text: string): Fold[] {
  const folds: Fold[] = [];
  const open: { readonly bracket: string; readonly line: number }[] = [];
  const comments = new Run("comment", folds);
  const imports = new Run("imports", folds);
  let line = 0;
  let lineHasCode = false;
  let isAfterImport = false;
  for (const match of text.matchAll(pieces)) {
    const [piece] = match;
    const first = piece.charAt(0);
    if (first === "\n" || first === "\r") {
      line++;
      lineHasCode = false;
      continue;
    }
    if (piece.startsWith("//")) {
      if (!lineHasCode) comments.add(line, line);
      continue;
    }
    if (piece.startsWith("/*")) {
      const lines = piece.split(/\r\n|\r|\n/).length - 1;
      if (lines > 0)
        folds.push({ kind: "comment", from: line, to: line + lines });
      line += lines;
      continue;
    }
    lineHasCode = true;
    comments.end();
    if (piece === "import") imports.add(line, line);
    else if (!isAfterImport) imports.end();
    isAfterImport = piece === "import";
    const closing = brackets[piece];
    if (closing) open.push({ bracket: closing, line });
    else if (isClosing.has(piece)) {
      // A bracket that is missing takes those inside it along.
      const at = open.findLastIndex(({ bracket }) => bracket === piece);
      const opened = open[at];
      if (!opened) continue;
      open.length = at;
      // The line of the closing bracket stays to be seen.
      if (line - 1 > opened.line)
        folds.push({ kind: "block", from: opened.line, to: line - 1 });
    }
  }
  comments.end();
  imports.end();
  return byLine(folds);
}

const brackets: Readonly<Partial<Record<string, string>>> = {
  "{": "}",
  "[": "]",
  "(": ")",
};
const isClosing: ReadonlySet<string> = new Set(["}", "]", ")"]);

/** Everything but blanks. A comment that is not closed is the rest of the text. */
const pieces =
  /\r\n|\r|\n|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\r\n]*"?|[{}[\]()]|[^\s{}[\]()"/]+|\//g;

/** Lines of one kind that follow one another, at least two. */
class Run {
  private first: number | undefined;
  private last = 0;

  constructor(
    private readonly kind: Fold["kind"],
    private readonly folds: Fold[],
  ) {}

  add(from: number, to: number): void {
    if (
      this.kind === "comment" &&
      this.first !== undefined &&
      from > this.last + 1
    )
      this.end();
    this.first ??= from;
    this.last = to;
  }

  end(): void {
    const { first, last, kind } = this;
    if (first !== undefined && last > first)
      this.folds.push({ kind, from: first, to: last });
    this.first = undefined;
  }
}

/** One for each line that something begins on, the longest: a line has one mark for folding. */
function byLine(folds: readonly Fold[]): Fold[] {
  const longest = new Map<number, Fold>();
  for (const fold of folds) {
    const known = longest.get(fold.from);
    if (!known || known.to < fold.to) longest.set(fold.from, fold);
  }
  return [...longest.values()].sort((a, b) => a.from - b.from);
}
