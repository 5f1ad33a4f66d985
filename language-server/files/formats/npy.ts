/**
 * NumPy's `.npy`: a magic word, a version, the length of a header, the header, a Python dictionary that says the type,
 * the order and the shape, then the numbers.
 */
import {
  type ByteSource,
  type FileFailure,
  isFailure,
} from "../file-system.js";
import { formatCount, mostNumbers } from "../limits.js";
import { allocateNumbers } from "../numbers.js";
import { countOf, type FileArray } from "./array.js";
import {
  elementTypes,
  type ElementTypeName,
  readElements,
} from "./elements.js";

const magic = [0x93, ...new TextEncoder().encode("NUMPY")];
/** In front of the header: magic word, version, and the header's length in two bytes or, from version 2 on, in four. */
const longestPreamble = 12;
/** NumPy's own header is about a hundred bytes. */
const longestHeader = 10_000;

const types: ReadonlyMap<string, ElementTypeName> = new Map(
  Object.entries({
    f8: "f64",
    f4: "f32",
    f2: "f16",
    i8: "i64",
    u8: "u64",
    i4: "i32",
    u4: "u32",
    i2: "i16",
    u2: "u16",
    i1: "i8",
    u1: "u8",
    b1: "bool",
  } as const),
);

const bad = (reason: string): FileFailure => ({ code: "invalid-file", reason });

interface NpyHeader {
  readonly type: ElementTypeName;
  readonly littleEndian: boolean;
  readonly isColumnMajor: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

export async function readNpy(
  source: ByteSource,
): Promise<FileArray | FileFailure> {
  const header = await readHeader(source);
  if (isFailure(header)) return header;
  const { type, littleEndian, isColumnMajor, shape, start } = header;
  const count = countOf(shape);
  if (
    count === undefined ||
    start + count * elementTypes[type].size > source.size
  )
    return bad(
      `it is said to be ${elementTypes[type].name} of shape [${shape.join(", ")}], more than its ${formatCount(source.size)} bytes hold`,
    );
  if (count === 0)
    return bad(
      `its shape is [${shape.join(", ")}]: an axis has at least one element`,
    );
  if (count > mostNumbers)
    return {
      code: "file-too-large",
      reason: `it has ${formatCount(count)} numbers, at most ${formatCount(mostNumbers)} are read`,
    };
  const data = await readElements(source, {
    type,
    littleEndian,
    start,
    count,
  });
  if (isFailure(data)) return data;
  return { shape, data: isColumnMajor ? toRowMajor(data, shape) : data };
}

async function readHeader(
  source: ByteSource,
): Promise<NpyHeader | FileFailure> {
  const first = await source.read(0, longestPreamble);
  const view = new DataView(first.buffer, first.byteOffset, first.length);
  if (
    first.length < longestPreamble ||
    magic.some((byte, index) => first[index] !== byte)
  )
    return bad("it is not a NumPy array");
  const isLong = view.getUint8(magic.length) >= 2;
  const start = isLong ? 12 : 10;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  if (start + length > source.size || length > longestHeader)
    return bad(`its header is said to have ${formatCount(length)} bytes`);
  const text = new TextDecoder().decode(await source.read(start, length));
  return parseHeader(text, start + length);
}

/** Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`. */
function parseHeader(text: string, start: number): NpyHeader | FileFailure {
  const descriptor = /'descr':\s*('[^']*'|\[)/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const dimensions = /'shape':\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (!descriptor || !order || dimensions === undefined)
    return bad("its header does not say type, order and shape");
  const [, byteOrder, code] = /^'([<>|=])(\w+)'$/.exec(descriptor) ?? [];
  const type = types.get(code ?? "");
  if (!type)
    return bad(
      descriptor === "["
        ? "it holds records: only arrays of numbers are read"
        : `its type is ${descriptor}: only float16, float32, float64, integers and bool are read`,
    );
  return {
    type,
    littleEndian: byteOrder !== ">",
    isColumnMajor: order === "True",
    shape: (dimensions.match(/\d+/g) ?? []).map(Number),
    start,
  };
}

/** Numbers in which the first index runs fastest, in the order in which the last one does. */
function toRowMajor(
  data: Float64Array,
  shape: readonly number[],
): Float64Array {
  const result = allocateNumbers(data.length);
  const strides: number[] = [];
  let stride = 1;
  for (const size of shape) {
    strides.push(stride);
    stride *= size;
  }
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    result[to] = data[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const step = strides[axis] ?? 0;
      from += step;
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 1)) break;
      from -= step * (shape[axis] ?? 1);
      index[axis] = 0;
    }
  }
  return result;
}
