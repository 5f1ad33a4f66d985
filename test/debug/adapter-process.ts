// The debug adapter as a process: the Debug Adapter Protocol over standard input and output, the real language server
// behind it. Requests that begin with `test/` do what a user does in the editor.
import type { DebugProtocol } from "@vscode/debugprotocol";
import {
  type Message,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";
import { TraceSession } from "../../src/debug/adapter/session.js";
import { Session } from "../server/session.js";
import { SessionTraceServer } from "./session-trace-server.js";

void Session.start({ fileSystem: nodeFileSystem }).then((session) => {
  const server = new SessionTraceServer(session);
  const users = usersOf(server);
  // Both protocols are framed in the same way; only the messages differ.
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout);
  const send = (message: DebugProtocol.ProtocolMessage): void =>
    void writer.write(message as unknown as Message);
  const adapter = new TraceSession(server, send);
  reader.listen((message) => {
    const request = message as unknown as DebugProtocol.Request;
    const { command, seq } = request;
    const act = users.get(command);
    if (!act) {
      adapter.receive(request);
      return;
    }
    act(request.arguments as Readonly<Record<string, string>>);
    const answer = { command, request_seq: seq, success: true };
    send({ type: "response", seq: 0, ...answer });
  });
});

/** By command: what the user does. */
const usersOf = (
  server: SessionTraceServer,
): ReadonlyMap<string, (args: Readonly<Record<string, string>>) => void> =>
  new Map([
    [
      "test/choose",
      ({ network }) => {
        server.choice = network;
      },
    ],
    [
      "test/edit",
      ({ path = "", old = "", by = "" }) => server.replace(path, old, by),
    ],
    ["test/save", ({ path = "" }) => server.save(path)],
  ]);
