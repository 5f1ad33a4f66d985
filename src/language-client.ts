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

/**
 * Hands every notification of the kind to the handler, until it is disposed of. Any number of handlers may listen to one
 * kind: the client itself knows one handler a method, and forgets that when another one comes.
 */
export function onNotification<Params>(
  client: Notifying,
  { method }: Notification<Params>,
  handler: (params: Params) => void,
): Disposable {
  const handlers = handlersOf(client, method);
  // Another function each time, so that the same handler may be registered twice.
  const own = (params: unknown): void => handler(params as Params);
  handlers.add(own);
  return {
    dispose: () => {
      handlers.delete(own);
    },
  };
}

/** What is needed of a language client here. */
export type Notifying = Pick<BaseLanguageClient, "onNotification">;

type Handlers = Set<(params: unknown) => void>;

const handlersByClient = new WeakMap<Notifying, Map<string, Handlers>>();

/** The handlers of a method. The client is told once to call them, and remembers that when its server starts again. */
function handlersOf(client: Notifying, method: string): Handlers {
  const byMethod = handlersByClient.get(client) ?? new Map<string, Handlers>();
  handlersByClient.set(client, byMethod);
  const known = byMethod.get(method);
  if (known) return known;
  const handlers: Handlers = new Set();
  byMethod.set(method, handlers);
  client.onNotification(method, (params: unknown) => {
    for (const handler of [...handlers]) handler(params);
  });
  return handlers;
}
