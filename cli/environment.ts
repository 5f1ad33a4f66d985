/** What the program needs of the machine that it runs on, so that tests can give it another one. */
import type { FileSystemProvider } from "langium";

export interface Environment {
  /** The text of a file, or why it cannot be read. */
  readonly readFile: (path: string) => FileText | FileFault;
  /** The address of a file, as Langium knows documents. */
  readonly addressOf: (path: string) => string;
  /** For files that a program names. */
  readonly fileSystemProvider: () => FileSystemProvider;
  /** Writes to standard output. */
  readonly write: (text: string) => void;
  /** Writes to standard error. */
  readonly writeError: (text: string) => void;
  /** Serves the editor on standard input and output until it ends the connection. */
  readonly startLanguageServer: () => Promise<void>;
}

export interface FileText {
  readonly text: string;
}

export interface FileFault {
  /** `no such file`, `it is not UTF-8`. */
  readonly fault: string;
}

export const isFault = (read: FileText | FileFault): read is FileFault =>
  "fault" in read;
