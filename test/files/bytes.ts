/** Sources of bytes for tests: texts and arrays in memory, fixtures on the disk, and how much was read of them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ByteSource } from "../../language-server/files/file-system.js";

export interface CountedSource extends ByteSource {
  /** Bytes that were read. */
  bytesRead: number;
}

export function bytes(
  content: string | Uint8Array,
  size?: number,
): CountedSource {
  const data =
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    size: size ?? data.length,
    bytesRead: 0,
    read(start, length) {
      const part = data.slice(start, start + length);
      this.bytesRead += part.length;
      return Promise.resolve(part);
    },
  };
}

export const fixtures = path.resolve(import.meta.dirname, "../fixtures/data");

export const fixture = (name: string): CountedSource =>
  bytes(new Uint8Array(readFileSync(path.join(fixtures, name))));
