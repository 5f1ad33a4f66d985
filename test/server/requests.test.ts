// Requests that are cancelled or overtaken, and settings that make no sense.
import { createRequire } from "node:module";
import {
  CancellationTokenSource,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { afterEach, describe, expect, it } from "vitest";
import type { SpawnWorker } from "../../language-server/evaluation/channel.js";
import { Session, type SessionOptions } from "./session.js";

const uri = "file:///work/a.nn";
const program = "network N {\n  input x = 3\n  output f = x * x\n}\n";

const sessions: Session[] = [];

async function start(options?: SessionOptions): Promise<Session> {
  const session = await Session.start(options);
  sessions.push(session);
  return session;
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.stop();
});

/** A worker that takes messages and never says anything. */
const silent: SpawnWorker = () => ({
  send: () => undefined,
  onMessage: () => undefined,
  onLost: () => undefined,
  stop: () => undefined,
});

const range = {
  start: { line: 0, character: 0 },
  end: { line: 9, character: 0 },
};

describe("a cancelled request", () => {
  it.each([
    ["textDocument/inlayHint", { range }],
    ["textDocument/hover", { position: { line: 2, character: 9 } }],
    ["nn/evaluate", { uri }],
  ])("%s answers with an error, not with a result", async (method, params) => {
    const session = await start({ spawnWorker: silent });
    session.open(uri, program);
    await session.status(uri, "evaluating");
    const source = new CancellationTokenSource();
    const answer = session.client.sendRequest(
      method,
      { textDocument: { uri }, ...params },
      source.token,
    );
    source.cancel();
    const error: unknown = await answer.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it("has one class of errors to be told by", () => {
    const require = createRequire(import.meta.url);
    const fromServer = createRequire(
      require.resolve("vscode-languageserver/node"),
    );
    const fromLangium = createRequire(import.meta.resolve("langium"));
    expect(fromServer.resolve("vscode-jsonrpc")).toBe(
      fromLangium.resolve("vscode-jsonrpc"),
    );
  });
});

describe("a request that an edit overtakes", () => {
  it("is told that the text changed", async () => {
    const session = await start({ spawnWorker: silent });
    session.open(uri, program);
    await session.status(uri, "evaluating");
    const answer = session.hints(uri);
    session.edit(uri, program.replace("3", "4"));
    await expect(answer).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
  });
});

describe("settings", () => {
  it("that make no sense are said once, and defaults stand in", async () => {
    const settings = {
      evaluation: { trigger: "always", timeLimit: "long", memoryLimit: -1 },
      display: { digits: 99 },
      inlayHints: "no",
    };
    const session = await start({ settings });
    session.open(uri, program);
    session.open("file:///work/b.nn", program);
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toEqual(["∂f/∂x 6", "= 9"]);
    expect(session.shown).toEqual([
      'The setting nn.evaluation.trigger is "always", expected one of "onSave", "onType", "manual"; "onSave" is used.',
      'The setting nn.evaluation.timeLimit is "long", expected a number of at least 0.1; 10 is used.',
      "The setting nn.evaluation.memoryLimit is -1, expected a number of at least 1; 1024 is used.",
      "The setting nn.display.digits is 99, expected a number from 1 to 17; 4 is used.",
    ]);
  });

  it("of a client that holds none are the defaults", async () => {
    const session = await start({ settings: null });
    session.open(uri, program);
    expect(await session.labels(uri)).toContain("= 9");
    expect(session.shown).toEqual([]);
  });

  it("take effect when they change", async () => {
    const session = await start();
    session.open(uri, "network N {\n  input x = 3\n  output f = x / 7\n}\n");
    await session.status(uri, "evaluated");
    const { refreshes } = session;
    session.changeSettings({
      display: { digits: 6 },
      inlayHints: { gradients: false },
    });
    await session.until("a refresh", () =>
      session.refreshes > refreshes ? true : undefined,
    );
    expect(await session.labels(uri)).toEqual(["= 0.428571"]);
    session.changeSettings({ inlayHints: { values: false } });
    expect(await session.labels(uri)).toEqual(["∂f/∂x 0.1429"]);
  });
});
