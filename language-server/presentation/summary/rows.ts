/** What a network costs as rows of text, for the terminal's table and the editor's. */
import type { NetworkCost, StatementCost } from "../../analysis/cost.js";
import type { CostPart } from "../../analysis/cost-parts.js";
import { bytesPerNumber } from "../../analysis/node-cost.js";
import {
  addDimensions,
  type Dimension,
  formatDimension,
  multiplyDimensions,
} from "../../graph/dimension.js";
import { formatShape } from "../../graph/shape.js";
import { formatSymbolicBytes } from "../bytes.js";

export interface SummaryColumn {
  readonly title: string;
  readonly isNumber: boolean;
}

export interface SummaryRow {
  readonly title: string;
  /** One for each column. */
  readonly cells: readonly string[];
  /** What it is made of. */
  readonly parts: readonly SummaryRow[];
}

export interface SummaryRows {
  readonly columns: readonly SummaryColumn[];
  readonly rows: readonly SummaryRow[];
  readonly total: SummaryRow;
  /** What a run takes, each with what it is called. */
  readonly memory: readonly (readonly [what: string, size: string])[];
}

type Row = StatementCost | CostPart;

interface Column extends SummaryColumn {
  readonly cell: (row: Row) => string;
  readonly total: (cost: NetworkCost) => string;
}

const columns: readonly Column[] = [
  {
    title: "output shape",
    isNumber: false,
    cell: ({ shape }) => formatShape(shape),
    total: () => "",
  },
  number("parameters", ({ parameters }) => formatCount(parameters)),
  number("not trained", ({ notTrained }) => formatCount(notTrained)),
  number("multiply-adds", ({ multiplyAdds }) => formatCount(multiplyAdds)),
  number("memory", ({ memory }) => formatSymbolicBytes(memory)),
];

function number(
  title: string,
  cell: (cost: Row | NetworkCost) => string,
): Column {
  return { title, isNumber: true, cell, total: cell };
}

/** What is not trained is told where there is any. */
export function summaryRows(cost: NetworkCost): SummaryRows {
  const shown = columns.filter(
    ({ title }) => title !== "not trained" || cost.notTrained !== 0,
  );
  const rowOf = (row: Row): SummaryRow => ({
    title: titleOf(row),
    cells: shown.map(({ cell }) => cell(row)),
    parts: row.parts.map(rowOf),
  });
  return {
    columns: shown.map(({ title, isNumber }) => ({ title, isNumber })),
    rows: cost.statements.map(rowOf),
    total: {
      title: "total",
      cells: shown.map(({ total }) => total(cost)),
      parts: [],
    },
    memory: memoryOf(cost),
  };
}

/** The inputs with their shapes: `x [batch, 1, 28, 28]`. */
export const inputTitles = ({ inputs }: NetworkCost): string[] =>
  inputs.map(({ name, shape }) => `${name} ${formatShape(shape)}`);

const titleOf = (row: Row): string =>
  [row.name, "label" in row && row.kind !== "layer" ? row.label : undefined]
    .filter((part) => part !== undefined)
    .join(" ");

/** Parameters, values, and in training a gradient for each of them. */
function memoryOf({ parameters, memory }: NetworkCost): [string, string][] {
  const weights = multiplyDimensions(parameters, bytesPerNumber);
  const both = addDimensions(weights, memory);
  return [
    ["memory of parameters", formatSymbolicBytes(weights)],
    ["of values", formatSymbolicBytes(memory)],
    [
      "of both with gradients",
      formatSymbolicBytes(multiplyDimensions(both, 2)),
    ],
  ];
}

/** `1,234`, `3,136 * batch`. */
const formatCount = (dimension: Dimension): string =>
  typeof dimension === "number"
    ? dimension.toLocaleString("en")
    : formatDimension(dimension).replace(
        /(?<![\p{L}\p{M}\d_.])\d+/gu,
        (digits) => Number(digits).toLocaleString("en"),
      );
