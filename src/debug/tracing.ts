/** Registers the debugger `nn`: an adapter in the extension's own process for each session, and its launch configurations. */
import {
  debug,
  type DebugAdapter,
  DebugAdapterInlineImplementation,
  DebugConfigurationProviderTriggerKind,
  type DebugProtocolMessage,
  Disposable,
  EventEmitter,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { languageId } from "../language-client.js";
import { TraceSession } from "./adapter/session.js";
import { ClientTraceServer } from "./client-trace-server.js";
import { offering, resolving } from "./launch-configurations.js";
import { Traces } from "./traces.js";

export interface Tracing extends Disposable {
  /** What goes on in all sessions. */
  readonly traces: Traces;
}

export function registerTracing(client: BaseLanguageClient): Tracing {
  const traces = new Traces();
  const registered = Disposable.from(
    traces,
    debug.registerDebugAdapterDescriptorFactory(languageId, {
      createDebugAdapterDescriptor: () =>
        new DebugAdapterInlineImplementation(adapter(client, traces)),
    }),
    debug.registerDebugConfigurationProvider(languageId, resolving),
    debug.registerDebugConfigurationProvider(
      languageId,
      offering,
      DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
  return { traces, dispose: () => void registered.dispose() };
}

function adapter(client: BaseLanguageClient, traces: Traces): DebugAdapter {
  const sent = new EventEmitter<DebugProtocolMessage>();
  const session = new TraceSession(
    new ClientTraceServer(client, traces),
    (message) => sent.fire(message),
  );
  return {
    onDidSendMessage: sent.event,
    // What VS Code's type leaves open are the messages of the Debug Adapter Protocol.
    handleMessage: (message) =>
      session.receive(message as Parameters<typeof session.receive>[0]),
    dispose: () => {
      session.dispose();
      sent.dispose();
    },
  };
}
