/** Text files, as a whole. */
import { type FileFailure, type FileSystem, isFailure } from "./file-system.js";
import { type NamedFile, openWithin } from "./reading-rule.js";

export const notUtf8: FileFailure = {
  code: "invalid-file",
  reason: "it is not UTF-8 text",
};

/** The text of a UTF-8 file without its byte order mark. */
export async function readText(
  named: NamedFile,
  limit: number,
  files: FileSystem,
): Promise<{ readonly text: string } | FileFailure> {
  const file = await openWithin(named, limit, files);
  if (isFailure(file)) return file;
  try {
    const bytes = await file.read(0, file.size);
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return notUtf8;
  } finally {
    await file.close();
  }
}
