// The client on Node: talks to the server process, and adds what it shows and what it can be told to do.
import type { ChildProcess } from "node:child_process";
import { type ExtensionContext, window } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { registerEvaluate } from "./commands/evaluate.js";
import { evaluateWhenClean } from "./evaluate-when-clean.js";
import { clientOptions, languageId } from "./language-client.js";
import { startServer } from "./node-server.js";
import { createStatusBar } from "./status-bar.js";

/**
 * Does not wait for the server.
 * @param server the process to talk to; after a crash another one is started
 */
export function connect(
  context: ExtensionContext,
  server: ChildProcess,
): LanguageClient {
  const processes = [server];
  const client = new LanguageClient(
    languageId,
    "NN Live",
    () => Promise.resolve(processes.pop() ?? startServer(context)),
    clientOptions,
  );
  const started = client.start();
  started.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `NN Live: the language server did not start. ${reason}`,
    );
  });
  context.subscriptions.push(
    createStatusBar(client),
    evaluateWhenClean(client),
    registerEvaluate(client, started),
  );
  return client;
}
