/**
 * Reading files, as the rest of the product sees it: what a host has to offer (Node's disk in node-file-system.ts, later
 * a browser's client), and how it says why something cannot be read. Which files may be read at all is in
 * reading-rule.ts.
 */

import type { DiagnosticCode } from "../graph/diagnostic-codes.js";

/** Why a file, or what a program wants of it, cannot be had. */
export interface FileFailure {
  readonly code: DiagnosticCode;
  /** The rest of a sentence, without a full stop: `there is no such file`. */
  readonly reason: string;
}

export const isFailure = (result: object): result is FileFailure =>
  "reason" in result;

/** Bytes that can be read in parts. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` on, `length` of them; fewer where the source ends, or has become shorter, before. */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** A regular file that is open for reading. */
export interface OpenFile extends ByteSource {
  readonly uri: string;
  close(): Promise<void>;
}

/** Something in a folder. Links are neither files nor folders, so that no walk leaves the folder or goes in circles. */
export interface FolderItem {
  readonly name: string;
  readonly kind: "file" | "folder";
}

export interface FileSystem {
  /** The address of a file or folder with every symbolic link resolved. */
  resolve(uri: string): Promise<{ readonly uri: string } | FileFailure>;
  /**
   * A text that is another one when the file's content is; absent where there is no such file. A host that cannot tell
   * leaves this out.
   */
  stampOf?(uri: string): Promise<string | undefined>;
  /** What is in a folder, nothing where it cannot be read. A host that cannot tell leaves this out. */
  list?(uri: string): Promise<readonly FolderItem[]>;
  /** Opens a regular file. The last part of the address is no symbolic link. */
  open(uri: string): Promise<OpenFile | FileFailure>;
}

/** For where there are no files: a program that names one is told so. */
export const noFiles: FileSystem = {
  resolve: () => Promise.resolve(unavailable),
  open: () => Promise.resolve(unavailable),
};

const unavailable: FileFailure = {
  code: "unreadable-file",
  reason: "files cannot be read here",
};
