/**
 * What one lowering of one program asked of files: the same questions would have to be asked again to know whether it
 * still stands. Holding this holds the files' contents.
 */
import type { FileEntry } from "./file-entry.js";
import type { FileArray } from "./formats/array.js";
import type { CsvTable } from "./formats/csv.js";
import type { SafetensorsHeader } from "./formats/safetensors.js";
import type { ProgramFiles } from "./program-files.js";

export class FileRequests {
  /** What was asked for, and at which revision the answer was. */
  private readonly asked = new Map<FileEntry<unknown>, number>();

  constructor(
    private readonly files: ProgramFiles,
    /** The folder below which the program reads. */
    readonly root: string,
    /** Whether the numbers of tensors are read, and not only their shapes. */
    readonly readsTensors = true,
  ) {}

  text(uri: string): FileEntry<string> {
    return this.record(this.files.text({ uri, root: this.root }));
  }

  table(uri: string): FileEntry<CsvTable> {
    return this.record(this.files.table({ uri, root: this.root }));
  }

  array(uri: string, name?: string): FileEntry<FileArray> {
    return this.record(this.files.array({ uri, root: this.root }, name));
  }

  tensors(uri: string): FileEntry<SafetensorsHeader> {
    return this.record(this.files.tensors({ uri, root: this.root }));
  }

  tensor(uri: string, name: string): FileEntry<FileArray> {
    return this.record(this.files.tensor({ uri, root: this.root }, name));
  }

  /** Takes over what another lowering asked, on which this one rests. */
  include(others: FileRequests): void {
    for (const [entry, revision] of others.asked) {
      if (!this.asked.has(entry)) this.asked.set(entry, revision);
    }
  }

  /** Whether every answer is still the same. */
  get areCurrent(): boolean {
    for (const [entry, revision] of this.asked)
      if (entry.revision !== revision) return false;
    return true;
  }

  /** Those that have not been answered. */
  get pending(): FileEntry<unknown>[] {
    return [...this.asked.keys()].filter(
      ({ state }) => state.kind === "pending",
    );
  }

  /** Looks whether one of the files has changed without anybody saying so. */
  recheck(): Promise<void> {
    return this.files.recheck([...this.asked.keys()]);
  }

  private record<Content>(entry: FileEntry<Content>): FileEntry<Content> {
    if (!this.asked.has(entry)) this.asked.set(entry, entry.revision);
    return entry;
  }
}
