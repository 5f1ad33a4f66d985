/** Datasets whose rows stand in the program. */
import { type Cell, ColumnBuilder } from "../files/formats/table.js";
import { formatCount } from "../files/limits.js";
import type { Dataset, Row } from "../grammar/generated/ast.js";
import {
  type Columns,
  columnsOf,
  type DatasetProblem,
  faultOf,
  nameOf,
  plural,
} from "./dataset-reading.js";
import { parseNumber } from "./dense-literal.js";

/** Puts the columns into `found`; what is wrong with them. */
export function readRows(dataset: Dataset, found: Columns): DatasetProblem[] {
  const { inputs, targets, rows } = dataset;
  if (rows.length === 0) {
    return [
      {
        place: dataset,
        code: "empty-dataset",
        message: "A dataset has at least one row: `0, 1 -> 1`.",
      },
    ];
  }
  const ragged = rows.filter(
    (row) =>
      row.inputs.length !== inputs.length ||
      row.targets.length !== targets.length,
  );
  if (ragged.length > 0) {
    const expected = sides(inputs.length, targets.length);
    return ragged.map((row) => ({
      place: row,
      code: "ragged-row",
      message: `Expected ${expected} in each row as in the first line, found ${sides(row.inputs.length, row.targets.length)}.`,
    }));
  }
  const builders = columnsOf(dataset).map(() => new ColumnBuilder());
  for (const row of rows) {
    const cells = cellsOf(row);
    for (const [index, builder] of builders.entries())
      builder.add(contentOf(cells[index]));
  }
  const place = (row: number): string => `row ${formatCount(row + 1)}`;
  return columnsOf(dataset).flatMap((column, index): DatasetProblem[] => {
    const built = builders[index]?.finish(place);
    if (!built) return [];
    if ("data" in built) {
      found.set(nameOf(column.name), built);
      return [];
    }
    return [faultOf(built, column, rows[built.row] ?? column)];
  });
}

const cellsOf = ({ inputs, targets }: Row): string[] => [...inputs, ...targets];

const sides = (inputs: number, targets: number): string =>
  `${plural(inputs, "input")} and ${plural(targets, "target")}`;

/** A cell as the parser leaves it: a number as written, or a text with its quotes. */
function contentOf(cell: string | undefined): Cell {
  if (cell === undefined) return undefined;
  return cell.startsWith('"')
    ? cell.slice(1, -1).trim() || undefined
    : parseNumber(cell);
}
