/**
 * The canonical layout of a program, as changes of the white space between its tokens; what is no white space is never
 * touched. Blocks are indented by two spaces, every statement has lines of its own, and within it the writer's line
 * breaks are kept where they can stand. The rules are in docs/language.md, "Layout".
 *
 * Not Langium's AbstractFormatter: it lays out syntax trees, which are incomplete where a program does not parse, and
 * in whose text, without its comments, nothing says what has been lost.
 */
import { smallest, type TextChange } from "./edits.js";
import { isTight, mayBreak } from "./spacing.js";
import {
  type Bracket,
  countBreaks,
  isBlock,
  type Item,
  readStructure,
} from "./structure.js";
import { type FormatToken, isComment } from "./tokens.js";

const indentation = 2;

/** White space before a token: how it is and how it should be. */
export interface Gap extends TextChange {
  readonly before: string;
  /** The statement on both sides of it; absent where it stands between two. */
  readonly statement?: number;
}

export interface Layout {
  readonly gaps: readonly Gap[];
  /** For each statement the offset of its first token; the first entry is before all statements. */
  readonly statements: readonly number[];
}

export function layOut(text: string, tokens: readonly FormatToken[]): Layout {
  const items = readStructure(text, tokens);
  const statements = [0];
  for (const { beginsStatement, statement, token } of items)
    if (beginsStatement) statements[statement] = token.start;
  return { gaps: new LayoutWriter(text, items).gaps(), statements };
}

/** The changes that gaps need. */
export const changesOf = (gaps: readonly Gap[]): TextChange[] =>
  gaps.flatMap((gap) => smallest(gap.before, gap) ?? []);

class LayoutWriter {
  private readonly endOfLine: string;
  /** How far the content of a block, and the line on which other brackets open, is indented. */
  private readonly indents = new Map<Bracket, number>();
  /** Of the line that is being written: its indentation, its first item, the column behind its last one. */
  private indent = 0;
  private first = 0;
  private column = 0;
  /** The last item that is no comment. */
  private code: Item | undefined;
  /** The block whose statement is being written. */
  private statementIndent = 0;

  constructor(
    private readonly text: string,
    private readonly items: readonly Item[],
  ) {
    this.endOfLine = this.firstLineBreak() ?? "\n";
  }

  /** The first one that is no comment's: the others will be like it. */
  private firstLineBreak(): string | undefined {
    let end = 0;
    for (const { token, breaks } of this.items) {
      if (breaks > 0)
        return /\r\n|\n|\r/.exec(this.text.slice(end, token.start))?.[0];
      end = token.end;
    }
    return /\r\n|\n|\r/.exec(this.text.slice(end))?.[0];
  }

  gaps(): Gap[] {
    const gaps: Gap[] = [];
    let end = this.text.startsWith("\uFEFF") ? 1 : 0;
    for (const [index, item] of this.items.entries()) {
      const { start } = item.token;
      const before = this.text.slice(end, start);
      const previous = this.items[index - 1];
      const gap = this.gapBefore(item, index);
      const isWithin =
        previous?.statement === item.statement && !item.beginsStatement;
      gaps.push({
        start: end,
        end: start,
        before,
        text: gap,
        ...(isWithin && { statement: item.statement }),
      });
      this.write(item, gap, index);
      end = item.token.end;
    }
    const last = this.text.slice(end);
    const text = this.items.length > 0 ? this.endOfLine : "";
    gaps.push({ start: end, end: this.text.length, before: last, text });
    return gaps.filter(
      ({ before, text: after }) =>
        before === after || /^[\s\uFEFF]*$/.test(before),
    );
  }

  private write(item: Item, gap: string, index: number): void {
    if (index === 0 || gap.includes("\n") || gap.includes("\r")) {
      this.first = index;
      this.indent = index === 0 ? 0 : gap.length - gap.search(/[^\r\n]|$/);
      this.column = this.indent;
    } else this.column += gap.length;
    const { text } = item.token;
    const lastBreak =
      item.token.kind === "blockComment"
        ? Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"))
        : -1;
    this.column =
      lastBreak < 0 ? this.column + text.length : text.length - 1 - lastBreak;
    if (isComment(item.token)) return;
    this.code = item;
    if (item.beginsStatement)
      this.statementIndent = this.indents.get(item.inside) ?? 0;
    if (item.closes) this.statementIndent = this.outerIndent(item);
    if (item.opens)
      this.indents.set(
        item.opens,
        isBlock(item.opens) ? this.statementIndent + indentation : this.indent,
      );
  }

  /** After a block's end the statement that it belongs to goes on. */
  private outerIndent({ inside }: Item): number {
    return isBlock(inside)
      ? (this.indents.get(inside) ?? indentation) - indentation
      : this.statementIndent;
  }

  private gapBefore(item: Item, index: number): string {
    const previous = this.items[index - 1];
    if (!previous) return "";
    if (this.beginsLine(item, previous, index))
      return this.lineBreak(item, previous, index);
    return item.token.kind === "lineComment"
      ? " ".repeat(this.spacesBeforeComment(item, previous, index))
      : this.space(item, previous);
  }

  private beginsLine(item: Item, previous: Item, index: number): boolean {
    if (previous.token.kind === "lineComment") return true;
    if (isComment(item.token))
      return item.breaks > 0 || this.opensWithComment(previous, index);
    if (item.beginsStatement) {
      if (isInline(item.inside)) return false;
      // A comment that begins its line stays before what it stands before.
      return !(
        isComment(previous.token) &&
        item.breaks === 0 &&
        this.isAtLineStart(index - 1)
      );
    }
    if (item.token.text === "}" && item.closes)
      return !isInline(item.inside) && previous.opens !== item.inside;
    if (previous.opens && isBlock(previous.opens))
      return !isInline(previous.opens);
    if (item.closes) return item.inside.isBroken;
    if (previous.opens) return previous.opens.isBroken;
    if (item.token.text === ",") return false;
    return this.keepsBreak(item, previous, index);
  }

  /** A break of the writer's inside a statement. */
  private keepsBreak(item: Item, previous: Item, index: number): boolean {
    const { code } = this;
    const isMoved =
      previous.token.text === "," &&
      previous.breaks > 0 &&
      this.items[index - 2]?.token.kind !== "lineComment";
    if ((item.breaks === 0 && !isMoved) || !code) return false;
    if (code.opens) return code.opens.isBroken; // behind a comment
    return !isTight(code, item) && mayBreak(code, item);
  }

  /** Whether the comment behind an opening bracket has to begin the first line inside, as nothing else would. */
  private opensWithComment(previous: Item, index: number): boolean {
    if (!previous.opens?.isBroken || isBlock(previous.opens)) return false;
    for (let at = index; at < this.items.length; at++) {
      const item = this.items[at];
      if (!item || item.breaks > 0) return false;
      if (!isComment(item.token)) return true;
      if (item.token.kind === "lineComment") return false;
    }
    return false;
  }

  /** Whether an item is the first one of the line that is being written, or only comments stand before it. */
  private isAtLineStart(index: number): boolean {
    for (let at = index; at >= this.first; at--) {
      const item = this.items[at];
      if (!item || !isComment(item.token)) return false;
    }
    return true;
  }

  private lineBreak(item: Item, previous: Item, index: number): string {
    const isBetween = this.isBetweenStatements(item, index);
    const isBlank =
      item.breaks > 1 &&
      isBetween &&
      !(item.closes && item.token.text === "}") &&
      !(previous.opens && isBlock(previous.opens));
    return (
      this.endOfLine.repeat(isBlank ? 2 : 1) +
      " ".repeat(this.indentOf(item, isBetween))
    );
  }

  private isBetweenStatements(item: Item, index: number): boolean {
    if (!isBlock(item.inside)) return false;
    if (!isComment(item.token))
      return item.beginsStatement || item.token.text === "}";
    const next = this.nextCode(index);
    return !next || next.beginsStatement || next.token.text === "}";
  }

  private nextCode(index: number): Item | undefined {
    for (let at = index + 1; ; at++) {
      const item = this.items[at];
      if (!item || !isComment(item.token)) return item;
    }
  }

  private indentOf(item: Item, isBetween: boolean): number {
    const { inside } = item;
    const outer = this.indents.get(inside) ?? 0;
    if (isBlock(inside)) {
      if (item.closes) return Math.max(0, outer - indentation);
      return isBetween ? outer : this.statementIndent + indentation;
    }
    if (item.closes) return outer;
    const isElement =
      !inside.isBroken ||
      !inside.hasElements ||
      isComment(item.token) ||
      this.code?.token.text === "," ||
      this.code?.opens === inside;
    return outer + (isElement ? 1 : 2) * indentation;
  }

  private space(item: Item, previous: Item): string {
    if (isComment(item.token))
      return previous.opens && !isBlock(previous.opens) ? "" : " ";
    if (isComment(previous.token))
      return item.token.text === "," || (item.closes && item.token.text !== "}")
        ? ""
        : " ";
    return isTight(previous, item) ? "" : " ";
  }

  /**
   * A comment behind code keeps its column in the line, so that aligned comments stay aligned; one space where the
   * writer put one, where the line is another one, and where its column is taken.
   */
  private spacesBeforeComment(
    { token, breaks }: Item,
    previous: Item,
    index: number,
  ): number {
    if (breaks > 0 || token.start - previous.token.end < 2) return 1;
    const firstItem = this.items[this.first];
    if (!firstItem || (firstItem.breaks === 0 && this.first > 0)) return 1;
    for (const item of this.items.slice(this.first, index))
      if ((item !== firstItem && item.breaks > 0) || isOverLines(item))
        return 1;
    const written = token.start - firstItem.token.start;
    return Math.max(1, written - (this.column - this.indent));
  }
}

const isOverLines = ({ token }: Item): boolean =>
  token.kind === "blockComment" && countBreaks(token.text) > 0;

/** A dataset's header, or one setting of training, that the writer put on one line with its braces. */
function isInline({ kind, isBroken, parts }: Bracket): boolean {
  return (kind === "dataset" || kind === "train") && !isBroken && parts === 1;
}
