/**
 * Tables of cells as columns of numbers: a column of text becomes class numbers 0, 1, … in order of first appearance.
 * What is wrong with a column is kept beside it, as it matters only where the column is used.
 */
import type { FileArray } from "./array.js";
import { allocateNumbers } from "../numbers.js";

/** Why a column cannot be used. */
export interface ColumnFault {
  readonly code: "missing-value" | "mixed-column";
  /** A sentence's beginning without the column's name: `row 3 (line 4) is empty`. */
  readonly reason: string;
  /** Counting from 0. */
  readonly row: number;
}

export interface Column extends FileArray {
  /** The texts that the class numbers stand for, in a column of text. */
  readonly classes?: readonly string[];
}

/** A number, a text, or nothing. */
export type Cell = number | string | undefined;

/** Texts by which files mean that a number is missing. In a column of text they are texts like any other. */
const markers: ReadonlySet<string> = new Set([
  "na",
  "n/a",
  "#n/a",
  "nan",
  "null",
  "none",
  "nil",
  "?",
  "-",
]);

const firstCapacity = 4;

/** Takes the cells of a column from the top, and makes the column of them. */
export class ColumnBuilder {
  private numbers = new Float64Array(firstCapacity);
  private count = 0;
  private classes: Map<string, number> | undefined;
  private firstNumber: Found<number> | undefined;
  private firstText: Found<string> | undefined;
  private firstMarker: Found<string> | undefined;
  private firstMissing: number | undefined;

  add(cell: Cell): void {
    const row = this.count++;
    if (row === this.numbers.length) this.grow();
    if (cell === undefined) this.firstMissing ??= row;
    else if (typeof cell === "number") {
      this.firstNumber ??= { row, cell };
      this.numbers[row] = cell;
    } else {
      if (markers.has(cell.toLowerCase())) this.firstMarker ??= { row, cell };
      else this.firstText ??= { row, cell };
      this.numbers[row] = this.classNumber(cell);
    }
  }

  /** The column with as many rows as cells were added. `place` says where a row stands: `row 3 (line 4)`. */
  finish(place: (row: number) => string): Column | ColumnFault {
    const { firstNumber, firstText, firstMarker, firstMissing, classes } = this;
    if (firstNumber && firstText) return mixed(firstNumber, firstText, place);
    if (firstMissing !== undefined)
      return missing(firstMissing, "empty", place);
    if (firstNumber && firstMarker)
      return missing(firstMarker.row, `\`${firstMarker.cell}\``, place);
    const data = allocateNumbers(this.count);
    data.set(this.numbers.subarray(0, this.count));
    return {
      shape: [this.count, 1],
      data,
      ...(classes && { classes: [...classes.keys()] }),
    };
  }

  private classNumber(text: string): number {
    this.classes ??= new Map();
    const known = this.classes.get(text);
    if (known !== undefined) return known;
    const number = this.classes.size;
    this.classes.set(text, number);
    return number;
  }

  private grow(): void {
    const larger = new Float64Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}

interface Found<Content> {
  readonly row: number;
  readonly cell: Content;
}

function mixed(
  number: Found<number>,
  text: Found<string>,
  place: (row: number) => string,
): ColumnFault {
  const row = Math.max(number.row, text.row);
  const [later, earlier] =
    row === text.row
      ? [`the text \`${shortened(text.cell)}\``, "numbers"]
      : [`the number ${String(number.cell)}`, "text"];
  return {
    code: "mixed-column",
    reason: `${place(row)} is ${later}, the rows above are ${earlier}: a column is all numbers or all text`,
    row,
  };
}

const missing = (
  row: number,
  content: string,
  place: (row: number) => string,
): ColumnFault => ({
  code: "missing-value",
  reason: `${place(row)} is ${content}: fill it in, or leave the row out`,
  row,
});

const mostCharacters = 40;

const shortened = (text: string): string =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
