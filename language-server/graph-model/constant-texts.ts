/** How numbers of the program read in the picture: as they are written, where that is short. */
import type { GraphNode } from "../graph/graph.js";
import { formatNumber } from "../presentation/numbers.js";
import type { TextAt } from "../presentation/node-labels.js";
import {
  readableSource,
  shortened,
  withoutParentheses,
} from "../presentation/source-text.js";
import { formatShape } from "../graph/shape.js";
import { formatElements } from "../presentation/elements.js";
import { isBound } from "../graph/shape.js";

/** The longest number or name that is written into an operation. */
const longestLiteral = 8;
/** The longest text in a node of its own. */
const longestConstant = 12;
/** More digits than this are no reading matter. */
const digits = 4;

/** Whether a layer or function has put the number there itself: it stands at the place of what uses it. */
export const isInserted = (constant: GraphNode, consumer: GraphNode): boolean =>
  constant.source.file === consumer.source.file &&
  constant.source.start === consumer.source.start &&
  constant.source.end === consumer.source.end;

export class ConstantTexts {
  constructor(private readonly textAt: TextAt) {}

  /** A scalar as it is written into `consumer`; absent where it is none, or too long for that. */
  short(constant: GraphNode, consumer: GraphNode): string | undefined {
    if (constant.shape.length > 0) return undefined;
    if (!isInserted(constant, consumer)) {
      const written = this.written(constant);
      if (written !== undefined && written.length <= longestLiteral)
        return written;
    }
    const { operation, attributes } = constant;
    const { data } = attributes;
    return operation === "constant" && typeof data === "number"
      ? formatNumber(data, digits)
      : undefined;
  }

  /** What stands in a node of its own: the number, the elements of a short vector, otherwise the text or the shape. */
  symbol(constant: GraphNode): string {
    const written = this.written(constant);
    if (written !== undefined && written.length <= longestConstant)
      return written;
    const { shape, attributes } = constant;
    const { data } = attributes;
    if (typeof data === "number" && shape.length === 0)
      return formatNumber(data, digits);
    if (data instanceof Float64Array && isBound(shape)) {
      const elements = formatElements(
        data.subarray(0, longestConstant),
        shape,
        (value) => formatNumber(value, digits),
      );
      return elements.length <= longestConstant ? elements : formatShape(shape);
    }
    return shape.length > 0
      ? formatShape(shape)
      : shortened(written ?? constant.operation, longestConstant);
  }

  private written({ source }: GraphNode): string | undefined {
    const { start, end } = source;
    // Nothing that is read at a glance is that long, and a table of numbers is long to read.
    if (end - start > 200) return undefined;
    const text = this.textAt(source);
    if (text === undefined) return undefined;
    const plain = withoutParentheses(readableSource(text));
    return plain === "" ? undefined : plain.replace(/(\d)_(?=\d)/g, "$1");
  }
}
