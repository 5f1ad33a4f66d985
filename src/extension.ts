// The extension on the desktop and over remote connections: starts the language server, then the client that talks to it.
import type { ExtensionContext } from "vscode";
import { startServer } from "./node-server.js";

let disconnect: (() => Promise<void>) | undefined;

/**
 * The server is started first and takes its time while the client, which is larger than all of ours, is loaded. Resolves
 * when the commands are there; the server is not waited for.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  const server = startServer(context);
  const { connect } = await import("./node-client.js");
  disconnect = connect(context, server);
}

export async function deactivate(): Promise<void> {
  await disconnect?.();
}
