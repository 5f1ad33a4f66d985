import { Zip, ZipDeflate, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import {
  type FileFailure,
  isFailure,
} from "../../language-server/files/file-system.js";
import type { FileArray } from "../../language-server/files/formats/array.js";
import { readNpy } from "../../language-server/files/formats/npy.js";
import { readNpz } from "../../language-server/files/formats/npz.js";
import { bytes, fixture } from "./bytes.js";

const shown = (read: FileArray | FileFailure): unknown =>
  isFailure(read)
    ? `${read.code}: ${read.reason}`
    : { shape: read.shape, data: [...read.data] };

const eighths = Array.from({ length: 12 }, (_, index) => index / 8);

describe(".npy", () => {
  it.each([
    ["matrix.npy", [3, 4], eighths],
    ["column-major.npy", [3, 2, 2], eighths],
    ["big-endian.npy", [3], [1, -2, 300]],
    ["scalar.npy", [], [0.5]],
    ["float16.npy", [4], [0, 1, 2, 7]],
    ["float32.npy", [4], [0, 1, 2, 7]],
    ["int64.npy", [4], [0, 1, 2, 7]],
    ["uint8.npy", [4], [0, 1, 2, 7]],
    ["bool.npy", [4], [0, 1, 1, 1]],
  ])("%s", async (name, shape, data) => {
    expect(shown(await readNpy(fixture(name)))).toEqual({ shape, data });
  });

  it("of other things is refused", async () => {
    expect(shown(await readNpy(fixture("text.npy")))).toBe(
      "invalid-file: its type is '<U1': only float16, float32, float64, integers and bool are read",
    );
    expect(shown(await readNpy(fixture("empty.npy")))).toBe(
      "invalid-file: its shape is [0, 3]: an axis has at least one element",
    );
    expect(shown(await readNpy(fixture("iris.csv")))).toBe(
      "invalid-file: it is not a NumPy array",
    );
    expect(shown(await readNpy(bytes("")))).toBe(
      "invalid-file: it is not a NumPy array",
    );
  });

  it.each([
    ["1000000000000, 8", "more than its 89 bytes hold"],
    ["99999999999999999999", "more than its 89 bytes hold"],
    ["4", "more than its 89 bytes hold"],
  ])("whose header claims shape (%s) is refused", async (shape, reason) => {
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape}), }`;
    const source = npy(header, 89);
    expect(shown(await readNpy(source))).toContain(reason);
  });

  it("with records or a header of nonsense is refused", async () => {
    expect(
      shown(
        await readNpy(
          npy(
            "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }",
          ),
        ),
      ),
    ).toBe("invalid-file: it holds records: only arrays of numbers are read");
    expect(shown(await readNpy(npy("nonsense")))).toBe(
      "invalid-file: its header does not say type, order and shape",
    );
  });

  it("cut at any byte is refused", async () => {
    const whole = fixture("matrix.npy");
    for (let size = 0; size < whole.size; size++) {
      const part = await whole.read(0, size);
      expect(isFailure(await readNpy(bytes(part)))).toBe(true);
    }
  });
});

function npy(header: string, size = 200): ReturnType<typeof bytes> {
  const text = new TextEncoder().encode(header);
  const content = new Uint8Array(size);
  content.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0]);
  content.set(text.subarray(0, size - 10), 10);
  return bytes(content);
}

describe(".npz", () => {
  it("gives the array of a name", async () => {
    const { shape } = (await readNpz(fixture("images.npz"), "x")) as FileArray;
    expect(shape).toEqual([2, 1, 3, 3]);
    expect(shown(await readNpz(fixture("points.npz"), "y"))).toEqual({
      shape: [4],
      data: [0, 1, 1, 0],
    });
  });

  it("says which arrays there are", async () => {
    expect(shown(await readNpz(fixture("images.npz"), "z"))).toBe(
      "undefined-tensor: it has no array `z`, only `x`, `y`",
    );
  });

  it("that is none is refused", async () => {
    expect(shown(await readNpz(fixture("iris.csv"), "x"))).toMatch(
      /^invalid-file: /,
    );
    expect(shown(await readNpz(bytes(""), "x"))).toMatch(/^invalid-file: /);
    const empty = bytes(zipSync({ "readme.txt": Uint8Array.of(1) }));
    expect(shown(await readNpz(empty, "x"))).toBe(
      "invalid-file: there are no arrays in it",
    );
  });

  it("cut at any byte gives no array", async () => {
    const whole = fixture("points.npz");
    for (let size = 0; size < whole.size - 400; size += 7) {
      const part = await whole.read(0, size);
      expect(isFailure(await readNpz(bytes(part), "short"))).toBe(true);
    }
  });

  it("that unpacks to more than it says is stopped", async () => {
    const bomb = zipSync({ "x.npy": new Uint8Array(60_000_000) });
    // The uncompressed size, in the local header: 1000 bytes instead of 60 million.
    new DataView(bomb.buffer).setUint32(22, 1000, true);
    const source = bytes(bomb);
    expect(shown(await readNpz(source, "x"))).toBe(
      "invalid-file: its array `x.npy` is damaged",
    );
    expect(source.bytesRead).toBeLessThan(bomb.length / 2);
  });

  it("of too many numbers is refused before it is unpacked", async () => {
    const large = zipSync({ "x.npy": new Uint8Array(10) });
    new DataView(large.buffer).setUint32(22, 4_000_000_000, true);
    expect(shown(await readNpz(bytes(large), "x"))).toBe(
      "file-too-large: its array `x.npy` has 4 GB, at most 537 MB are read",
    );
  });

  it("without sizes is refused", async () => {
    const parts: Uint8Array[] = [];
    const zip = new Zip((_error, part) => parts.push(part));
    const member = new ZipDeflate("x.npy");
    zip.add(member);
    member.push(new Uint8Array(100), true);
    zip.end();
    const streamed = Uint8Array.from(parts.flatMap((part) => [...part]));
    expect(shown(await readNpz(bytes(streamed), "x"))).toBe(
      "invalid-file: it does not give the sizes of its arrays: write it again with numpy.savez",
    );
  });
});
