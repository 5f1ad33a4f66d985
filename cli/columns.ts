/** Text in columns for a terminal. */

export type Alignment = "left" | "right";

/** Rows of cells with two spaces between columns; a line for each row. Rows may be shorter than others. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignment: readonly Alignment[] = [],
): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const padding = " ".repeat((widths[column] ?? 0) - widthOf(cell));
        return alignment[column] === "right" ? padding + cell : cell + padding;
      });
      return `  ${cells.join("  ")}`.trimEnd() + "\n";
    })
    .join("");
}

/** How many columns a text takes: combining marks take none. */
const widthOf = (text: string): number =>
  Array.from(text.replace(/\p{M}/gu, "")).length;
