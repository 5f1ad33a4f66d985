// The extension on the desktop and over remote connections: starts the language server and wires what the client adds.
import path from "node:path";
import { window, type ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { registerEvaluate } from "./commands/evaluate.js";
import { clientOptions, languageId } from "./language-client.js";
import { createStatusBar } from "./status-bar.js";

let client: LanguageClient | undefined;

/** Does not wait for the server: the editor stays free while it starts. */
export function activate(context: ExtensionContext): void {
  client = createClient(context);
  const started = client.start();
  started.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `NN Live: the language server did not start. ${reason}`,
    );
  });
  context.subscriptions.push(
    createStatusBar(client),
    registerEvaluate(client, started),
  );
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function createClient(context: ExtensionContext): LanguageClient {
  // Node keeps the compiled server here: it starts faster the second time.
  const compiled = path.join(context.globalStorageUri.fsPath, "compiled");
  return new LanguageClient(
    languageId,
    "NN Live",
    {
      module: context.asAbsolutePath("dist/server.cjs"),
      transport: TransportKind.ipc,
      options: { env: { ...process.env, NODE_COMPILE_CACHE: compiled } },
    },
    clientOptions,
  );
}
