/**
 * Between an image and the matrix of its patches, so that a convolution is a matrix product: row (c, i, j) of the matrix
 * holds, for every place of the window, the element of channel c that the window's cell (i, j) covers there.
 */
import type { Window } from "./windows.js";

/** An image of `channels` × `height` × `width`, and the places of a window on it. */
export interface Geometry {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly vertical: Window;
  readonly horizontal: Window;
  readonly placesDown: number;
  readonly placesAcross: number;
}

/** Rows of the matrix of patches. */
export const patchSize = ({
  channels,
  vertical,
  horizontal,
}: Geometry): number => channels * vertical.kernel * horizontal.kernel;

/** Whether the matrix of patches is the image itself. */
export const isPointwise = ({ vertical, horizontal }: Geometry): boolean =>
  [vertical, horizontal].every(
    ({ kernel, stride, before, after }) =>
      kernel === 1 && stride === 1 && before === 0 && after === 0,
  );

/** Numbers that a matrix of patches may hold at a time: 2 MB. */
const patchLimit = 1 << 18;
let buffer = new Float64Array(0);

/**
 * Calls `visit` with strips of places, top to bottom, and a buffer for the patches of each: rows `from` to `to` of the
 * places, so that a large image never needs all its patches at once.
 */
export function visitStrips(
  geometry: Geometry,
  visit: (from: number, to: number, patches: Float64Array) => void,
): void {
  const { placesDown, placesAcross } = geometry;
  const perRow = patchSize(geometry) * placesAcross;
  const rows = Math.max(
    1,
    Math.min(placesDown, Math.floor(patchLimit / perRow)),
  );
  if (buffer.length < rows * perRow) buffer = new Float64Array(rows * perRow);
  for (let from = 0; from < placesDown; from += rows)
    visit(from, Math.min(placesDown, from + rows), buffer);
}

/** The part of an image's row that one cell of the window covers while it slides along a row of places. */
interface Overlap {
  /** The first place that covers an element, and the first behind the last. */
  readonly first: number;
  readonly end: number;
  /** The element covered at place 0, which may lie outside. */
  readonly start: number;
}

function overlap(
  { stride, before, dilation }: Window,
  cell: number,
  size: number,
  places: number,
): Overlap {
  const start = cell * dilation - before;
  const first = Math.max(0, Math.ceil(-start / stride));
  const end = Math.min(places, Math.ceil((size - start) / stride));
  return { first: Math.min(first, places), end: Math.max(first, end), start };
}

/** Fills the matrix of the patches of the places in rows `from` to `to`; the image starts at `offset`. */
export function gatherPatches(
  image: Float64Array,
  offset: number,
  geometry: Geometry,
  from: number,
  to: number,
  patches: Float64Array,
): void {
  const { placesAcross, horizontal } = geometry;
  const { stride } = horizontal;
  // Segments are short: filling them with zeros by a call of its own would take longer than all the rest.
  visitSegments(geometry, from, to, (at, source, first, end) => {
    let target = at;
    for (const start = at + first; target < start; target++)
      patches[target] = 0;
    let address = offset + source + first * stride;
    for (const covered = at + end; target < covered; target++) {
      patches[target] = image[address] ?? 0;
      address += stride;
    }
    for (const last = at + placesAcross; target < last; target++)
      patches[target] = 0;
  });
}

/** The reverse: adds every number of the matrix to the element of the image that it stands for. */
export function scatterPatches(
  patches: Float64Array,
  geometry: Geometry,
  from: number,
  to: number,
  image: Float64Array,
  offset: number,
): void {
  const { stride } = geometry.horizontal;
  visitSegments(geometry, from, to, (at, source, first, end) => {
    let address = offset + source + first * stride;
    for (let place = at + first; place < at + end; place++) {
      image[address] = (image[address] ?? 0) + (patches[place] ?? 0);
      address += stride;
    }
  });
}

/**
 * For every row of the matrix and every row of places: where it starts in the matrix, the address in the image that
 * place 0 stands for (it may lie outside), and the first place and the one behind the last that cover an element.
 */
function visitSegments(
  geometry: Geometry,
  from: number,
  to: number,
  visit: (at: number, source: number, first: number, end: number) => void,
): void {
  const { channels, height, width, vertical, horizontal } = geometry;
  const { placesAcross } = geometry;
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < vertical.kernel; i++) {
      for (let j = 0; j < horizontal.kernel; j++) {
        const cell = overlap(horizontal, j, width, placesAcross);
        for (let place = from; place < to; place++) {
          const y =
            place * vertical.stride + i * vertical.dilation - vertical.before;
          const source = (channel * height + y) * width + cell.start;
          if (y < 0 || y >= height) visit(at, source, 0, 0);
          else visit(at, source, cell.first, cell.end);
          at += placesAcross;
        }
      }
    }
  }
}
