/**
 * The safetensors format: eight bytes with the length of a header, the header, a JSON object that says for each tensor
 * its type, its shape and where it lies, then the tensors' bytes without gaps. A header is believed in nothing that the
 * file can be held against, before anything is read that it speaks of.
 */
import {
  type ByteSource,
  type FileFailure,
  isFailure,
} from "../file-system.js";
import {
  formatBytes,
  formatCount,
  largestHeader,
  mostNumbers,
} from "../limits.js";
import { countOf, type FileArray } from "./array.js";
import {
  elementTypes,
  type ElementTypeName,
  readElements,
} from "./elements.js";

/** What the header says of one tensor, after its check. */
export interface TensorEntry {
  readonly name: string;
  /** As the file spells it: `BF16`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly count: number;
  /** In bytes, from the beginning of the file. */
  readonly start: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

const types: ReadonlyMap<string, ElementTypeName> = new Map(
  Object.entries({
    F64: "f64",
    F32: "f32",
    F16: "f16",
    BF16: "bf16",
    I64: "i64",
    U64: "u64",
    I32: "i32",
    U32: "u32",
    I16: "i16",
    U16: "u16",
    I8: "i8",
    U8: "u8",
    BOOL: "bool",
  } as const),
);

/** Types of the format that are not read; in bits, as a number of the smaller ones is less than a byte. */
const unreadTypes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    F8_E4M3: 8,
    F8_E5M2: 8,
    F8_E8M0: 8,
    F6_E2M3: 6,
    F6_E3M2: 6,
    F4: 4,
    C64: 64,
  }),
);

function bitsOf(dtype: string): number | undefined {
  const type = types.get(dtype);
  return type ? elementTypes[type].size * 8 : unreadTypes.get(dtype);
}

const lengthBytes = 8;

const bad = (reason: string): FileFailure => ({ code: "invalid-file", reason });

export async function readSafetensorsHeader(
  file: ByteSource,
): Promise<SafetensorsHeader | FileFailure> {
  if (file.size < lengthBytes)
    return bad("it is too short to be a safetensors file");
  const first = await file.read(0, lengthBytes);
  if (first.length < lengthBytes) return bad("it ends before its header does");
  const length = Number(
    new DataView(first.buffer, first.byteOffset).getBigUint64(0, true),
  );
  if (length > file.size - lengthBytes)
    return bad(
      `its header is said to have ${formatCount(length)} bytes, more than the file's ${formatCount(file.size)}: it is damaged or no safetensors file`,
    );
  if (length > largestHeader)
    return {
      code: "file-too-large",
      reason: `its header has ${formatBytes(length)}, at most ${formatBytes(largestHeader)} are read`,
    };
  const bytes = await file.read(lengthBytes, length);
  const header = parseHeader(bytes);
  return header === undefined
    ? bad("its header is not the JSON of a safetensors file")
    : checkHeader(header, lengthBytes + length, file.size);
}

function parseHeader(bytes: Uint8Array): object | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const header: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
    return typeof header === "object" && header !== null ? header : undefined;
  } catch {
    return undefined;
  }
}

/** What the header claims, held against the bytes that there are: ranges fit types and shapes, and tile the data. */
function checkHeader(
  header: object,
  dataStart: number,
  size: number,
): SafetensorsHeader | FileFailure {
  const entries: (TensorEntry & { readonly end: number })[] = [];
  for (const [name, value] of Object.entries(header) as [string, unknown][]) {
    if (name === "__metadata__") continue;
    const entry = checkEntry(name, value, dataStart, size);
    if (isFailure(entry)) return entry;
    entries.push(entry);
  }
  let end = dataStart;
  for (const entry of entries.toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    if (entry.start !== end)
      return bad(
        entry.start < end
          ? `its tensor \`${entry.name}\` overlaps another one`
          : `nothing describes the bytes in front of its tensor \`${entry.name}\``,
      );
    end = entry.end;
  }
  if (end !== size)
    return bad(
      `its header describes ${formatCount(end)} bytes, the file has ${formatCount(size)}`,
    );
  return {
    tensors: new Map(entries.map((entry) => [entry.name, entry])),
  };
}

function checkEntry(
  name: string,
  value: unknown,
  dataStart: number,
  size: number,
): (TensorEntry & { readonly end: number }) | FileFailure {
  const { dtype, shape, data_offsets } = Object(value) as Record<
    string,
    unknown
  >;
  const bits = typeof dtype === "string" ? bitsOf(dtype) : undefined;
  if (typeof dtype !== "string" || bits === undefined)
    return bad(`its tensor \`${name}\` is of no known type`);
  if (!isListOfWholes(shape) || !isListOfWholes(data_offsets))
    return bad(`its header does not say where the tensor \`${name}\` lies`);
  const [begin, end, ...more] = data_offsets;
  if (begin === undefined || end === undefined || more.length > 0)
    return bad(`its header does not say where the tensor \`${name}\` lies`);
  if (begin > end || dataStart + end > size)
    return bad(
      `its tensor \`${name}\` is said to lie at bytes ${formatCount(begin)} to ${formatCount(end)} of ${formatCount(size - dataStart)}`,
    );
  const count = countOf(shape);
  if (count === undefined || (count * bits) / 8 !== end - begin)
    return bad(
      `its tensor \`${name}\`, ${dtype} of shape [${shape.join(", ")}], is said to have ${formatCount(end - begin)} bytes`,
    );
  return {
    name,
    dtype,
    shape,
    count,
    start: dataStart + begin,
    end: dataStart + end,
  };
}

const isListOfWholes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) &&
  value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);

/** The numbers of one tensor; of the file nothing else is read. */
export async function readTensor(
  file: ByteSource,
  { name, dtype, shape, count, start }: TensorEntry,
): Promise<FileArray | FileFailure> {
  const type = types.get(dtype);
  if (!type)
    return bad(
      `its tensor \`${name}\` is of type ${dtype}: float64, float32, float16, bfloat16, integers and bool are read`,
    );
  if (count === 0)
    return bad(
      `its tensor \`${name}\` has shape [${shape.join(", ")}]: an axis has at least one element`,
    );
  if (count > mostNumbers)
    return {
      code: "file-too-large",
      reason: `its tensor \`${name}\` has ${formatCount(count)} numbers, at most ${formatCount(mostNumbers)} are read`,
    };
  const data = await readElements(file, {
    type,
    littleEndian: true,
    start,
    count,
  });
  return isFailure(data) ? data : { shape, data };
}
