import { describe, expect, it } from "vitest";
import {
  type ByteSource,
  type FileFailure,
  isFailure,
} from "../../language-server/files/file-system.js";
import type { FileArray } from "../../language-server/files/formats/array.js";
import {
  readSafetensorsHeader,
  readTensor,
} from "../../language-server/files/formats/safetensors.js";
import { bytes, type CountedSource, fixture } from "./bytes.js";

async function tensor(
  source: ByteSource,
  name: string,
): Promise<FileArray | FileFailure> {
  const header = await readSafetensorsHeader(source);
  if (isFailure(header)) return header;
  const entry = header.tensors.get(name);
  if (!entry) throw new Error(`There is no tensor ${name}.`);
  return readTensor(source, entry);
}

async function shown(source: ByteSource, name: string): Promise<unknown> {
  const read = await tensor(source, name);
  return isFailure(read)
    ? `${read.code}: ${read.reason}`
    : { shape: read.shape, data: [...read.data] };
}

const weights = (): CountedSource => fixture("weights.safetensors");

describe("a tensor", () => {
  it.each([
    ["hidden.weight", [2, 3], [0.5, -1, 2, 0.25, 0, -0.125]],
    ["hidden.bias", [2], [0.1, -0.2]],
    ["half", [5], [1, -2.5, 65504, 2 ** -24, Infinity]],
    ["brain", [4], [1, -2.5, 3.140625, Infinity]],
    ["ids", [3], [0, -7, 2 ** 40]],
    ["scalar", [], [0.75]],
  ])("%s", async (name, shape, data) => {
    expect(await shown(weights(), name)).toEqual({ shape, data });
  });

  it("is all that is read, besides the header", async () => {
    const source = weights();
    const header = await readSafetensorsHeader(source);
    const afterHeader = source.bytesRead;
    if (isFailure(header)) throw new Error(header.reason);
    const entry = header.tensors.get("hidden.bias");
    if (!entry) throw new Error("no bias");
    await readTensor(source, entry);
    expect(source.bytesRead - afterHeader).toBe(16);
  });

  it("that has no float64 is refused", async () => {
    expect(await shown(weights(), "eight")).toBe(
      "invalid-file: its tensor `eight` is of type F8_E4M3: float64, float32, float16, bfloat16, integers and bool are read",
    );
    expect(await shown(weights(), "huge")).toBe(
      "invalid-file: a number in it, an int64, is beyond 2⁵³ and has no exact float64",
    );
    expect(await shown(weights(), "none")).toBe(
      "invalid-file: its tensor `none` has shape [0]: an axis has at least one element",
    );
  });
});

function file(
  header: unknown,
  {
    data = 16,
    length = undefined as bigint | undefined,
    size = undefined as number | undefined,
  } = {},
): CountedSource {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const content = new Uint8Array(8 + text.length + data);
  new DataView(content.buffer).setBigUint64(
    0,
    length ?? BigInt(text.length),
    true,
  );
  content.set(text, 8);
  return bytes(content, size);
}

const f32 = (shape: unknown, data_offsets: unknown): object => ({
  dtype: "F32",
  shape,
  data_offsets,
});

describe("a header that lies", () => {
  it.each<[string, CountedSource, RegExp]>([
    ["an empty file", bytes(""), /too short/],
    ["another kind of file", fixture("iris.csv"), /more than the file's/],
    [
      "a length beyond the file",
      file({}, { length: 2n ** 63n }),
      /more than the file's/,
    ],
    [
      "a length beyond what is read",
      file({}, { length: 900_000_000n, size: 1_000_000_000 }),
      /its header has 900 MB, at most 16 MB are read/,
    ],
    ["no JSON", file("nonsense"), /not the JSON/],
    ["a list", file([]), /not the JSON/],
    ["half an object", file('{"a": {'), /not the JSON/],
    ["a tensor that is a number", file({ a: 1 }), /no known type/],
    ["a tensor that is null", file({ a: null }), /no known type/],
    [
      "an unknown type",
      file({ a: { ...f32([4], [0, 16]), dtype: "constructor" } }),
      /no known type/,
    ],
    [
      "no shape",
      file({ a: f32(undefined, [0, 16]) }),
      /where the tensor `a` lies/,
    ],
    [
      "a negative axis",
      file({ a: f32([-4], [0, 16]) }),
      /where the tensor `a` lies/,
    ],
    ["one offset", file({ a: f32([4], [0]) }), /where the tensor `a` lies/],
    [
      "offsets beyond the file",
      file({ a: f32([2 ** 40], [0, 2 ** 42]) }),
      /bytes 0 to 4,398,046,511,104 of 16/,
    ],
    [
      "offsets the wrong way round",
      file({ a: f32([4], [16, 0]) }),
      /bytes 16 to 0 of 16/,
    ],
    [
      "a shape that the bytes do not hold",
      file({ a: f32([5], [0, 16]) }),
      /F32 of shape \[5\], is said to have 16 bytes/,
    ],
    [
      "a shape beyond counting",
      file({ a: f32([2 ** 52, 2 ** 52], [0, 16]) }),
      /is said to have 16 bytes/,
    ],
    [
      "overlapping tensors",
      file({ a: f32([4], [0, 16]), b: f32([2], [8, 16]) }),
      /`b` overlaps/,
    ],
    ["a gap", file({ a: f32([2], [8, 16]) }), /nothing describes/],
    [
      "bytes behind the last tensor",
      file({ a: f32([2], [0, 8]) }),
      /the file has/,
    ],
  ])("%s", async (_what, source, reason) => {
    const header = await readSafetensorsHeader(source);
    expect(isFailure(header) && header.reason).toMatch(reason);
    expect(source.bytesRead).toBeLessThan(1000);
  });

  it("cut at any byte is refused", async () => {
    const whole = weights();
    for (let size = 0; size < whole.size; size++) {
      const part = await whole.read(0, size);
      expect(isFailure(await readSafetensorsHeader(bytes(part)))).toBe(true);
    }
  });

  it("of a file that becomes shorter while it is read", async () => {
    const source = weights();
    const header = await readSafetensorsHeader(source);
    if (isFailure(header)) throw new Error(header.reason);
    const entry = header.tensors.get("scalar");
    if (!entry) throw new Error("no scalar");
    const shorter = bytes(new Uint8Array(20));
    expect(await readTensor(shorter, entry)).toEqual({
      code: "invalid-file",
      reason: "it ends before its data does",
    });
  });
});
