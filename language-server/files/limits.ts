/** How much is read: checked before reading, said in the message, listed in the reference. In bytes, but for the last. */

const megabyte = 1e6;

/** A `.nn` file that is imported. */
export const largestProgram = 16 * megabyte;
/** A CSV file. */
export const largestCsv = 64 * megabyte;
/** A `.npz` archive, which is read as a whole. */
export const largestArchive = 256 * megabyte;
/** The header of a safetensors file. */
export const largestHeader = 16 * megabyte;
/** Numbers in one array or tensor, or in all columns of one file: 512 MB as float64. */
export const mostNumbers = 2 ** 26;
/** What all files together may hold that open programs use. */
export const mostHeld = 2_000 * megabyte;

/** `64 MB`, `1.2 GB`, `812 bytes`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} bytes`;
  const [size, unit] =
    bytes < megabyte
      ? [bytes / 1000, "KB"]
      : bytes < 1000 * megabyte
        ? [bytes / megabyte, "MB"]
        : [bytes / (1000 * megabyte), "GB"];
  return `${String(Number(size.toPrecision(3)))} ${unit}`;
}

export const formatCount = (count: number): string =>
  count.toLocaleString("en");
