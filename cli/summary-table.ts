/** What a network costs as text for a terminal. */
import type { NetworkCost } from "../language-server/analysis/cost.js";
import {
  inputTitles,
  type SummaryRow,
  summaryRows,
} from "../language-server/presentation/summary/rows.js";
import { alignColumns } from "./columns.js";

export function summaryTable(name: string, cost: NetworkCost): string {
  const { columns, rows, total, memory } = summaryRows(cost);
  const lines: string[][] = [["", ...columns.map(({ title }) => title)]];
  const add = (row: SummaryRow, indent: string): void => {
    lines.push([indent + row.title, ...row.cells]);
    for (const part of row.parts) add(part, `${indent}  `);
  };
  for (const row of [...rows, total]) add(row, "");
  const table = alignColumns(lines, [
    "left",
    ...columns.map(({ isNumber }) => (isNumber ? "right" : "left")),
  ]);
  // `LeNet5  x [batch, 1, 28, 28]`
  const heading = [name, ...inputTitles(cost)].join("  ");
  return [
    `${heading}\n`,
    table,
    "\n",
    alignColumns(memory.map((line) => [...line])),
  ].join("");
}
