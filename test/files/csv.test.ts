import { describe, expect, it } from "vitest";
import {
  type CsvTable,
  readCsv,
} from "../../language-server/files/formats/csv.js";
import { isFailure } from "../../language-server/files/file-system.js";
import { bytes, fixture } from "./bytes.js";

async function table(text: string): Promise<CsvTable> {
  const read = await readCsv(bytes(text));
  if (isFailure(read)) throw new Error(read.reason);
  return read;
}

async function columnsOf(text: string): Promise<Record<string, unknown>> {
  const { columns } = await table(text);
  return Object.fromEntries(
    [...columns].map(([name, column]) => [
      name,
      "data" in column ? [...column.data] : `${column.code}: ${column.reason}`,
    ]),
  );
}

async function failureOf(text: string | Uint8Array): Promise<string> {
  const read = await readCsv(bytes(text));
  return isFailure(read) ? `${read.code}: ${read.reason}` : "read";
}

describe("cells", () => {
  it("become columns of numbers under the first row's names", async () => {
    expect(await columnsOf("x1,x2,y\n0,0.5,-1\n1e-3,.5,+2.\n")).toEqual({
      x1: [0, 0.001],
      x2: [0.5, 0.5],
      y: [-1, 2],
    });
  });

  it("of text become class numbers in order of first appearance", async () => {
    const { columns } = await table("s\nred\nblue\nred\ngreen\n");
    expect(columns.get("s")).toMatchObject({
      shape: [4, 1],
      classes: ["red", "blue", "green"],
    });
    expect(await columnsOf("s\nred\nblue\nred\ngreen\n")).toEqual({
      s: [0, 1, 0, 2],
    });
  });

  it("may be quoted, and have commas, quotes and line ends inside", async () => {
    const { names, rows, columns } = await table(
      '"a, b","c ""d"""\r\n"1","x\r\ny"\r\n2,"x\r\ny"\r\n',
    );
    expect(names).toEqual(["a, b", 'c "d"']);
    expect(rows).toBe(2);
    expect(columns.get('c "d"')).toMatchObject({ classes: ["x\ny"] });
  });

  it("may have space around them, quoted ones too", async () => {
    expect(await columnsOf('x , "y z"\n 1 , "2"\n')).toEqual({
      x: [1],
      "y z": [2],
    });
  });

  it("may be infinite, and have a typographic minus", async () => {
    expect(await columnsOf("x\n-inf\nInfinity\n−3\n")).toEqual({
      x: [-Infinity, Infinity, -3],
    });
  });

  it("are separated by what separates the names: comma, semicolon or tab", async () => {
    expect(await columnsOf("a;b\n1;2\n")).toEqual({ a: [1], b: [2] });
    expect(await columnsOf("a\tb\n1\t2\n")).toEqual({ a: [1], b: [2] });
    expect(await columnsOf('"a;b",c\n1,2\n')).toEqual({ "a;b": [1], c: [2] });
  });
});

describe("rows", () => {
  it("end at any line end, the last one at the end of the file", async () => {
    for (const end of ["\n", "\r\n", "\r"])
      expect(await columnsOf(["x,y", "1,2", "3,4"].join(end))).toEqual({
        x: [1, 3],
        y: [2, 4],
      });
  });

  it("may be blank, which says nothing", async () => {
    expect(await columnsOf("\n\nx,y\n\n1,2\n  \n3,4\n\n")).toEqual({
      x: [1, 3],
      y: [2, 4],
    });
  });

  it("may follow a byte order mark", async () => {
    expect(await columnsOf("\uFEFFx\n1\n")).toEqual({ x: [1] });
  });

  it("are the same wherever the file is cut into pieces", async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, row) => `${String(row)},"name ${String(row % 7)}, é\r\n""q"""`,
    );
    const { columns } = await table(`x,s\r\n${rows.join("\r\n")}\r\n`);
    const x = columns.get("x");
    const s = columns.get("s");
    if (!x || !s || !("data" in x) || !("data" in s)) throw new Error("fault");
    expect(x.data.every((value, row) => value === row)).toBe(true);
    expect(s.data.every((value, row) => value === row % 7)).toBe(true);
    expect(x.shape).toEqual([40_000, 1]);
    expect(s.classes).toHaveLength(7);
  });
});

describe("what is wrong with a column", () => {
  it("is said with the row, the line and what stands there", async () => {
    const columns = await columnsOf(
      'x,y,z,w,v\n1,"a\nb",1,2,\n\n,b,NA,1,\nred,3,5,1,\n',
    );
    expect(columns).toEqual({
      x: "mixed-column: row 3 (line 6) is the text `red`, the rows above are numbers: a column is all numbers or all text",
      y: "mixed-column: row 3 (line 6) is the number 3, the rows above are text: a column is all numbers or all text",
      z: "missing-value: row 2 (line 5) is `NA`: fill it in, or leave the row out",
      w: [2, 1, 1],
      v: "missing-value: row 1 (line 2) is empty: fill it in, or leave the row out",
    });
  });

  it("is no matter in a column of text that means what it says", async () => {
    expect(await columnsOf("country\nNA\nDE\n")).toEqual({ country: [0, 1] });
  });
});

describe("what is no table", () => {
  it("is refused with a reason", async () => {
    expect(await failureOf("")).toBe("empty-dataset: it is empty");
    expect(await failureOf("x,y\n\n")).toBe(
      "empty-dataset: it has no rows below the one that names the columns",
    );
    expect(await failureOf("x,y\n1,2\n3\n")).toBe(
      "ragged-row: row 2 (line 3) has 1 cell, the first row names 2 columns",
    );
    expect(await failureOf("x,y\n1,2\n\n3,4,5\n")).toBe(
      "ragged-row: row 2 (line 4) has 3 cells, the first row names 2 columns",
    );
    expect(await failureOf('x,y\n1,2\n"3,4\n5,6\n')).toBe(
      "invalid-file: the quotes in line 3 do not close: inside a quoted cell a quote is written twice",
    );
    expect(await failureOf('x,y\n1,"2"3\n5,6\n')).toBe(
      "invalid-file: the quotes in line 2 do not close: inside a quoted cell a quote is written twice",
    );
    expect(await failureOf(Uint8Array.of(0xff, 0xfe, 0x78, 0))).toBe(
      "invalid-file: it is not UTF-8 text",
    );
  });

  it("is not read to its end", async () => {
    const unclosed = bytes(`x\n"${"1\n".repeat(2_000_000)}`);
    expect(await readCsv(unclosed)).toMatchObject({ code: "invalid-file" });
    expect(unclosed.bytesRead).toBeLessThan(1_500_000);
    const wide = bytes(`${",".repeat(200_000)}\n`.repeat(20));
    expect(await readCsv(wide)).toMatchObject({ code: "file-too-large" });
    expect(wide.bytesRead).toBeLessThan(500_000);
  });

  it("takes no longer than a table, however its quotes are placed", async () => {
    const quotes = ['"', '" ', '""', '"a'].map((part) => part.repeat(400_000));
    for (const text of quotes)
      expect(await readCsv(bytes(`x,y\n${text}`))).toHaveProperty("reason");
  });
});

it("reads a file as people keep them", async () => {
  const read = await readCsv(fixture("iris.csv"));
  if (isFailure(read)) throw new Error(read.reason);
  expect(read.names).toEqual([
    "sepal length",
    "sepal_width",
    "species",
    "note",
  ]);
  expect(read.columns.get("species")).toMatchObject({
    classes: ["setosa", "versicolor", "virginica"],
  });
  expect(read.columns.get("note")).toMatchObject({
    classes: ["a", "quoted, with a comma", "two\nlines", 'a "quote"'],
  });
});
