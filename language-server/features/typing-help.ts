/** Which requests are answered about what is being typed: completion and signature help. */
import type { Connection, ServerCapabilities } from "vscode-languageserver";
import { type Completion, triggerCharacters } from "./completion.js";
import type { OpenProgram, Programs } from "./programs.js";
import { cancellable, contentModified } from "./requests.js";
import { signatureHelp } from "./signature-help.js";

export const typingHelpCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters, resolveProvider: true },
  signatureHelpProvider: {
    triggerCharacters: ["(", ","],
    retriggerCharacters: [":", ")"],
  },
};

export function listenForTypingHelp(
  connection: Connection,
  completion: Completion,
  programs: Programs,
): void {
  /** Nothing where the text is not open, given up where it was edited meanwhile. */
  const about = async <Result>(
    uri: string,
    ask: (program: OpenProgram) => Result | Promise<Result>,
  ): Promise<Result | null> => {
    const program = programs.current(uri);
    if (!program) return null;
    const result = await ask(program);
    if (programs.current(uri)?.document !== program.document) contentModified();
    return result;
  };
  connection.onCompletion(
    cancellable((params) =>
      about(params.textDocument.uri, (program) =>
        completion.items(program, params),
      ),
    ),
  );
  connection.onCompletionResolve(
    cancellable((item) => completion.resolve(item)),
  );
  connection.onSignatureHelp(
    cancellable(({ textDocument: { uri }, position }) =>
      about(uri, (program) => signatureHelp(program, position, programs)),
    ),
  );
}
