/** Datasets whose rows are in a file: CSV, or NumPy arrays. */
import type { AstNode } from "langium";
import type { FileEntry } from "../files/file-entry.js";
import type { FileRequests } from "../files/file-requests.js";
import type { FileFailure } from "../files/file-system.js";
import { asColumn, columnOf } from "../files/formats/columns.js";
import { formatCount } from "../files/limits.js";
import { addressOf } from "../files/reading-rule.js";
import type { SourceRange } from "../graph/graph.js";
import type { Column, Dataset } from "../grammar/generated/ast.js";
import type { SourceUnit } from "./context.js";
import {
  type Columns,
  columnsOf,
  type DatasetProblem,
  faultOf,
  nameOf,
  plural,
} from "./dataset-reading.js";
import { nearestName } from "./nearest-name.js";
import { sourceOfPath } from "./source.js";

/** Puts the columns into `found` as far as the file has been read; what is wrong with them. */
export function readFile(
  dataset: Dataset,
  path: string,
  unit: SourceUnit,
  requests: FileRequests,
  found: Columns,
): DatasetProblem[] {
  const place = sourceOfPath(dataset, unit.file);
  const uri = addressOf(path, unit.uri);
  if (typeof uri !== "string") return [unreadable(path, place, uri)];
  const extension = /\.[a-z0-9]+$/i.exec(path)?.[0].toLowerCase();
  switch (extension) {
    case ".csv":
    case ".tsv":
      return readTable(dataset, path, place, requests.table(uri), found);
    case ".npy":
      return readMatrix(dataset, path, place, requests.array(uri), found);
    case ".npz":
      return readArchive(dataset, path, uri, place, requests, found);
    default:
      return [
        unreadable(path, place, {
          code: "invalid-path",
          reason: "datasets are in .csv, .tsv, .npy and .npz files",
        }),
      ];
  }
}

const unreadable = (
  path: string,
  place: AstNode | SourceRange,
  { code, reason }: FileFailure,
): DatasetProblem => ({
  place,
  code,
  message: `\`${path}\` cannot be read: ${reason}.`,
});

/** The content, or what is to be said instead. */
function contentOrProblem<Content>(
  entry: FileEntry<Content>,
  path: string,
  place: AstNode | SourceRange,
): { readonly content: Content } | { readonly problem: DatasetProblem } {
  const { state } = entry;
  if (state.kind === "loaded") return { content: state.content };
  return {
    problem:
      state.kind === "failed"
        ? unreadable(path, place, state.failure)
        : {
            place,
            code: "reading-file",
            message: `Reading \`${path}\`.`,
            severity: "information",
          },
  };
}

function readTable(
  dataset: Dataset,
  path: string,
  place: SourceRange,
  entry: ReturnType<FileRequests["table"]>,
  found: Columns,
): DatasetProblem[] {
  const read = contentOrProblem(entry, path, place);
  if ("problem" in read) return [read.problem];
  const { names, columns } = read.content;
  return columnsOf(dataset).flatMap((column): DatasetProblem[] => {
    const name = nameOf(column.name);
    const content = columns.get(name);
    if (!content) return [noColumn(column, path, names)];
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      return [
        {
          place: column,
          code: "duplicate-name",
          message: `\`${path}\` has more than one column named \`${name}\`: give them different names in its first row.`,
        },
      ];
    }
    if (!("data" in content)) return [faultOf(content, column, column)];
    found.set(name, content);
    return [];
  });
}

const mostListed = 12;

function noColumn(
  column: Column,
  path: string,
  names: readonly string[],
): DatasetProblem {
  const wanted = nameOf(column.name);
  const nearest = nearestName(wanted, names);
  const listed = names.slice(0, mostListed).map((each) => `\`${each}\``);
  if (names.length > mostListed) listed.push("…");
  return {
    place: column,
    code: "undefined-column",
    message: `\`${path}\` has no column named \`${wanted}\`.${nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`} Its columns are ${listed.join(", ")}.`,
    ...(nearest !== undefined && { data: { nearest } }),
  };
}

/** The columns of a matrix have no names: they are counted, `"0"`, `"1"`, …. */
function readMatrix(
  dataset: Dataset,
  path: string,
  place: SourceRange,
  entry: ReturnType<FileRequests["array"]>,
  found: Columns,
): DatasetProblem[] {
  const read = contentOrProblem(entry, path, place);
  if ("problem" in read) return [read.problem];
  const { shape, data } = asColumn(read.content);
  const [, width = 0, ...behind] = shape;
  if (shape.length < 2 || behind.length > 0) {
    return [
      unreadable(path, place, {
        code: "invalid-file",
        reason: `it has shape [${shape.join(", ")}], and a dataset is made of rows and columns. Arrays of more axes are columns of an .npz file`,
      }),
    ];
  }
  const names = Array.from({ length: width }, (_, index) => String(index));
  return columnsOf(dataset).flatMap((column): DatasetProblem[] => {
    const index = names.indexOf(nameOf(column.name));
    if (index < 0) return [noColumn(column, path, names)];
    found.set(nameOf(column.name), columnOf({ shape, data }, index));
    return [];
  });
}

/** Each array of an archive is a column, or several; its first axis are the rows. */
function readArchive(
  dataset: Dataset,
  path: string,
  uri: string,
  place: SourceRange,
  requests: FileRequests,
  found: Columns,
): DatasetProblem[] {
  let first: { readonly name: string; readonly rows: number } | undefined;
  const problems: DatasetProblem[] = [];
  for (const column of columnsOf(dataset)) {
    const name = nameOf(column.name);
    const read = contentOrProblem(requests.array(uri, name), path, column);
    if ("problem" in read) {
      const isOfFile = read.problem.code !== "undefined-tensor";
      problems.push(isOfFile ? { ...read.problem, place } : read.problem);
      if (isOfFile) return problems;
      continue;
    }
    const array = asColumn(read.content);
    const [rows] = array.shape;
    if (rows === undefined) {
      problems.push({
        place: column,
        code: "invalid-file",
        message: `The array \`${name}\` of \`${path}\` is one number: a column has rows.`,
      });
      continue;
    }
    first ??= { name, rows };
    if (rows === first.rows) found.set(name, array);
    else
      problems.push({
        place: column,
        code: "ragged-row",
        message: `The array \`${name}\` of \`${path}\` has ${plural(rows, "row")}, \`${first.name}\` has ${formatCount(first.rows)}.`,
      });
  }
  return problems;
}
