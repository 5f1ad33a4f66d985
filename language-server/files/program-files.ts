/**
 * The files that open programs name, each read once. Programs ask while they are lowered, which does not wait: the first
 * question starts the reading, and listeners hear when an answer has changed. What no program asks for any more is
 * forgotten with the last one that did.
 */
import { FileEntry, type Read } from "./file-entry.js";
import {
  type FileFailure,
  type FileSystem,
  isFailure,
  type OpenFile,
} from "./file-system.js";
import type { FileArray } from "./formats/array.js";
import type { CsvTable } from "./formats/csv.js";
import { readNpy } from "./formats/npy.js";
import {
  readSafetensorsHeader,
  readTensor,
  type SafetensorsHeader,
} from "./formats/safetensors.js";
import {
  formatBytes,
  largestArchive,
  largestCsv,
  largestProgram,
  mostHeld,
} from "./limits.js";
import { isBelow, type NamedFile, openWithin, permit } from "./reading-rule.js";
import { readText } from "./text.js";

export interface ProgramFilesContext {
  readonly fileSystem: FileSystem;
  /** The text of a document that is open in an editor, which counts instead of the file's. */
  readonly openText: (uri: string) => string | undefined;
}

type Listener = (entry: FileEntry<unknown>) => void;
type Reader<Content> = (file: OpenFile) => Promise<Content | FileFailure>;

export class ProgramFiles {
  private readonly texts = new Entries<string>();
  private readonly tables = new Entries<CsvTable>();
  private readonly arrays = new Entries<FileArray>();
  private readonly headers = new Entries<SafetensorsHeader>();
  private readonly listeners = new Set<Listener>();
  /** Ends when the data that was asked for last has been read: data is read one file after the other. */
  private line: Promise<unknown> = Promise.resolve();

  constructor(private readonly context: ProgramFilesContext) {}

  /** The text of a program. */
  text(named: NamedFile): FileEntry<string> {
    return this.texts.get([named.root, named.uri], () =>
      this.entry(named, () => this.readProgram(named)),
    );
  }

  /** Whether a file may be read, and is there. */
  async permits(named: NamedFile): Promise<boolean> {
    return !isFailure(await permit(named, this.context.fileSystem));
  }

  /** The columns of a CSV file. */
  table(named: NamedFile): FileEntry<CsvTable> {
    return this.tables.get([named.root, named.uri], () =>
      this.dataEntry(named, largestCsv, async (file) => {
        // Most programs name no such file, and the parser's code takes a while to load.
        const { readCsv } = await import("./formats/csv.js");
        return readCsv(file);
      }),
    );
  }

  /** A NumPy array: that of a `.npy` file, or the one of this name of a `.npz` file. */
  array(named: NamedFile, name?: string): FileEntry<FileArray> {
    return this.arrays.get([named.root, named.uri, name ?? ""], () =>
      name === undefined
        ? this.dataEntry(named, Infinity, readNpy)
        : this.dataEntry(named, largestArchive, async (file) => {
            const { readNpz } = await import("./formats/npz.js");
            return readNpz(file, name);
          }),
    );
  }

  /** What a safetensors file has. */
  tensors(named: NamedFile): FileEntry<SafetensorsHeader> {
    return this.headers.get([named.root, named.uri], () =>
      this.dataEntry(named, Infinity, readSafetensorsHeader),
    );
  }

  /** One tensor of a safetensors file. */
  tensor(named: NamedFile, name: string): FileEntry<FileArray> {
    return this.arrays.get([named.root, named.uri, name], () =>
      this.dataEntry(named, Infinity, async (file) => {
        const header = await readSafetensorsHeader(file);
        if (isFailure(header)) return header;
        const entry = header.tensors.get(name);
        return entry
          ? readTensor(file, entry)
          : {
              code: "undefined-tensor",
              reason: `it has no tensor \`${name}\``,
            };
      }),
    );
  }

  /** What this reads, with these texts by address in the place of some programs'. */
  contextWith(texts: ReadonlyMap<string, string>): ProgramFilesContext {
    const { fileSystem, openText } = this.context;
    return { fileSystem, openText: (uri) => texts.get(uri) ?? openText(uri) };
  }

  /** Hears of every answer that is another one from now on. Returns what ends it. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A document at this address was opened, edited or closed in an editor. */
  edited(uri: string): void {
    const text = this.context.openText(uri);
    for (const entry of this.texts.all()) {
      if (!entry.isAt(uri)) continue;
      if (text !== undefined && entry.state.kind === "loaded")
        entry.replace(text);
      else entry.load();
    }
  }

  /** A file at this address was created, changed or deleted. */
  changed(uri: string): void {
    for (const entry of this.all()) if (entry.isAt(uri)) entry.load();
  }

  /** Looks whether files have changed without anybody saying so, and reads those again. */
  async recheck(entries: readonly FileEntry<unknown>[]): Promise<void> {
    const { fileSystem } = this.context;
    if (!fileSystem.stampOf) return;
    const stampOf = fileSystem.stampOf.bind(fileSystem);
    await Promise.all(entries.map((entry) => entry.recheck(stampOf)));
  }

  private all(): FileEntry<unknown>[] {
    return [this.texts, this.tables, this.arrays, this.headers].flatMap(
      (entries): FileEntry<unknown>[] => entries.all(),
    );
  }

  private entry<Content>(
    named: NamedFile,
    read: () => Promise<Read<Content>>,
  ): FileEntry<Content> {
    const entry = new FileEntry<Content>(named, read, () => {
      for (const listener of this.listeners) listener(entry);
    });
    entry.load();
    return entry;
  }

  private async readProgram(named: NamedFile): Promise<Read<string>> {
    const { fileSystem, openText } = this.context;
    const real = await permit(named, fileSystem);
    const isUnsaved =
      isFailure(real) &&
      real.code === "unreadable-file" &&
      isBelow(named.root, named.uri);
    const uri = isFailure(real) ? named.uri : real.uri;
    const open =
      isFailure(real) && !isUnsaved
        ? undefined
        : (openText(named.uri) ?? openText(uri));
    if (open !== undefined) return { uri, result: { content: open } };
    const stamp = await fileSystem.stampOf?.(uri);
    const read = await readText(named, largestProgram, fileSystem);
    const result = isFailure(read) ? read : { content: read.text };
    return { uri, stamp, result };
  }

  private dataEntry<Content extends object>(
    named: NamedFile,
    limit: number,
    reader: Reader<Content>,
  ): FileEntry<Content> {
    return this.entry(named, () => {
      const read = this.line.then(() => this.readData(named, limit, reader));
      this.line = read.catch(() => undefined);
      return read;
    });
  }

  private async readData<Content extends object>(
    named: NamedFile,
    limit: number,
    reader: Reader<Content>,
  ): Promise<Read<Content>> {
    const held = this.bytesHeld();
    if (held > mostHeld)
      return {
        result: {
          code: "over-budget",
          reason: `the data of the open programs already takes ${formatBytes(held)}, at most ${formatBytes(mostHeld)} are held`,
        },
      };
    const { fileSystem } = this.context;
    const file = await openWithin(named, limit, fileSystem);
    if (isFailure(file))
      return { stamp: await fileSystem.stampOf?.(named.uri), result: file };
    try {
      const stamp = await fileSystem.stampOf?.(file.uri);
      const content = await reader(file);
      const result = isFailure(content) ? content : { content };
      return { uri: file.uri, stamp, result };
    } finally {
      await file.close();
    }
  }

  private bytesHeld(): number {
    let bytes = 0;
    for (const { state } of this.arrays.all())
      if (state.kind === "loaded") bytes += state.content.data.byteLength;
    for (const { state } of this.tables.all()) {
      if (state.kind !== "loaded") continue;
      for (const column of state.content.columns.values())
        if ("data" in column) bytes += column.data.byteLength;
    }
    return bytes;
  }
}

/** Entries that somebody still holds, by what they are asked for. */
class Entries<Content> {
  private readonly byKey = new Map<string, WeakRef<FileEntry<Content>>>();

  get(
    key: readonly string[],
    create: () => FileEntry<Content>,
  ): FileEntry<Content> {
    const spelled = JSON.stringify(key);
    const known = this.byKey.get(spelled)?.deref();
    if (known) return known;
    const entry = create();
    this.byKey.set(spelled, new WeakRef(entry));
    return entry;
  }

  /** Forgets those that nobody holds any more. */
  all(): FileEntry<Content>[] {
    const held: FileEntry<Content>[] = [];
    for (const [key, reference] of this.byKey) {
      const entry = reference.deref();
      if (entry) held.push(entry);
      else this.byKey.delete(key);
    }
    return held;
  }
}
