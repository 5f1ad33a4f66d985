// Who listens to the language server: any number of listeners of a message, each until it stops.
import { expect, it } from "vitest";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Notification } from "../../language-server/protocol.js";
import { onNotification } from "../../src/language-client.js";

const said: Notification<string> = { method: "nn/said" };

/** As the client library does it: a handler takes the place of the one before. */
function fakeClient(): {
  client: BaseLanguageClient;
  say: (text: string) => void;
} {
  const handlers = new Map<string, (params: string) => void>();
  const client = {
    onNotification: (method: string, handler: (params: string) => void) => {
      handlers.set(method, handler);
      return { dispose: () => handlers.delete(method) };
    },
  } as unknown as BaseLanguageClient;
  return { client, say: (text) => handlers.get(said.method)?.(text) };
}

it("everybody is told, until they stop listening", () => {
  const { client, say } = fakeClient();
  const heard: string[] = [];
  onNotification(client, said, (text) => heard.push(`first ${text}`));
  const second = onNotification(client, said, (text) =>
    heard.push(`second ${text}`),
  );
  say("a");
  second.dispose();
  second.dispose();
  say("b");
  expect(heard).toEqual(["first a", "second a", "first b"]);
});

it("clients are told apart", () => {
  const [one, other] = [fakeClient(), fakeClient()];
  const heard: string[] = [];
  onNotification(one.client, said, (text) => heard.push(`one ${text}`));
  onNotification(other.client, said, (text) => heard.push(`other ${text}`));
  other.say("a");
  expect(heard).toEqual(["other a"]);
});

it("whoever stops while being told disturbs nobody", () => {
  const { client, say } = fakeClient();
  const heard: string[] = [];
  const first = onNotification(client, said, () => {
    first.dispose();
  });
  onNotification(client, said, (text) => heard.push(text));
  say("a");
  say("b");
  expect(heard).toEqual(["a", "b"]);
});
