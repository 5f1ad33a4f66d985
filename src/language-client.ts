// The language server seen from the client: which documents are its own, and its custom messages with their types.
// How the server is started is the entry point's matter.
import type { CancellationToken, Disposable } from "vscode";
import type {
  BaseLanguageClient,
  LanguageClientOptions,
} from "vscode-languageclient";
import type { Notification, Request } from "../language-server/protocol.js";

export const languageId = "nn";

/** Files on disk, unsaved ones and those of virtual workspaces alike: the server is sent their text. */
export const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language: languageId }],
  initializationOptions: { copyValue: true },
  // Hovers have links to this command, and can run no other one.
  markdown: { isTrusted: { enabledCommands: ["nn.copyValue"] } },
};

export function sendRequest<Params, Result>(
  client: BaseLanguageClient,
  request: Request<Params, Result>,
  params: Params,
  token?: CancellationToken,
): Promise<Result> {
  return client.sendRequest<Result>(
    request.method,
    params,
    ...(token ? [token] : []),
  );
}

export function onNotification<Params>(
  client: BaseLanguageClient,
  notification: Notification<Params>,
  handler: (params: Params) => void,
): Disposable {
  return client.onNotification(notification.method, handler);
}
