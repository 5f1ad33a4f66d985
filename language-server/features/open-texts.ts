/** The texts that are open in the editor, by their addresses however these are spelled. */
import { type TextDocument, URI } from "langium";
import type { TextDocuments } from "vscode-languageserver";

export class OpenTexts {
  constructor(private readonly documents: TextDocuments<TextDocument>) {}

  /** The document that the client opened under this very address. */
  document(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  /** The addresses of all programs that are open. */
  addresses(): string[] {
    return this.documents.all().map(({ uri }) => addressOf(uri));
  }

  /** The document at an address, whatever of it is escaped: clients and files differ in that. */
  find(uri: string): TextDocument | undefined {
    const address = addressOf(uri);
    return (
      this.documents.get(uri) ??
      this.documents.all().find((each) => addressOf(each.uri) === address)
    );
  }
}

/** The address as the server spells it everywhere. */
export const addressOf = (uri: string): string => URI.parse(uri).toString();
