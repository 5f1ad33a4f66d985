/**
 * What an item looks like, as data: the outline, its size, and the lines of text in and around it. Depends on the
 * structure alone, never on values, so that an evaluation moves nothing. The layout takes sizes from here, the
 * components everything.
 */
import type { ModelGroup } from "../../../../language-server/graph/graph-model.js";
import { shortened } from "../text/printable.js";
import { textWidth } from "../text/text-width.js";
import type { NodeItem, VisibleItem } from "../visible/visible-graph.js";
import { letters, type TextRole } from "./letters.js";
import { neuronsSize } from "./neurons.js";
import { numberRoom } from "./wire-label.js";

/** A rectangle whose corners are rounded by `radius`; half the height makes a circle or a pill. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  /** Lines in the outline, from top to bottom; of a frame, its title. */
  readonly lines: readonly TextLine[];
  /** A line above the outline: the name of an operation. */
  readonly above?: TextLine;
  /** A line below it: the shape. */
  readonly below?: TextLine;
  /** As long as the sum of the gradients of several uses may be, for which there is room below. */
  readonly sum?: TextLine;
}

export interface TextLine {
  readonly text: string;
  readonly role: TextRole;
}

/** From one line's top to the next. */
export const lineHeight = (role: TextRole): number =>
  Math.ceil(letters[role].size * 1.4);

export const lineWidth = ({ text, role }: TextLine): number =>
  textWidth(text, letters[role].font, letters[role].size);

/** Longer text is cut in the middle; tooltips have all of it. */
const longestName = 24;
const longestTitle = 30;
const longestDetail = 40;
const longestShape = 28;

/** Between an outline and the lines above and below it: the halo of what is selected has room there. */
export const captionDistance = 6;

const gateSize = 40;
/** A symbol of so many letters fits into a circle. */
const longestSymbol = 2;
const pillHeight = 28;
const boxPadding = 12;
/** From one wire's end to the next at the same side. */
export const portDistance = 13;

/** How many wires end and begin at an item. */
export interface WireCounts {
  readonly arriving: number;
  /** Those that begin at different places. */
  readonly leaving: number;
}

export function figureOf(item: VisibleItem, wires: WireCounts): Figure {
  const figure = bareFigure(item);
  const ports = Math.max(wires.arriving, wires.leaving);
  const height = Math.max(figure.height, (ports + 1) * portDistance);
  return { ...figure, height };
}

function bareFigure(item: VisibleItem): Figure {
  switch (item.kind) {
    case "node":
      return nodeFigure(item);
    case "terminal":
    case "tag":
      return pill([
        line("name", item.node.name ?? item.node.label, longestName),
      ]);
    case "box":
      return boxFigure(item);
    case "frame":
      return { ...boxFigure(item), lines: titleLines(item.group) };
    case "neurons":
      return {
        ...neuronsSize(item.dense),
        lines: titleLines(item.group),
        radius: 8,
      };
  }
}

function nodeFigure({ node, uses }: NodeItem): Figure {
  const { kind, name, symbol, shape, room = numberRoom } = node;
  const around = {
    ...(shape !== "" && { below: line("shape", shape, longestShape) }),
    ...(uses.length > 1 && { sum: sumLine("0".repeat(room)) }),
  };
  switch (kind) {
    case "input":
    case "parameter":
      return {
        ...pill([line("name", name ?? symbol, longestName)]),
        ...(kind === "parameter" && { radius: 4 }),
        ...around,
      };
    case "constant":
      return { ...pill([line("name", symbol, longestName)]), ...around };
    case "operation":
    case "output":
    case "objective":
      return {
        ...gate(symbol),
        ...(name !== undefined &&
          kind === "operation" && { above: line("name", name, longestName) }),
        ...around,
      };
  }
}

function gate(symbol: string): Figure {
  if (Array.from(symbol).length <= longestSymbol)
    return {
      width: gateSize,
      height: gateSize,
      radius: gateSize / 2,
      lines: [{ text: shortened(symbol, longestSymbol), role: "symbol" }],
    };
  return { ...pill([line("name", symbol, longestName)]), radius: 10 };
}

function pill(lines: readonly TextLine[]): Figure {
  return {
    width: Math.max(pillHeight, widest(lines) + 2 * 10),
    height: pillHeight,
    radius: pillHeight / 2,
    lines,
  };
}

function boxFigure({
  group,
}: Extract<VisibleItem, { kind: "box" | "frame" }>): Figure {
  const { shape, parameterCount } = group;
  const lines = titleLines(group);
  if (shape !== undefined && shape !== "")
    lines.push(line("shape", shape, longestShape));
  if (parameterCount !== undefined && parameterCount > 0)
    lines.push(line("detail", parametersText(parameterCount), longestDetail));
  return {
    width: Math.ceil(widest(lines) + 2 * boxPadding),
    height: totalHeight(lines) + 2 * boxPadding,
    radius: 8,
    lines,
  };
}

/** What it is called and what it does; how often it is repeated stands in one of the two. */
function titleLines({ label, detail = "", count }: ModelGroup): TextLine[] {
  // A call's detail is its arguments.
  if (detail.startsWith("("))
    return [line("title", `${label}${detail}`, longestDetail)];
  const times = count === undefined ? "" : ` × ${count}`;
  const title = detail.includes(times) ? label : `${label}${times}`;
  return [
    line("title", title, longestTitle),
    ...(detail !== "" && detail !== label
      ? [line("detail", detail, longestDetail)]
      : []),
  ];
}

/** What comes back on several wires together. */
export const sumLine = (gradient: string): TextLine => ({
  text: `Σ ${gradient}`,
  role: "value",
});

export const parametersText = (count: number): string =>
  count === 1 ? "1 parameter" : `${count.toLocaleString("en")} parameters`;

const line = (role: TextRole, text: string, cells: number): TextLine => ({
  text: shortened(text, cells),
  role,
});

const widest = (lines: readonly TextLine[]): number =>
  Math.max(...lines.map(lineWidth));

export const totalHeight = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, { role }) => sum + lineHeight(role), 0);
