/**
 * CSV files: the first row names the columns, the others are the data. Cells may be quoted (RFC 4180); blank lines are
 * skipped; where the first row has no comma the cells may be separated by semicolons or tabs. Read and taken apart
 * piece by piece, so that the server stays free for others meanwhile.
 */
import Papa from "papaparse";
import type { ByteSource, FileFailure } from "../file-system.js";
import { formatBytes, formatCount } from "../limits.js";
import { notUtf8 } from "../text.js";
import {
  type Cell,
  type Column,
  ColumnBuilder,
  type ColumnFault,
} from "./table.js";

export interface CsvTable {
  /** As in the first row, in its order, repetitions included. */
  readonly names: readonly string[];
  readonly rows: number;
  /** Of the first column of each name. */
  readonly columns: ReadonlyMap<string, Column | ColumnFault>;
}

/** Bytes taken apart at a time. */
const piece = 1 << 18;
/** A quoted cell that is longer than this, in characters, is taken for one without its closing quote. */
const longestCell = 1 << 20;

const mostColumns = 100_000;

const bad = (
  reason: string,
  code: FileFailure["code"] = "invalid-file",
): FileFailure => ({ code, reason });

export async function readCsv(
  file: ByteSource,
): Promise<CsvTable | FileFailure> {
  const reader = new CsvReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let start = 0; start < file.size; start += piece) {
    const bytes = await file.read(start, piece);
    const isLast = start + piece >= file.size || bytes.length < piece;
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: !isLast });
    } catch {
      return notUtf8;
    }
    const failure = reader.take(text, isLast);
    if (failure) return failure;
    if (isLast) break;
  }
  return reader.table();
}

/** Rows as Papa Parse returns them. */
interface Parsed {
  readonly data: readonly string[][];
  readonly errors: readonly {
    readonly code?: string;
    readonly row?: number;
  }[];
  readonly meta: { readonly cursor: number };
}

class CsvReader {
  /** What follows the last complete row. */
  private rest = "";
  private parser: Papa.Parser | undefined;
  private names: readonly string[] | undefined;
  private builders: readonly ColumnBuilder[] = [];
  /** Where the row begins that is looked at, counting from 1. */
  private line = 1;
  private rows = 0;
  /** Rows from which on the distance between a row's number and its line is another one. */
  private readonly jumps: {
    readonly row: number;
    readonly distance: number;
  }[] = [];

  /** Takes the next part of the text; why the file cannot be read. */
  take(text: string, isLast: boolean): FileFailure | undefined {
    const all = this.rest + text;
    // A line end of two characters may be cut in two.
    const end = isLast ? all.length : all.lastIndexOf("\n") + 1;
    const complete = all.slice(0, end).replace(/\r\n?/g, "\n");
    const left = all.slice(end);
    if (complete === "") {
      this.rest = left;
      return this.checkRest();
    }
    this.parser ??= new Papa.Parser({
      delimiter: delimiterOf(complete),
      newline: "\n",
    });
    const parsed = this.parser.parse(complete, 0, !isLast) as Parsed;
    const malformed = parsed.errors[0]?.row;
    const isQuoted = complete.includes('"');
    for (const [index, row] of parsed.data.entries()) {
      const failure =
        index === malformed ? this.malformedQuotes() : this.takeRow(row);
      if (failure) return failure;
      this.line += 1 + (isQuoted ? lineEndsIn(row) : 0);
    }
    this.rest = complete.slice(parsed.meta.cursor) + left;
    return this.checkRest();
  }

  table(): CsvTable | FileFailure {
    const { names, builders, rows } = this;
    if (!names) return bad("it is empty", "empty-dataset");
    if (rows === 0)
      return bad(
        "it has no rows below the one that names the columns",
        "empty-dataset",
      );
    const place = (row: number): string => {
      const jump = this.jumps.findLast((each) => each.row <= row);
      return rowAt(row, row + (jump?.distance ?? 0));
    };
    const columns = new Map<string, Column | ColumnFault>();
    for (const [index, name] of names.entries()) {
      const builder = builders[index];
      if (builder && !columns.has(name))
        columns.set(name, builder.finish(place));
    }
    return { names, rows, columns };
  }

  private takeRow(row: readonly string[]): FileFailure | undefined {
    const { line } = this;
    if (row.length === 1 && row[0]?.trim() === "") return undefined;
    if (!this.names) {
      if (row.length > mostColumns)
        return bad(
          `its first row has ${formatCount(row.length)} cells, at most ${formatCount(mostColumns)} columns are read`,
          "file-too-large",
        );
      this.names = row.map((name) => unquoted(name).normalize("NFC"));
      this.builders = row.map(() => new ColumnBuilder());
      return undefined;
    }
    if (row.length !== this.names.length)
      return bad(
        `${rowAt(this.rows, line)} has ${plural(row.length, "cell")}, the first row names ${plural(this.names.length, "column")}`,
        "ragged-row",
      );
    const distance = line - this.rows;
    if (this.jumps.at(-1)?.distance !== distance)
      this.jumps.push({ row: this.rows, distance });
    this.rows++;
    for (const [index, builder] of this.builders.entries())
      builder.add(cellOf(row[index] ?? ""));
    return undefined;
  }

  private malformedQuotes(): FileFailure {
    return bad(
      `the quotes in line ${String(this.line)} do not close: inside a quoted cell a quote is written twice`,
    );
  }

  private checkRest(): FileFailure | undefined {
    return this.rest.length > longestCell
      ? bad(
          `a row begins in line ${String(this.line)} that is longer than ${formatBytes(longestCell)}: a closing quote is missing, or it is no CSV file`,
        )
      : undefined;
  }
}

/** `row`, counting from 0, as people count. */
const rowAt = (row: number, line: number): string =>
  `row ${formatCount(row + 1)} (line ${formatCount(line)})`;

const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

/** What separates the cells of the first row. */
function delimiterOf(text: string): string {
  const header = /^(?:[^"\n]|"[^"]*")*/.exec(text.trimStart())?.[0] ?? "";
  const outsideQuotes = header.replace(/"[^"]*"/g, "");
  return (
    [",", ";", "\t"].find((candidate) => outsideQuotes.includes(candidate)) ??
    ","
  );
}

function lineEndsIn(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1))
      count++;
  }
  return count;
}

/** Text without white space around it, and without the quotes that stood behind such white space. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1)
    : trimmed;
}

const infinite = /^([+-]?)inf(?:inity)?$/i;
/** Spellings that JavaScript takes for numbers and people do not: `0x1f`. */
const otherRadix = /[box]/i;

/** A cell as written in a file: what can be read as a number is one. */
function cellOf(text: string): Cell {
  const plain = numberOf(text);
  if (plain !== undefined) return plain;
  const content = unquoted(text).replace(/^−/, "-");
  if (content === "") return undefined;
  const sign = infinite.exec(content)?.[1];
  if (sign !== undefined) return sign === "-" ? -Infinity : Infinity;
  return numberOf(content) ?? content;
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  if (Number.isNaN(value) || otherRadix.test(text)) return undefined;
  return value === 0 && text.trim() === "" ? undefined : value;
}
