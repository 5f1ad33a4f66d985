import { describe, expect, it } from "vitest";
import type { LoweredFile } from "../../language-server/graph/lowered.js";
import { Folder, lowerWith, saidOf } from "./files.js";
import {
  dimensionsOf,
  lower,
  networkOf,
  shapesOf,
  underlined,
} from "./lower.js";

const gate = `dataset gate {
  x1, x2 -> y
  0, 0 -> 0
  0, 1 -> 1
  1, 0 -> 1
  1, -1 -> 0.5
}`;

/** The numbers behind an input, as they go to the engine. */
function dataOf(lowered: LoweredFile, name = "x"): unknown {
  const { nodes, names } = networkOf({ ...lowered, text: "" }).graph;
  const input = names.find((each) => each.name === name);
  const value = nodes[nodes[input?.node ?? -1]?.operands[0] ?? -1];
  const data = value?.attributes["data"];
  return data instanceof Float64Array ? [...data] : data;
}

describe("columns of rows in the program", () => {
  it("are chosen by name, beside each other", () => {
    const lowered = lower(
      `${gate}\nnetwork N { input x = gate[x2, x1]\n input y = gate[y]\n output f = mean(x) + mean(y) }`,
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({ x: "[4, 2]", y: "[4, 1]" });
    expect(dataOf(lowered)).toEqual([0, 0, 1, 0, 0, 1, -1, 1]);
    expect(dataOf(lowered, "y")).toEqual([0, 1, 1, 0.5]);
  });

  it("are all on one side of the arrow", () => {
    const lowered = lower(
      `${gate}\nnetwork N { input x = gate.inputs\n input y = gate.targets\n output f = mean(x) + mean(y) }`,
    );
    expect(shapesOf(lowered)).toMatchObject({ x: "[4, 2]", y: "[4, 1]" });
    expect(dataOf(lowered)).toEqual([0, 0, 0, 1, 1, 0, 1, -1]);
  });

  it("bind symbolic dimensions, a single one also where one axis is declared", () => {
    const lowered = lower(
      `${gate}\nconst half = gate[y] / 2\nnetwork N {
        input x: [batch, 2] = gate.inputs
        input y: [batch] = gate[y]
        input z: [batch] = 2 * gate[x1] - 1
        input h: [batch] = half
        input first: [2] = gate[y][0:2]
        output f = mean(x) + mean(y) + mean(z) + mean(first) + mean(h) }`,
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dimensionsOf(lowered)).toEqual({ batch: 4 });
    expect(shapesOf(lowered)).toMatchObject({ y: "[batch]", first: "[2]" });
  });

  it("fit as arguments of a network in the same way", () => {
    const lowered = lower(
      `${gate}\nnetwork Inner { input a: [batch]\n input b: [batch, 2]\n output o = a + sum(b, axis: 1) }
      network N { layer e = Inner(gate[y], gate.inputs)\n output f = mean(e) }`,
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(shapesOf(lowered, "N")).toMatchObject({ "e.a": "[4]", e: "[4]" });
  });

  it("do not where they do not fit", () => {
    const lowered = lower(
      `${gate}\nnetwork N {
        input x: [3, 2] = gate.inputs
        input y: [batch] = gate[x1, x2]
        input z: [batch] = [[1], [2]]
        input w: [batch, 2] = gate[x1]
        output f = mean(x) + mean(y) + mean(z) + mean(w) }`,
    );
    expect(saidOf(lowered).map((each) => each.slice(0, 18))).toEqual(
      [9, 10, 11, 12].map((line) =>
        `${String(line)} shape-mismatch: `.slice(0, 18),
      ),
    );
  });

  it("are one array, however often they are used", () => {
    const lowered = lower(
      `${gate}\nnetwork N { input x = gate.inputs\n input y = gate[x1, x2]\n output f = mean(x) + mean(y) }\nnetwork M { input x = gate.inputs\n output f = mean(x) }`,
    );
    const arrays = lowered.networks.flatMap(({ graph }) =>
      graph.nodes.flatMap(({ attributes: { data } }) =>
        data instanceof Float64Array ? [data] : [],
      ),
    );
    expect(arrays).toHaveLength(3);
    expect(new Set(arrays).size).toBe(1);
    expect(arrays[0]?.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it("of text are class numbers; a number in quotes is a text", () => {
    const lowered = lower(
      `dataset d { x -> c, n
        1 -> "red", "5"
        2 -> "blue", "7"
        3 -> "red", "5" }
      network N { input x = d.targets\n output f = mean(x) }`,
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dataOf(lowered)).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it("may have names in quotes, and reserved words as names", () => {
    const lowered = lower(
      `dataset d { "a b", input -> loss\n 1, 2 -> 3 }
      network N { input x = d["a b", input, loss]\n output f = mean(x) }`,
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dataOf(lowered)).toEqual([1, 2, 3]);
  });
});

describe("a choice of columns", () => {
  it.each([
    ["gate[x3]", "undefined-column", "Did you mean `x1`?"],
    ["gate[0]", "undefined-column", "Columns of `gate` are chosen by name"],
    ["gate[0:2]", "undefined-column", "Columns of `gate` are chosen by name"],
    ["gate.x1", "undefined-member", "is written `gate[x1]`"],
    ["gate.rows", "undefined-member", "`gate.inputs` and `gate.targets`"],
    ["gate.T", "undefined-member", "`gate.inputs` and `gate.targets`"],
    ["gateᵀ", "not-a-value", "`gate` is a dataset"],
    ["gate", "not-a-value", "`gate` is a dataset"],
  ])("%s is an error", (expression, code, message) => {
    const lowered = lower(
      `${gate}\nnetwork N { input x = ${expression}\n output f = mean(x) }`,
    );
    const said = saidOf(lowered);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`8 ${code}: `);
    expect(said[0]).toContain(message);
  });
});

describe("rows in the program", () => {
  it.each([
    [
      "dataset d { a -> b\n 1 -> 2\n 1, 2 -> 3\n 4 -> 5 }",
      "3 ragged-row: Expected 1 input and 1 target in each row as in the first line, found 2 inputs and 1 target.",
      "1, 2 -> 3",
    ],
    [
      "dataset d { a -> b\n }",
      "1 empty-dataset: A dataset has at least one row: `0, 1 -> 1`.",
      undefined,
    ],
    [
      "dataset d { }",
      "1 invalid-dataset: A dataset begins with the names of its columns",
      undefined,
    ],
    [
      "dataset d { a, a -> b\n 1, 2 -> 3 }",
      "1 duplicate-name: The dataset already has a column named `a`.",
      "a",
    ],
    [
      'dataset d { a -> b\n 1 -> 2\n "x" -> 3 }',
      "3 mixed-column: Column `a`: row 2 is the text `x`, the rows above are numbers",
      '"x" -> 3',
    ],
    [
      'dataset d { a -> b\n "" -> 2 }',
      "2 missing-value: Column `a`: row 1 is empty",
      '"" -> 2',
    ],
  ])("%s", (text, said, place) => {
    const lowered = lower(
      `${text}\nnetwork N { input x: [batch, 1] = d[a]\n output f = mean(x) }`,
    );
    expect(saidOf(lowered)).toHaveLength(1);
    expect(saidOf(lowered)[0]).toContain(said);
    if (place !== undefined) expect(underlined(lowered)).toEqual([place]);
  });

  it("end after as many targets as there are, with or without a line end", () => {
    const lowered = lower(
      "dataset d { a, b -> c 1, 2 -> 3 4, 5 -> 6 -7, 8 -> -9 }\nnetwork N { input x = d[a, c]\n output f = mean(x) }",
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dataOf(lowered)).toEqual([1, 3, 4, 6, -7, -9]);
  });

  it("of ten thousand lines are read in a blink", () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, row) => `${String(row)}, ${String(-row)} -> ${String(row % 2)}`,
    );
    const lowered = lower(
      `dataset d { a, b -> c\n${rows.join("\n")}\n}\nnetwork N { input x = d.inputs\n output f = mean(x) }`,
    );
    expect(shapesOf(lowered)["x"]).toBe("[10000, 2]");
  });
});

const fed = (header: string, chosen: string): string =>
  `dataset d from ${header}\nnetwork N { input x = ${chosen}\n output f = mean(x) }`;

describe("a dataset from a CSV file", () => {
  it("has the columns that the program names", async () => {
    const lowered = await new Folder().lower(
      fed(
        '"iris.csv" { "sepal length", sepal_width -> species }',
        'd[species, "sepal length"]',
      ),
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dataOf(lowered)).toEqual([0, 5.1, 0, 4.9, 1, 7, 2, 6.3]);
  });

  it("while it is read is no error, and nothing is evaluated", async () => {
    const folder = new Folder();
    const text = fed('"iris.csv" { sepal_width -> species }', "d[sepal_width]");
    const atOnce = folder.lowerAtOnce(text);
    expect(saidOf(atOnce)).toEqual([
      "1 reading-file: information: Reading `iris.csv`.",
    ]);
    expect(networkOf(atOnce).graph.evaluable).toBe(false);
    expect(networkOf(await folder.lower(text)).graph.evaluable).toBe(true);
    expect(folder.opened).toEqual(["iris.csv"]);
  });

  it.each([
    [
      '"missing.csv" { x -> y }',
      "unreadable-file",
      "`missing.csv` cannot be read: there is no such file.",
    ],
    [
      '"../iris.csv" { x -> y }',
      "outside-root",
      "it lies outside the folder `work`",
    ],
    [
      '"/work/iris.csv" { x -> y }',
      "absolute-path",
      "it is not relative to this file",
    ],
    [
      '"iris.xlsx" { x -> y }',
      "invalid-path",
      "datasets are in .csv, .tsv, .npy and .npz files",
    ],
    [
      '"empty.csv" { x -> y }',
      "empty-dataset",
      "`empty.csv` cannot be read: it is empty.",
    ],
    [
      '"headed.csv" { x -> y }',
      "empty-dataset",
      "it has no rows below the one that names the columns",
    ],
    [
      '"ragged.csv" { x -> y }',
      "ragged-row",
      "row 2 (line 3) has 3 cells, the first row names 2 columns",
    ],
    [
      '"iris.csv" { sepal_length -> species }',
      "undefined-column",
      "`iris.csv` has no column named `sepal_length`. Did you mean `sepal length`? Its columns are `sepal length`, `sepal_width`, `species`, `note`.",
    ],
    [
      '"twice.csv" { x -> y }',
      "duplicate-name",
      "`twice.csv` has more than one column named `x`",
    ],
    [
      '"holes.csv" { x -> y }',
      "missing-value",
      "Column `y`: row 2 (line 3) is empty: fill it in, or leave the row out.",
    ],
    [
      '"mixed.csv" { x -> y }',
      "mixed-column",
      "Column `x`: row 3 (line 4) is the text `three`",
    ],
    [
      '"iris.csv" { species -> note\n "a" -> 1 }',
      "invalid-dataset",
      "The rows of this dataset come from `iris.csv`",
    ],
  ])("%s says so", async (header, code, message) => {
    const lowered = await lowerWith(
      {
        "empty.csv": "",
        "headed.csv": "x,y\n",
        "ragged.csv": "x,y\n1,2\n1,2,3\n",
        "twice.csv": "x,x,y\n1,2,3\n",
        "holes.csv": "x,y\n1,2\n3,\n",
        "mixed.csv": "x,y\n1,2\n2,3\nthree,4\n",
      },
      fed(header, "d.inputs").replace("input x", "input x: [batch, 1]"),
    );
    const said = saidOf(lowered);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^[12] ${code}: `));
    expect(said[0]).toContain(message);
  });

  it("that nothing is wrong with in the columns named is read", async () => {
    const lowered = await lowerWith(
      { "holes.csv": "id,x,y\n,1,2\n7,3,4\n" },
      fed('"holes.csv" { x -> y }', "d[x]"),
    );
    expect(saidOf(lowered)).toEqual([]);
  });

  it("is read relative to the file that names it, and said there", async () => {
    const folder = new Folder({
      "deep/data.nn":
        'dataset d from "d.csv" { x -> y }\ndataset e from "../iris.csv" { note -> oops }',
      "deep/d.csv": "x,y\n1,2\n",
    });
    const lowered = await folder.lower(
      'import "deep/data.nn"\nnetwork N { input x = d[x]\n input n: [batch, 1] = e[oops]\n output f = mean(x) }',
    );
    expect(saidOf(lowered)).toEqual([
      expect.stringMatching(/^1 import-has-errors: .*no column named `oops`/),
    ]);
    expect(dataOf(lowered)).toEqual([1]);
  });

  it("is lowered again when it changes, and keeps its array when it does not", async () => {
    const folder = new Folder({ "d.csv": "x,y\n1,2\n" });
    const text = fed('"d.csv" { x -> y }', "d[x, y]");
    const first = await folder.lower(text);
    const second = await folder.lower(text);
    const arrayOf = ({ networks: [network] }: LoweredFile) =>
      network?.graph.nodes[0]?.attributes["data"];
    expect(arrayOf(second)).toBe(arrayOf(first));
    folder.contents.set("d.csv", "x,y\n1,2\n3,4\n");
    folder.files.changed("file:///work/d.csv");
    await folder.files.table({
      uri: "file:///work/d.csv",
      root: "file:///work",
    }).settled;
    expect(dataOf(await folder.lower(text))).toEqual([1, 2, 3, 4]);
  });
});

describe("a dataset from NumPy's files", () => {
  it("has the columns of a matrix by number", async () => {
    const lowered = await new Folder().lower(
      fed('"matrix.npy" { "0", "2" -> "3" }', 'd["0", "3"]'),
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dataOf(lowered)).toEqual([0, 0.375, 0.5, 0.875, 1, 1.375]);
  });

  it("has the arrays of an archive by name", async () => {
    const lowered = await new Folder().lower(
      'dataset images from "images.npz" { x -> y }\nnetwork N {\n  input x: [batch, 1, 3, 3] = images[x]\n  input y: [batch] = images[y]\n  output f = mean(x) + mean(y)\n}',
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(dimensionsOf(lowered)).toEqual({ batch: 2 });
    expect(dataOf(lowered, "y")).toEqual([1, 0]);
  });

  it("may have several columns in one array", async () => {
    const lowered = await new Folder().lower(
      fed('"points.npz" { both, x1 -> y }', "d.inputs"),
    );
    expect(shapesOf(lowered)["x"]).toBe("[4, 3]");
    expect(dataOf(lowered)).toEqual([0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1]);
  });

  it.each([
    ['"points.npz" { x1 -> z }', "undefined-tensor", "it has no array `z`"],
    [
      '"points.npz" { x1 -> short }',
      "ragged-row",
      "The array `short` of `points.npz` has 2 rows, `x1` has 4.",
    ],
    [
      '"matrix.npy" { "0" -> "4" }',
      "undefined-column",
      "`matrix.npy` has no column named `4`.",
    ],
    [
      '"column-major.npy" { "0" -> "1" }',
      "invalid-file",
      "it has shape [3, 2, 2]",
    ],
    ['"scalar.npy" { "0" -> "1" }', "invalid-file", "it has shape []"],
    ['"text.npy" { "0" -> "1" }', "invalid-file", "its type is '<U1'"],
    ['"images.npz" { x, y -> y2 }', "undefined-tensor", "it has no array `y2`"],
  ])("%s says so", async (header, code, message) => {
    const lowered = await new Folder().lower(
      fed(header, "d.inputs").replace("input x", "input x: [batch, 1]"),
    );
    const said = saidOf(lowered).filter((each) => each.startsWith("1 "));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`1 ${code}: `);
    expect(said[0]).toContain(message);
  });

  it("does not put arrays beside each other that do not fit", async () => {
    const lowered = await new Folder().lower(
      fed('"images.npz" { x, y -> y }'.replace("-> y", '-> "y"'), "d.inputs"),
    );
    expect(saidOf(lowered)[0]).toContain("already has a column named `y`");
    const other = await new Folder().lower(
      fed('"images.npz" { x -> y }', "d[x, y]"),
    );
    expect(saidOf(other)).toEqual([
      "2 shape-mismatch: Columns beside each other have one shape behind their second axis, these have [2, 1, 3, 3] and [2, 1]. Choose one at a time.",
    ]);
  });
});
