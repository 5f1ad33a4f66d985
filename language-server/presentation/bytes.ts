/** Amounts of memory at a glance, also where they depend on symbolic dimensions. */
import { type Dimension, formatDimension } from "../graph/dimension.js";

const units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"] as const;

/** `8 TB`: in powers of 1000. */
export function formatBytes(count: number): string {
  const step = Math.min(
    units.length - 1,
    Math.floor(Math.log10(Math.max(1, count)) / 3),
  );
  const size = count / 1000 ** step;
  const digits = size < 10 && step > 0 ? 1 : 0;
  return `${Number(size.toFixed(digits)).toLocaleString("en")} ${units[step] ?? ""}`;
}

/** `8.1 MB * batch + 96 bytes`: each term in its unit, what does not depend on anything last. */
export function formatSymbolicBytes(count: Dimension): string {
  if (typeof count === "number") return formatBytes(count);
  const { terms } = count;
  return [
    ...terms.filter(({ factors }) => factors.length > 0),
    ...terms.filter(({ factors }) => factors.length === 0),
  ]
    .map(({ numerator, denominator, factors }, index) => {
      const bytes = numerator / denominator;
      const sign = bytes < 0 ? "- " : index > 0 ? "+ " : "";
      const unit = { numerator: 1, denominator: 1, factors };
      return (
        sign +
        formatBytes(Math.abs(bytes)) +
        (factors.length > 0 ? ` * ${formatDimension({ terms: [unit] })}` : "")
      );
    })
    .join(" ");
}
