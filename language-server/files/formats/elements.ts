/**
 * Numbers as files hold them, and as float64. bfloat16 is the upper half of a float32; float16 is IEEE 754 binary16:
 * a sign, five bits of exponent, ten of fraction.
 */
import { allocateNumbers } from "../numbers.js";
import type { ByteSource, FileFailure } from "../file-system.js";

interface ElementType {
  /** For people: `float32`. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly read: (
    bytes: DataView,
    offset: number,
    littleEndian: boolean,
  ) => number;
}

export const elementTypes = {
  f64: {
    name: "float64",
    size: 8,
    read: (bytes, at, little) => bytes.getFloat64(at, little),
  },
  f32: {
    name: "float32",
    size: 4,
    read: (bytes, at, little) => bytes.getFloat32(at, little),
  },
  f16: {
    name: "float16",
    size: 2,
    read: (bytes, at, little) => fromFloat16(bytes.getUint16(at, little)),
  },
  bf16: {
    name: "bfloat16",
    size: 2,
    read: (bytes, at, little) => fromBfloat16(bytes.getUint16(at, little)),
  },
  i64: {
    name: "int64",
    size: 8,
    read: (bytes, at, little) => Number(bytes.getBigInt64(at, little)),
  },
  u64: {
    name: "uint64",
    size: 8,
    read: (bytes, at, little) => Number(bytes.getBigUint64(at, little)),
  },
  i32: {
    name: "int32",
    size: 4,
    read: (bytes, at, little) => bytes.getInt32(at, little),
  },
  u32: {
    name: "uint32",
    size: 4,
    read: (bytes, at, little) => bytes.getUint32(at, little),
  },
  i16: {
    name: "int16",
    size: 2,
    read: (bytes, at, little) => bytes.getInt16(at, little),
  },
  u16: {
    name: "uint16",
    size: 2,
    read: (bytes, at, little) => bytes.getUint16(at, little),
  },
  i8: { name: "int8", size: 1, read: (bytes, at) => bytes.getInt8(at) },
  u8: { name: "uint8", size: 1, read: (bytes, at) => bytes.getUint8(at) },
  bool: { name: "bool", size: 1, read: (bytes, at) => bytes.getUint8(at) },
} as const satisfies Record<string, ElementType>;

export type ElementTypeName = keyof typeof elementTypes;

function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

function fromBfloat16(bits: number): number {
  word.setUint32(0, bits * 0x10000);
  return word.getFloat32(0);
}

/** Where numbers lie in a source, and what they are. */
export interface ElementBlock {
  readonly type: ElementTypeName;
  readonly littleEndian: boolean;
  /** In bytes. */
  readonly start: number;
  readonly count: number;
}

/** How many bytes are read and converted at a time; between two of these the server is free for others. */
const stride = 1 << 20;

/** Reads numbers as float64. Whole numbers beyond 2⁵³ have no exact float64 and are refused. */
export async function readElements(
  source: ByteSource,
  { type, littleEndian, start, count }: ElementBlock,
): Promise<Float64Array | FileFailure> {
  const { size, name, read }: ElementType = elementTypes[type];
  const isWide = type === "i64" || type === "u64";
  const numbers = allocateNumbers(count);
  const atATime = stride / size;
  for (let done = 0; done < count; done += atATime) {
    const wanted = Math.min(atATime, count - done);
    const bytes = await source.read(start + done * size, wanted * size);
    if (bytes.length < wanted * size)
      return { code: "invalid-file", reason: "it ends before its data does" };
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let index = 0; index < wanted; index++) {
      const value = read(view, index * size, littleEndian);
      if (isWide && !Number.isSafeInteger(value))
        return {
          code: "invalid-file",
          reason: `a number in it, an ${name}, is beyond 2⁵³ and has no exact float64`,
        };
      numbers[done + index] = value;
    }
  }
  return numbers;
}
