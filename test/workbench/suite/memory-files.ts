// Files in memory, as a virtual workspace has them: VS Code reads and writes them, and no disk knows of them.
import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from "vscode";

const scheme = "memfs";

export const memoryUri = (name: string): Uri => Uri.parse(`${scheme}:/${name}`);

/** Provides the files until it is disposed. */
export function provideFiles(texts: Record<string, string>): Disposable {
  const files = new Map(
    Object.entries(texts).map(([name, text]) => [
      `/${name}`,
      new TextEncoder().encode(text),
    ]),
  );
  const changed = new EventEmitter<FileChangeEvent[]>();
  const read = (uri: Uri): Uint8Array<ArrayBuffer> => {
    const bytes = files.get(uri.path);
    if (!bytes) throw FileSystemError.FileNotFound(uri);
    return bytes;
  };
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  const provider: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => ({ dispose: () => undefined }),
    stat: (uri) =>
      uri.path === "/"
        ? { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 }
        : { type: FileType.File, ctime: 0, mtime: 0, size: read(uri).length },
    readDirectory: () =>
      [...files.keys()].map((path) => [path.slice(1), FileType.File]),
    readFile: read,
    writeFile: (uri, bytes) => {
      files.set(uri.path, new Uint8Array(bytes));
    },
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return workspace.registerFileSystemProvider(scheme, provider);
}
