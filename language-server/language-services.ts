/**
 * The language without a server: parser and lowering on top of Langium's core services. What the server and the `nn`
 * program have in common.
 */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  type FileSystemProvider,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type TextDocumentProvider,
} from "langium";
import { noFiles } from "./files/file-system.js";
import { ProgramFiles } from "./files/program-files.js";
import { rootOf as ownFolder } from "./files/reading-rule.js";
import {
  NnGeneratedModule,
  NnGeneratedSharedModule,
} from "./grammar/generated/module.js";
import {
  languageModule,
  type NnLanguageServices,
} from "./language/language-module.js";

export interface LanguageContext {
  readonly fileSystemProvider: () => FileSystemProvider;
  /** The documents that are open in an editor, whose text counts instead of the file's. */
  readonly textDocuments?: TextDocumentProvider;
  /** The files that programs name; without it every one of them is an error. */
  readonly files?: ProgramFiles;
  /** The folder below which a program reads files: its own, unless this says another. */
  readonly rootOf?: (uri: string) => string;
  /** Whether the numbers of tensors are read, as they are unless this says no; shapes are in any case. */
  readonly readsTensors?: boolean;
}

export type Language = LangiumCoreServices & NnLanguageServices;

export function createLanguage({
  fileSystemProvider,
  textDocuments,
  files = new ProgramFiles({
    fileSystem: noFiles,
    openText: () => undefined,
  }),
  rootOf = (uri) => ownFolder(uri, []),
  readsTensors = true,
}: LanguageContext): Language {
  const shared: LangiumSharedCoreServices = inject(
    createDefaultSharedCoreModule({ fileSystemProvider }),
    NnGeneratedSharedModule,
    { workspace: { TextDocuments: () => textDocuments } },
  );
  const language: Language = inject(
    createDefaultCoreModule({ shared }),
    NnGeneratedModule,
    languageModule({ files, rootOf, readsTensors }),
  );
  shared.ServiceRegistry.register(language);
  return language;
}
