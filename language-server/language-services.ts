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
}

export type Language = LangiumCoreServices & NnLanguageServices;

export function createLanguage({
  fileSystemProvider,
  textDocuments,
}: LanguageContext): Language {
  const shared: LangiumSharedCoreServices = inject(
    createDefaultSharedCoreModule({ fileSystemProvider }),
    NnGeneratedSharedModule,
    { workspace: { TextDocuments: () => textDocuments } },
  );
  const language: Language = inject(
    createDefaultCoreModule({ shared }),
    NnGeneratedModule,
    languageModule,
  );
  shared.ServiceRegistry.register(language);
  return language;
}
