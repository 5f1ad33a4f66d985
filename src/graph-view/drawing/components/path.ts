/** Routes as SVG paths. */
import type { Point } from "../layout/geometry.js";

const cornerRadius = 6;

/** A path through the points, its corners rounded. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const parts = [`M${at(first)}`];
  for (const [index, corner] of rest.entries()) {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (!after) {
      parts.push(`L${at(corner)}`);
      continue;
    }
    const radius = Math.min(
      cornerRadius,
      distance(before, corner) / 2,
      distance(corner, after) / 2,
    );
    const start = towards(corner, before, radius);
    const end = towards(corner, after, radius);
    parts.push(`L${at(start)}Q${at(corner)} ${at(end)}`);
  }
  return parts.join("");
}

/** A path through the points, with sharp corners. */
export const straightPath = (points: readonly Point[]): string =>
  points
    .map((point, index) => `${index === 0 ? "M" : "L"}${at(point)}`)
    .join("");

/** The points up to `length` before their end. */
export function cutShort(points: readonly Point[], length: number): Point[] {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return [...points];
  const cut = Math.min(length, distance(before, last));
  return [...points.slice(0, -1), towards(last, before, cut)];
}

/** An arrow's head whose tip is the last of the points. */
export function headAt(
  points: readonly Point[],
  length: number,
  width: number,
): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) return "";
  const back = towards(tip, before, length);
  const along = distance(tip, before) || 1;
  const across = {
    x: (((tip.y - before.y) / along) * width) / 2,
    y: (((before.x - tip.x) / along) * width) / 2,
  };
  const left = { x: back.x + across.x, y: back.y + across.y };
  const right = { x: back.x - across.x, y: back.y - across.y };
  return `M${at(tip)}L${at(left)}L${at(right)}Z`;
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  const part = length / whole;
  return {
    x: from.x + (to.x - from.x) * part,
    y: from.y + (to.y - from.y) * part,
  };
}

const distance = (a: Point, b: Point): number =>
  Math.hypot(a.x - b.x, a.y - b.y);

const at = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;

/** A hundredth of a pixel is enough, and text that is compared stays the same on every machine. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
