/**
 * A tensor as a picture for a hover: a matrix as a heat map, and the histogram of its elements. SVG made of numbers alone.
 * The ground is transparent and the colours are of middle tone, so that it reads on light and on dark.
 */
import type { Pixels } from "../evaluation/questions.js";
import { formatShape } from "../graph/shape.js";
import { formatNumber } from "./numbers.js";

const grey = "#808080";
const positive = "#e07b29";
const negative = "#3a8ee6";
const notFinite = "#c000c0";

/** The picture's height without its legend, and the width of the histogram, in pixels. */
const height = 96;
const histogramWidth = 168;
const legend = 20;
const gap = 24;
const margin = 4;
/** How many strengths a colour has. */
const strengths = 12;

/** Markdown of the picture. @param title what it shows: `w`, `∂L/∂w` */
export function pictureMarkdown(
  title: string,
  pixels: Pixels,
  digits: number,
): string {
  const alt = `${title}: ${pictureWords(pixels, digits)}`.replace(
    /[[\]\\`*_<>!|]/g,
    "",
  );
  return `![${alt}](data:image/svg+xml;base64,${btoa(ascii(tensorPicture(pixels, digits)))})`;
}

/** What is to be seen, in words. */
function pictureWords(
  { cells, min, max, shape }: Pixels,
  digits: number,
): string {
  const kinds = cells ? "heat map and histogram" : "histogram";
  const sizes = formatShape(shape).slice(1, -1).replaceAll(", ", " × ");
  const range = Number.isFinite(min)
    ? `from ${formatNumber(min, digits)} to ${formatNumber(max, digits)}`
    : "none of them finite";
  return `${kinds} of ${sizes} elements ${range}`;
}

export function tensorPicture(pixels: Pixels, digits: number): string {
  const map = pixels.cells && heatMap(pixels, pixels.cells, digits);
  const left = map ? map.width + gap : 0;
  const width = left + histogramWidth + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + legend + margin}" font-family="sans-serif" font-size="11" fill="${grey}">`,
    ...(map
      ? [`<g transform="translate(${margin} ${margin})">`, ...map.parts, "</g>"]
      : []),
    `<g transform="translate(${left + margin} ${margin})">`,
    ...histogram(pixels, digits),
    "</g></svg>",
  ].join("");
}

interface Drawn {
  readonly parts: string[];
  readonly width: number;
}

/** Below it the scale of its colours, with zero in the middle. */
function heatMap(
  { min, max }: Pixels,
  { rows, columns, means }: NonNullable<Pixels["cells"]>,
  digits: number,
): Drawn {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  const cell = Math.max(2, Math.min(24, height / rows, 180 / columns));
  const width = Math.max(120, cell * columns);
  const byColour = new Map<string, string>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const fill = colourOf(means[row * columns + column] ?? NaN, largest);
      if (fill === undefined) continue;
      const path = byColour.get(fill) ?? "";
      byColour.set(fill, `${path}M${column} ${row}h1v1h-1z`);
    }
  }
  const scale = Number(cell.toFixed(3));
  const shown = (size: number): string => (size * cell).toFixed(1);
  return {
    width,
    parts: [
      `<g transform="scale(${scale})" shape-rendering="crispEdges">`,
      ...[...byColour].map(([fill, path]) => `<path ${fill} d="${path}"/>`),
      "</g>",
      `<rect width="${shown(columns)}" height="${shown(rows)}" fill="none" stroke="${grey}"/>`,
      ...(largest > 0 ? colourScale(largest, width, digits) : []),
    ],
  };
}

/** Attributes of a cell; nothing for one that is as good as zero. */
function colourOf(value: number, largest: number): string | undefined {
  if (!Number.isFinite(value)) return `fill="${notFinite}"`;
  const strength =
    largest > 0 ? Math.round((Math.abs(value) / largest) * strengths) : 0;
  if (strength === 0) return undefined;
  const opacity = Number((strength / strengths).toFixed(2));
  return `fill="${value < 0 ? negative : positive}" fill-opacity="${opacity}"`;
}

function colourScale(largest: number, width: number, digits: number): string[] {
  const few = Math.min(digits, 3);
  const middle = width / 2;
  const bar = (x: number, colour: string, strength: number): string =>
    `<rect x="${x.toFixed(1)}" y="${height + 2}" width="${(middle / 4).toFixed(1)}" height="4" fill="${colour}" fill-opacity="${strength}"/>`;
  const parts = [1, 2, 3, 4].flatMap((step) => [
    bar(middle + ((step - 1) * middle) / 4, positive, step / 4),
    bar(middle - (step * middle) / 4, negative, step / 4),
  ]);
  return [
    ...parts,
    text(0, "start", formatNumber(-largest, few)),
    text(middle, "middle", "0"),
    text(width, "end", formatNumber(largest, few)),
  ];
}

function histogram({ counts, min, max }: Pixels, digits: number): string[] {
  const few = Math.min(digits, 3);
  const highest = Math.max(1, ...counts);
  const width = histogramWidth / Math.max(1, counts.length);
  const bars = counts.map((count, index) => {
    if (count === 0) return "";
    const tall = Math.max(1, (count / highest) * height);
    return `<rect x="${(index * width).toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${(width - 1).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  const zero = (-min / (max - min)) * histogramWidth;
  const hasZero = min < 0 && max > 0;
  const labelled = hasZero && zero > 50 && zero < histogramWidth - 50;
  return [
    ...bars,
    `<path d="M0 ${height}h${histogramWidth}" stroke="${grey}"/>`,
    ...(hasZero
      ? [`<path d="M${zero.toFixed(1)} ${height}v5" stroke="${grey}"/>`]
      : []),
    ...(labelled ? [text(zero, "middle", "0")] : []),
    ...(Number.isFinite(min)
      ? [
          text(0, "start", formatNumber(min, few)),
          text(histogramWidth, "end", formatNumber(max, few)),
        ]
      : [text(0, "start", "nothing finite")]),
  ];
}

const text = (x: number, anchor: string, content: string): string =>
  `<text x="${x.toFixed(1)}" y="${height + 17}" text-anchor="${anchor}">${content}</text>`;

/** What is not ASCII by its number. */
const ascii = (svg: string): string =>
  svg.replace(
    /[^\x20-\x7e]/gu,
    (letter) => `&#${String(letter.codePointAt(0))};`,
  );
