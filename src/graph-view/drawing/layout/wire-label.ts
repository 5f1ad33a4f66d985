/**
 * The box on every wire that has room for a value above it and a gradient below. Always of the same size, so that the
 * layout keeps its place whatever the numbers are.
 */

/** In cells of the label's letters; what is longer is cut. */
export const longestWireText = 11;

/** In pixels. Eleven letters of 11 pixels, on two lines with the wire between them. */
export const wireLabelSize = { width: 76, height: 34 } as const;
