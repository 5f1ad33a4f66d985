/**
 * NumPy's `.npz`: a zip archive of `.npy` files, compressed or not. Only the array that is asked for is unpacked, piece
 * by piece, and no further than the size that the archive gives for it: an archive that unpacks to more is refused
 * before it fills the memory.
 */
import { Unzip, UnzipInflate, UnzipPassThrough, type UnzipFile } from "fflate";
import {
  type ByteSource,
  type FileFailure,
  isFailure,
} from "../file-system.js";
import { formatBytes, mostNumbers } from "../limits.js";
import type { FileArray } from "./array.js";
import { readNpy } from "./npy.js";

const extension = ".npy";
/** Compressed bytes unpacked at a time: deflate makes at most about a thousand times as many of them. */
const piece = 1 << 14;
const largestNumber = 8;

const bad = (reason: string): FileFailure => ({ code: "invalid-file", reason });

/** The array of this name. */
export async function readNpz(
  archive: ByteSource,
  name: string,
): Promise<FileArray | FileFailure> {
  const unpacked = await unpack(archive, `${name}${extension}`);
  if (isFailure(unpacked)) return unpacked;
  if ("bytes" in unpacked) return readNpy(inMemory(unpacked.bytes));
  const names = unpacked.names
    .filter((entry) => entry.endsWith(extension))
    .map((entry) => `\`${entry.slice(0, -extension.length)}\``);
  if (names.length === 0) return bad("there are no arrays in it");
  return {
    code: "undefined-tensor",
    reason: `it has no array \`${name}\`, only ${names.join(", ")}`,
  };
}

type Unpacked = { readonly bytes: Uint8Array } | { readonly names: string[] };

/** The bytes of a member, or the names of all members where there is none of that name. */
async function unpack(
  archive: ByteSource,
  member: string,
): Promise<Unpacked | FileFailure> {
  const names: string[] = [];
  let found: Member | FileFailure | undefined;
  const unzip = new Unzip((file) => {
    names.push(file.name);
    if (file.name === member) found ??= open(file);
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for (let start = 0; start < archive.size; start += piece) {
      const bytes = await archive.read(start, piece);
      unzip.push(bytes, start + piece >= archive.size);
      if (!found) continue;
      if (isFailure(found)) return found;
      if (found.failure) return found.failure;
      if (found.isComplete) return { bytes: found.bytes };
    }
  } catch {
    return bad("it is damaged, or no zip archive");
  }
  return found ? bad(`its array \`${member}\` is not complete`) : { names };
}

/** A member that is being unpacked. */
interface Member {
  readonly bytes: Uint8Array;
  isComplete: boolean;
  failure?: FileFailure;
}

function open(file: UnzipFile): Member | FileFailure {
  const { originalSize: size } = file;
  if (size === undefined)
    return bad(
      "it does not give the sizes of its arrays: write it again with numpy.savez",
    );
  if (size > mostNumbers * largestNumber)
    return {
      code: "file-too-large",
      reason: `its array \`${file.name}\` has ${formatBytes(size)}, at most ${formatBytes(mostNumbers * largestNumber)} are read`,
    };
  const member: Member = { bytes: new Uint8Array(size), isComplete: false };
  let done = 0;
  file.ondata = (error, bytes, isLast) => {
    // What unpacks to more than was said is not looked at further.
    if (error ?? (member.failure || done + bytes.length > size)) {
      member.failure = bad(`its array \`${file.name}\` is damaged`);
      return;
    }
    member.bytes.set(bytes, done);
    done += bytes.length;
    if (!isLast) return;
    if (done === size) member.isComplete = true;
    else member.failure = bad(`its array \`${file.name}\` is damaged`);
  };
  file.start();
  return member;
}

function inMemory(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (start, length) =>
      Promise.resolve(bytes.subarray(start, start + length)),
  };
}
