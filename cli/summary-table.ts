/** What a network costs as text for a terminal. */
import type {
  NetworkCost,
  StatementCost,
} from "../language-server/analysis/cost.js";
import type { CostPart } from "../language-server/analysis/cost-parts.js";
import { bytesPerNumber } from "../language-server/analysis/node-cost.js";
import {
  addDimensions,
  type Dimension,
  formatDimension,
  multiplyDimensions,
} from "../language-server/graph/dimension.js";
import { formatShape } from "../language-server/graph/shape.js";
import { formatSymbolicBytes } from "../language-server/presentation/bytes.js";
import { alignColumns, type Alignment } from "./columns.js";

export function summaryTable(name: string, cost: NetworkCost): string {
  return [
    headingOf(name, cost),
    rowsOf(cost),
    "\n",
    alignColumns(memoryOf(cost)),
  ].join("");
}

/** `LeNet5  x [batch, 1, 28, 28]`. */
const headingOf = (name: string, { inputs }: NetworkCost): string =>
  [
    name,
    ...inputs.map((input) => `${input.name} ${formatShape(input.shape)}`),
  ].join("  ") + "\n";

interface Column {
  readonly title: string;
  readonly alignment: Alignment;
  readonly cell: (row: StatementCost | CostPart) => string;
  readonly total: (cost: NetworkCost) => string;
}

const columns: readonly Column[] = [
  {
    title: "output shape",
    alignment: "left",
    cell: ({ shape }) => formatShape(shape),
    total: () => "",
  },
  count("parameters", ({ parameters }) => formatCount(parameters)),
  count("not trained", ({ notTrained }) => formatCount(notTrained)),
  count("multiply-adds", ({ multiplyAdds }) => formatCount(multiplyAdds)),
  count("memory", ({ memory }) => formatSymbolicBytes(memory)),
];

function count(
  title: string,
  cell: (cost: StatementCost | CostPart | NetworkCost) => string,
): Column {
  return { title, alignment: "right", cell, total: cell };
}

/** Rows of statements, and below each, further in, those of its parts. What is not trained is told where there is any. */
function rowsOf(cost: NetworkCost): string {
  const shown = columns.filter(
    ({ title }) => title !== "not trained" || cost.notTrained !== 0,
  );
  const lines: string[][] = [["", ...shown.map(({ title }) => title)]];
  const addRows = (
    rows: readonly (StatementCost | CostPart)[],
    indent: string,
  ): void => {
    for (const row of rows) {
      const cells = shown.map(({ cell }) => cell(row));
      lines.push([indent + titleOf(row), ...cells]);
      addRows(row.parts, `${indent}  `);
    }
  };
  addRows(cost.statements, "");
  lines.push(["total", ...shown.map(({ total }) => total(cost))]);
  return alignColumns(lines, [
    "left",
    ...shown.map(({ alignment }) => alignment),
  ]);
}

const titleOf = (row: StatementCost | CostPart): string =>
  [row.name, "label" in row && row.kind !== "layer" ? row.label : undefined]
    .filter((part) => part !== undefined)
    .join(" ");

/** What a run takes: parameters, values, and in training a gradient for each of them. */
function memoryOf({ parameters, memory }: NetworkCost): string[][] {
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
