// A number one unit of its last written digit up or down, exactly: its digits are counted, nothing is rounded.
import type { WrittenNumber } from "./numbers.js";

export type Direction = 1 | -1;

/** `0.050` → `0.051`, `-1` → `0`, `1e-3` → `2e-3`, `9.9` → `10.0`, `0` → `-1` downwards; `.5` and `1_000` keep their style. */
export function nudged(
  { sign, digits }: Pick<WrittenNumber, "sign" | "digits">,
  direction: Direction,
): string {
  const [mantissa = "", exponent = ""] = digits.split(/(?=[eE])/);
  const size = BigInt(mantissa.replace(/[._]/g, ""));
  const value = (sign === "" ? size : -size) + BigInt(direction);
  const isNegative = value < 0n;
  const written = likeBefore(mantissa, String(isNegative ? -value : value));
  return (isNegative ? sign || "-" : "") + written + exponent;
}

/** Digits in the places of those before, counted from the end, with point and `_` where they were. */
function likeBefore(before: string, digits: string): string {
  const places = before.replace(/[._]/g, "").length;
  const padded = digits.padStart(places, "0");
  const more = padded.slice(0, padded.length - places);
  let next = more.length;
  const overlaid = before.replace(/[0-9]/g, () => padded[next++] ?? "");
  if (more !== "") return more + separatorBehind(more, before) + overlaid;
  // `10` → `9`, but `0.5` and `007` keep the zeros that they are written with.
  return /^0_?[0-9]/.test(before)
    ? overlaid
    : overlaid.replace(/^[0_]+(?=[0-9])/, "");
}

/** `999_999` → `1_000_000`: a new group begins where the first one was as long as the others. */
function separatorBehind(more: string, before: string): string {
  const [first = "", second] = before.replace(/\..*/, "").split("_");
  return more.length > 0 &&
    second !== undefined &&
    first.length >= second.length
    ? "_"
    : "";
}
