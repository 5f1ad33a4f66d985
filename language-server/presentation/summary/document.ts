/** What a network costs as a Markdown document: a table of its layers, and one below each that has layers inside. */
import type { NetworkCost } from "../../analysis/cost.js";
import { codeSpan } from "../worked-solution/markdown.js";
import {
  inputTitles,
  type SummaryColumn,
  type SummaryRow,
  summaryRows,
} from "./rows.js";

export interface SummaryOf {
  readonly network: string;
  readonly cost: NetworkCost;
  /** Whether the program has errors, so that statements may be missing. */
  readonly isPartial: boolean;
}

export function summaryDocument({
  network,
  cost,
  isPartial,
}: SummaryOf): string {
  const { columns, rows, total, memory } = summaryRows(cost);
  const inputs = inputTitles(cost).map(codeSpan).join(", ");
  const sections = [
    `# ${codeSpan(network)}`,
    ...(isPartial
      ? [
          "**The program has errors: statements with errors, and what depends on them, are not counted.**",
        ]
      : []),
    ...(inputs === "" ? [] : [`Inputs: ${inputs}`]),
    table(columns, [...rows.map(cellsOf), totalCells(total)]),
    `Memory: ${memory.map(([what, size]) => `${what.replace(/^memory /, "")} ${size}`).join(", ")}.`,
    ...rows.flatMap((row) => openedRow(row, columns)),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** Folded until somebody opens it. Lines of the table are indented as deep as they lie. */
function openedRow(
  row: SummaryRow,
  columns: readonly SummaryColumn[],
): string[] {
  if (row.parts.length === 0) return [];
  const lines: string[][] = [];
  const add = (parts: readonly SummaryRow[], depth: number): void => {
    for (const part of parts) {
      const [title = "", ...cells] = cellsOf(part);
      lines.push(["\u2003".repeat(depth) + title, ...cells]);
      add(part.parts, depth + 1);
    }
  };
  add(row.parts, 0);
  return [
    `<details><summary>Inside ${htmlText(row.title)}</summary>`,
    table(columns, lines),
    "</details>",
  ];
}

const cellsOf = ({ title, cells }: SummaryRow): string[] => [
  codeSpan(title),
  ...cells.map(plainCell),
];

const totalCells = ({ title, cells }: SummaryRow): string[] =>
  [title, ...cells.map(plainCell)].map((cell) =>
    cell === "" ? "" : `**${cell}**`,
  );

/** Counts and shapes: names of dimensions are letters, digits and `_`, and `*` stands between factors. */
const plainCell = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~&]/g, "\\$&");

const htmlText = (text: string): string =>
  text.replace(/[&<>"`*_[\]\\]/g, (each) => `&#${each.charCodeAt(0)};`);

function table(
  columns: readonly SummaryColumn[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(["layer", ...columns.map(({ title }) => title)]),
    line(["---", ...columns.map(({ isNumber }) => (isNumber ? "--:" : "---"))]),
    ...rows.map(line),
  ].join("\n");
}
