// Notifications of the language server: several parts of the extension listen to the same one.
import { describe, expect, it } from "vitest";
import { evaluationStatusNotification } from "../../language-server/protocol.js";
import { type Notifying, onNotification } from "../../src/language-client.js";

/** As vscode-languageclient does it: one handler a method, the last one that was registered. */
function clientWithOneHandler(): {
  client: Notifying;
  receive: (params: unknown) => void;
} {
  const handlers = new Map<string, (params: unknown) => void>();
  const onNotification = (
    method: string,
    handler: (params: unknown) => void,
  ) => {
    handlers.set(method, handler);
    return { dispose: () => handlers.delete(method) };
  };
  return {
    client: { onNotification } as unknown as Notifying,
    receive: (params) =>
      handlers.get(evaluationStatusNotification.method)?.(params),
  };
}

describe("a notification", () => {
  it("reaches all who listen, and still does when one has left", () => {
    const { client, receive } = clientWithOneHandler();
    const heard: string[] = [];
    const listen = (name: string) =>
      onNotification(client, evaluationStatusNotification, ({ state }) => {
        heard.push(`${name}: ${state}`);
      });
    listen("status bar");
    const trace = listen("trace");
    receive({ state: "stale" });
    trace.dispose();
    receive({ state: "evaluated" });
    expect(heard).toEqual([
      "status bar: stale",
      "trace: stale",
      "status bar: evaluated",
    ]);
  });
});
