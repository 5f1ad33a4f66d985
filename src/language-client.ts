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

type Handler = (params: never) => void;

/** Who listens to what, by method; the client itself knows one handler of a method, and forgets it for the next. */
const listeners = new WeakMap<BaseLanguageClient, Map<string, Set<Handler>>>();

export function onNotification<Params>(
  client: BaseLanguageClient,
  { method }: Notification<Params>,
  handler: (params: Params) => void,
): Disposable {
  const ofClient = listeners.get(client) ?? new Map<string, Set<Handler>>();
  listeners.set(client, ofClient);
  let handlers = ofClient.get(method);
  if (!handlers) {
    const all = new Set<(params: Params) => void>();
    client.onNotification(method, (params: Params) => {
      for (const each of [...all]) each(params);
    });
    handlers = all;
    ofClient.set(method, handlers);
  }
  // Its own, so that whoever listens twice is told twice and stops once.
  const own = (params: Params): void => handler(params);
  handlers.add(own);
  return { dispose: () => void handlers.delete(own) };
}
