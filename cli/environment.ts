/** What the program needs of the machine that it runs on, so that tests can give it another one. */
import type {
  GraphModel,
  GraphValues,
} from "../language-server/graph/graph-model.js";
import type { FileSystem } from "../language-server/files/file-system.js";

export interface Environment {
  /** The text of a file, or why it cannot be read. */
  readonly readFile: (path: string) => FileText | FileFault;
  /** Writes a file, in place of one that is there; why it cannot, where it cannot. */
  readonly writeFile: (path: string, text: string) => FileFault | undefined;
  /** Writes a file anew, whole or not at all; it keeps its permissions, and its byte order mark. */
  readonly replaceFile: (path: string, text: string) => FileFault | undefined;
  /** The address of a file. */
  readonly addressOf: (path: string) => string;
  /** The path of an address, as it is shown. */
  readonly pathOf: (address: string) => string;
  /** The address of the current folder. */
  readonly currentFolder: string;
  /** For the files that a program names. */
  readonly fileSystem: FileSystem;
  /** Writes to standard output. */
  readonly write: (text: string) => void;
  /** Writes to standard error. */
  readonly writeError: (text: string) => void;
  /** A graph as the text of an SVG file; without values, its structure alone. */
  readonly drawPicture: (
    model: GraphModel,
    values: GraphValues | undefined,
  ) => Promise<string>;
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
