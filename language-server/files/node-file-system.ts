/** Files on the disk, through Node. */
import { constants } from "node:fs";
import {
  type FileHandle,
  open,
  readdir,
  realpath,
  stat,
} from "node:fs/promises";
import { URI } from "vscode-uri";
import type {
  FileFailure,
  FileSystem,
  FolderItem,
  OpenFile,
} from "./file-system.js";

export const nodeFileSystem: FileSystem = {
  async resolve(uri) {
    try {
      const path = await realpath(pathOf(uri));
      return { uri: URI.file(path).toString() };
    } catch (error) {
      return failureOf(error);
    }
  },

  async stampOf(uri) {
    try {
      const { mtimeMs, size, ino } = await stat(pathOf(uri));
      return [mtimeMs, size, ino].join();
    } catch {
      return undefined;
    }
  },

  async list(uri) {
    try {
      const entries = await readdir(pathOf(uri), { withFileTypes: true });
      return entries.flatMap((entry): FolderItem[] => {
        const { name } = entry;
        if (entry.isFile()) return [{ name, kind: "file" }];
        return entry.isDirectory() ? [{ name, kind: "folder" }] : [];
      });
    } catch {
      return [];
    }
  },

  async open(uri) {
    let handle: FileHandle | undefined;
    try {
      handle = await open(pathOf(uri), openFlags);
      const stats = await handle.stat();
      if (stats.isFile()) return openFile(uri, handle, stats.size);
      await handle.close();
      return {
        code: "unreadable-file",
        reason: stats.isDirectory()
          ? "it is a folder"
          : "it is not a regular file",
      };
    } catch (error) {
      await handle?.close();
      return failureOf(error);
    }
  },
};

/** A pipe must not hold up the server until somebody writes to it, and a link must not lead elsewhere after all. */
const openFlags =
  constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

const pathOf = (uri: string): string => URI.parse(uri).fsPath;

function openFile(uri: string, handle: FileHandle, size: number): OpenFile {
  return {
    uri,
    size,
    async read(start, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(
          bytes,
          done,
          bytes.length - done,
          start + done,
        );
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    close: () => handle.close(),
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "reading it is not allowed",
  EPERM: "reading it is not allowed",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  ENXIO: "it is not a regular file",
  EMFILE: "too many files are open",
};

function failureOf(error: unknown): FileFailure {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return { code: "unreadable-file", reason: reasons[code] ?? message };
}
