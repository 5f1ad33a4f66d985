/**
 * The programs of the workspace, open or not: those that import a file, and all of them. What is read of the disk is
 * read by the rule for files that programs name, and an open document's text counts instead.
 */
import {
  type LangiumDocument,
  type LangiumDocumentFactory,
  TextDocument,
  URI,
} from "langium";
import type { FileEntry } from "../files/file-entry.js";
import { OverlaidFiles } from "../files/overlaid-files.js";
import type { ProgramFiles } from "../files/program-files.js";
import type { ProgramSearch } from "../files/program-search.js";
import { addressOf as namedAddress } from "../files/reading-rule.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Outline } from "../graph/outline.js";
import type { Language } from "../language-services.js";
import { addressOf, type OpenTexts } from "./open-texts.js";
import type { Programs } from "./programs.js";
import type { WorkspaceFolders } from "./workspace-folders.js";

/** A program with its text, whether or not it is open. */
export interface WorkspaceProgram {
  /** As the client spells it where it is open. */
  readonly uri: string;
  readonly document: TextDocument;
  readonly lowered: LoweredFile;
}

export interface WorkspaceProgramsContext {
  readonly files: ProgramFiles;
  readonly search: ProgramSearch;
  readonly folders: WorkspaceFolders;
  readonly openTexts: OpenTexts;
  readonly programs: Programs;
  readonly documentFactory: () => LangiumDocumentFactory;
  readonly language: () => Language["language"];
}

interface Parsed {
  readonly text: string;
  readonly document: LangiumDocument;
}

export class WorkspacePrograms {
  /** Holds the texts that were asked for, so that they are read once. */
  private readonly entries = new Map<string, FileEntry<string>>();
  private readonly parsed = new Map<string, Parsed>();

  constructor(private readonly context: WorkspaceProgramsContext) {}

  /** The address of a file as the client knows it. */
  clientUri(address: string): string {
    return this.context.openTexts.find(address)?.uri ?? address;
  }

  /** The programs that import the file, directly or not, and the file itself. */
  async importing(uri: string): Promise<WorkspaceProgram[]> {
    const target = addressOf(uri);
    // What is open may import it from anywhere, whether or not it is on the disk yet.
    const addresses = [
      ...(await this.around(target)),
      ...this.context.openTexts.addresses(),
    ];
    const texts = await this.textsOf([...new Set([target, ...addresses])]);
    const users = usersOf(target, texts);
    const programs: WorkspaceProgram[] = [];
    for (const address of users) {
      const text = texts.get(address);
      if (text !== undefined) programs.push(await this.program(address, text));
    }
    return programs;
  }

  /** What the programs would be with other texts, by address; all of them are put in place together. */
  async withTexts(
    programs: readonly WorkspaceProgram[],
    texts: ReadonlyMap<string, string>,
  ): Promise<LoweredFile[]> {
    const { files, language, documentFactory } = this.context;
    const lowering = language().Lowering.withFiles(
      new OverlaidFiles(files, texts),
    );
    const lowered: LoweredFile[] = [];
    for (const { uri, document } of programs) {
      const text = texts.get(addressOf(uri)) ?? document.getText();
      const parsed = documentFactory().fromTextDocument(
        TextDocument.create(uri, "nn", 0, text),
        URI.parse(uri),
      );
      // Of a long file reading and lowering take their time: others are answered in between.
      await new Promise((resolve) => setTimeout(resolve));
      lowered.push(await lowering.settled(parsed));
    }
    return lowered;
  }

  /** The program at an address, open or on the disk; absent where it cannot be read. */
  async at(uri: string): Promise<WorkspaceProgram | undefined> {
    const address = addressOf(uri);
    const text = (await this.textsOf([address])).get(address);
    return text === undefined ? undefined : this.program(address, text);
  }

  /** By address, the text of every program in the workspace's folders, and of those that are open. */
  async texts(): Promise<ReadonlyMap<string, string>> {
    const { folders, search, openTexts } = this.context;
    const lists = await Promise.all(
      folders.all().map((folder) => search.programsIn(folder, true)),
    );
    const open = openTexts.addresses();
    const texts = await this.textsOf([...new Set([...lists.flat(), ...open])]);
    this.keepOnly(texts);
    return texts;
  }

  /** The outline of every program in the workspace's folders, and of those that are open. */
  async outlines(): Promise<
    { readonly document: TextDocument; readonly outline: Outline }[]
  > {
    const { language } = this.context;
    const texts = await this.texts();
    return [...texts].map(([address, text]) => {
      const parsed = this.parse(address, text);
      return {
        document: parsed.textDocument,
        outline: language().Syntax.outline(parsed),
      };
    });
  }

  /** The programs that could import a file: those of the folders that it lies in, or of its own. */
  private async around(target: string): Promise<string[]> {
    const { folders, search } = this.context;
    const around = folders.around(target);
    const lists = await Promise.all(
      around.length > 0
        ? around.map((folder) => search.programsIn(folder, true))
        : [search.programsIn(folders.rootOf(target), false)],
    );
    return lists.flat();
  }

  private async textsOf(
    addresses: readonly string[],
  ): Promise<Map<string, string>> {
    const { openTexts } = this.context;
    const texts = new Map<string, string>();
    await Promise.all(
      addresses.map(async (address) => {
        const open = openTexts.find(address);
        const text = open ? open.getText() : await this.textOnDisk(address);
        if (text !== undefined) texts.set(address, text);
      }),
    );
    // In the order that was asked for, whichever was read first.
    return new Map(
      addresses.flatMap((address) => {
        const text = texts.get(address);
        return text === undefined ? [] : [[address, text] as const];
      }),
    );
  }

  private async textOnDisk(address: string): Promise<string | undefined> {
    const { files, folders } = this.context;
    const root = folders.rootOf(address);
    const known = this.entries.get(address);
    const isKnown = known?.named.root === root;
    const entry = isKnown ? known : files.text({ uri: address, root });
    this.entries.set(address, entry);
    await entry.settled;
    if (isKnown) await files.recheck([entry]);
    return entry.state.kind === "loaded" ? entry.state.content : undefined;
  }

  private async program(
    address: string,
    text: string,
  ): Promise<WorkspaceProgram> {
    const open = this.context.openTexts.find(address);
    const program = open && (await this.context.programs.complete(open.uri));
    if (program) return program;
    const parsed = this.parse(address, text);
    const lowered = await this.context.language().Lowering.settled(parsed);
    return {
      uri: parsed.textDocument.uri,
      document: parsed.textDocument,
      lowered,
    };
  }

  private parse(address: string, text: string): LangiumDocument {
    const known = this.parsed.get(address);
    if (known?.text === text) return known.document;
    const uri = this.clientUri(address);
    const document = this.context
      .documentFactory()
      .fromTextDocument(
        TextDocument.create(uri, "nn", 0, text),
        URI.parse(uri),
      );
    this.parsed.set(address, { text, document });
    return document;
  }

  /** Forgets files that are no longer there. */
  private keepOnly(texts: ReadonlyMap<string, string>): void {
    for (const address of this.parsed.keys())
      if (!texts.has(address)) this.parsed.delete(address);
    for (const address of this.entries.keys())
      if (!texts.has(address)) this.entries.delete(address);
  }
}

/** The target and who imports it through whatever others; read off the texts, which may say too many. */
function usersOf(target: string, texts: ReadonlyMap<string, string>): string[] {
  const importers = new Map<string, string[]>();
  for (const [address, text] of texts) {
    for (const [, path = ""] of text.matchAll(/\bimport\s*"([^"\r\n]*)"/g)) {
      const imported = namedAddress(path, address);
      if (typeof imported !== "string") continue;
      const users = importers.get(imported) ?? [];
      users.push(address);
      importers.set(imported, users);
    }
  }
  const users = new Set([target]);
  // The set grows while it is walked.
  for (const file of users)
    for (const user of importers.get(file) ?? []) users.add(user);
  return [...users];
}
