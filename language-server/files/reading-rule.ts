/**
 * Which files may be read. A program names files relative to itself; they are read only below its root: the workspace
 * folder, or the program's own folder where it lies in none. Links are resolved before the test. Absolute paths are
 * errors.
 */
import { URI, Utils } from "vscode-uri";
import {
  type FileFailure,
  type FileSystem,
  isFailure,
  type OpenFile,
} from "./file-system.js";
import { formatBytes } from "./limits.js";

/** A file that a program names, and the folder below which it may be read. */
export interface NamedFile {
  /** Its address, links not resolved. */
  readonly uri: string;
  /** The root's address. */
  readonly root: string;
}

/** The root of a program: the innermost of the workspace's folders that holds it, otherwise its own folder. */
export function rootOf(program: string, folders: readonly string[]): string {
  const holding = folders
    .filter((folder) => isBelow(folder, program))
    .sort((a, b) => b.length - a.length);
  return holding[0] ?? Utils.dirname(URI.parse(program)).toString();
}

/** The address that a path in a program stands for, relative to the file in which it is written. */
export function addressOf(path: string, file: string): string | FileFailure {
  if (path === "" || path.includes("\0") || !path.isWellFormed())
    return { code: "invalid-path", reason: "it is not a path" };
  if (path.includes("\\"))
    return { code: "invalid-path", reason: "paths are written with `/`" };
  if (path.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(path))
    return {
      code: "absolute-path",
      reason:
        "it is not relative to this file, and a program names files relative to itself",
    };
  const base = URI.parse(file);
  if (base.scheme !== "file")
    return {
      code: "unreadable-file",
      reason:
        base.scheme === "untitled"
          ? "paths are relative to the program, which is not saved yet"
          : "files are read from the disk alone, and this program is not on it",
    };
  return Utils.joinPath(Utils.dirname(base), path).toString();
}

/** Whether a file lies in a folder or in one below it. Both addresses are as `URI` spells them. */
export function isBelow(folder: string, file: string): boolean {
  const [outer, inner] = [URI.parse(folder), URI.parse(file)];
  const prefix = outer.path.endsWith("/") ? outer.path : `${outer.path}/`;
  return (
    outer.scheme === inner.scheme &&
    outer.authority === inner.authority &&
    inner.path.startsWith(prefix)
  );
}

/** The address with links resolved of a file that may be read. It is not opened. */
export async function permit(
  { uri, root }: NamedFile,
  files: FileSystem,
): Promise<{ readonly uri: string } | FileFailure> {
  const [realRoot, real] = await Promise.all([
    files.resolve(root),
    files.resolve(uri),
  ]);
  if (isFailure(real)) return isBelow(root, uri) ? real : outside(root);
  // A root that is not on the disk holds nothing that is.
  if (isFailure(realRoot) || !isBelow(realRoot.uri, real.uri))
    return outside(root);
  return real;
}

const outside = (root: string): FileFailure => ({
  code: "outside-root",
  reason: `it lies outside the folder \`${Utils.basename(URI.parse(root)) || "/"}\`, and programs read files only below it`,
});

/** Opens a file that may be read and is not larger than `limit` bytes. */
export async function openWithin(
  named: NamedFile,
  limit: number,
  files: FileSystem,
): Promise<OpenFile | FileFailure> {
  const real = await permit(named, files);
  if (isFailure(real)) return real;
  const file = await files.open(real.uri);
  if (isFailure(file) || file.size <= limit) return file;
  await file.close();
  return {
    code: "file-too-large",
    reason: `it has ${formatBytes(file.size)}, at most ${formatBytes(limit)} of a file like this are read`,
  };
}
