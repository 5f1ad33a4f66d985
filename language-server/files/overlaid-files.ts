/** The files of programs with other texts in the place of some, to see what an edit of several files would make of them. */
import type { FileEntry } from "./file-entry.js";
import type { FileArray } from "./formats/array.js";
import type { CsvTable } from "./formats/csv.js";
import type { SafetensorsHeader } from "./formats/safetensors.js";
import { ProgramFiles } from "./program-files.js";
import type { NamedFile } from "./reading-rule.js";

export class OverlaidFiles extends ProgramFiles {
  /** Data is that of `below`, which may have read it already. */
  constructor(
    private readonly below: ProgramFiles,
    texts: ReadonlyMap<string, string>,
  ) {
    super(below.contextWith(texts));
  }

  override table(named: NamedFile): FileEntry<CsvTable> {
    return this.below.table(named);
  }

  override array(named: NamedFile, name?: string): FileEntry<FileArray> {
    return this.below.array(named, name);
  }

  override tensors(named: NamedFile): FileEntry<SafetensorsHeader> {
    return this.below.tensors(named);
  }

  override tensor(named: NamedFile, name: string): FileEntry<FileArray> {
    return this.below.tensor(named, name);
  }
}
