/**
 * Literals of many numbers, `[[0.1, -2], [3, 4]]`, read as one token. As expressions, 100,000 numbers take seconds to
 * parse; this reads them in milliseconds. Only complete, rectangular literals are taken; whatever is wrong with
 * another is found, and said, by the parser.
 */

/** Below this many numbers a literal is parsed as an expression, in which every number has a place of its own. */
const fewestNumbers = 64;
const deepestNesting = 16;
const separators = /[\s\uFEFF]*/y;
const signedNumber =
  /[-−]?(?:[0-9](?:_?[0-9])*(?:\.[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+\-−]?[0-9]+)?/y;

export interface DenseNumbers {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float64Array;
}

interface Scan {
  readonly text: string;
  offset: number;
  /** Elements counted so far on each level of nesting; the shape when done. */
  readonly lengths: (number | undefined)[];
  readonly numbers: number[];
}

/** The end of the literal that begins at `offset`, or `undefined` where there is none with many numbers. */
export function findDenseLiteral(
  text: string,
  offset: number,
): number | undefined {
  const scan = readNested(text, offset);
  return scan && scan.numbers.length >= fewestNumbers ? scan.offset : undefined;
}

/** The numbers of a literal that `findDenseLiteral` found. */
export function readDenseLiteral(text: string): DenseNumbers {
  const scan = readNested(text, 0);
  return {
    shape: scan ? scan.lengths.map((length) => length ?? 0) : [0],
    data: Float64Array.from(scan?.numbers ?? []),
  };
}

function readNested(text: string, offset: number): Scan | undefined {
  const scan: Scan = { text, offset, lengths: [], numbers: [] };
  return readLevel(scan, 0) ? scan : undefined;
}

function readLevel(scan: Scan, level: number): boolean {
  if (scan.text[scan.offset] !== "[" || level >= deepestNesting) return false;
  scan.offset++;
  const nested = skip(scan) === "[";
  let length = 0;
  for (;;) {
    const first = skip(scan);
    if (nested ? !readLevel(scan, level + 1) : !readNumber(scan)) return false;
    if (first === undefined) return false;
    length++;
    const next = skip(scan);
    scan.offset++;
    if (next === "]") break;
    if (next !== ",") return false;
  }
  if (scan.lengths[level] === undefined) {
    // A level that holds numbers is the innermost; levels above it come later, when they close.
    if (!nested && scan.lengths.length > level + 1) return false;
    while (scan.lengths.length <= level) scan.lengths.push(undefined);
    scan.lengths[level] = length;
    return true;
  }
  return (
    scan.lengths[level] === length &&
    (nested || scan.lengths.length === level + 1)
  );
}

function skip(scan: Scan): string | undefined {
  separators.lastIndex = scan.offset;
  separators.exec(scan.text);
  scan.offset = Math.max(scan.offset, separators.lastIndex);
  return scan.text[scan.offset];
}

function readNumber(scan: Scan): boolean {
  signedNumber.lastIndex = scan.offset;
  const found = signedNumber.exec(scan.text);
  if (!found) return false;
  scan.offset = signedNumber.lastIndex;
  scan.numbers.push(parseNumber(found[0]));
  return true;
}

/** The value of a number as written in a program, with its sign if it has one. */
export function parseNumber(text: string): number {
  const plain = Number(text);
  return Number.isNaN(plain)
    ? Number(text.replaceAll("_", "").replaceAll("−", "-"))
    : plain;
}
