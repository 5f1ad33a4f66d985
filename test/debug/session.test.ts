// The debug adapter against a scripted server: requests in orders that an editor seldom sends, edits at any time.
import type { DebugProtocol } from "@vscode/debugprotocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  traceMoveRequest,
  traceOpenRequest,
  traceVariablesRequest,
} from "../../language-server/protocol.js";
import { capabilities } from "../../src/debug/adapter/capabilities.js";
import { AdapterClient, settled } from "./adapter-client.js";
import { FakeTraceServer } from "./fake-trace-server.js";

let server: FakeTraceServer;
let client: AdapterClient;

beforeEach(() => {
  server = new FakeTraceServer();
  client = new AdapterClient(server);
});
afterEach(() => client.dispose());

describe("a launch", () => {
  it("stops at the entry, and tells the other views", async () => {
    await client.launch();
    expect(client.stops()).toMatchObject([
      { reason: "entry", threadId: 1, allThreadsStopped: true },
    ]);
    expect(client.console()).toEqual([
      "Net: 3 steps forward, 2 steps back from L.",
    ]);
    expect(server.shownSteps).toEqual(["the entry"]);
    expect(server.notified).toEqual(["nn/trace/shown"]);
  });

  it("runs to the first stop without stopOnEntry, and with Run Without Debugging", async () => {
    await client.launch({ stopOnEntry: false });
    expect(client.stops()[0]?.reason).toBe("end");
    const other = new AdapterClient(server);
    await other.launch({ noDebug: true });
    expect(other.stops()[0]?.reason).toBe("end");
  });

  it("begins once, whichever of launch and configurationDone comes last", async () => {
    await client.ask("initialize", { adapterID: "nn" });
    await client.ask("configurationDone");
    await client.ask("launch", { program: "/work/net.nn" });
    await client.stopped(1);
    await settled();
    expect(client.stops()).toHaveLength(1);
  });

  it.each([
    [{ program: undefined }, "'program' should be a .nn file; it is nothing"],
    [{ program: 3 }, "'program' should be a .nn file; it is 3"],
    [{ network: [] }, "'network' should be the name of a network; it is []"],
    [
      { stopOnEntry: "no" },
      `'stopOnEntry' should be true or false; it is "no"`,
    ],
  ])("with %j says what is expected", async (args, message) => {
    const refused = client.refusal("launch", {
      program: "/work/net.nn",
      ...args,
    });
    expect(await refused).toContain(message);
    expect(server.asked).toEqual([]);
  });

  it("says why there is nothing to trace", async () => {
    server.openAnswer = { kind: "nothing", message: "Net has no objective." };
    const answer = await client.send("launch", { program: "/work/net.nn" });
    expect(answer).toMatchObject({
      success: false,
      message: "Net has no objective.",
      body: { error: { format: "Net has no objective.", showUser: true } },
    });
    expect(client.count("initialized")).toBe(0);
  });

  it("says why the file cannot be traced", async () => {
    server.program = { kind: "problem", message: "There is no such file." };
    const args = { program: "/work/none.nn" };
    expect(await client.refusal("launch", args)).toBe("There is no such file.");
  });

  it("says what the language server says when that fails", async () => {
    server.failure = "The connection is closed.";
    const args = { program: "/work/net.nn" };
    expect(await client.refusal("launch", args)).toBe(
      "The connection is closed.",
    );
  });

  describe("of a file with several networks", () => {
    const choice = {
      kind: "choice",
      networks: [{ name: "A", objective: "L" }, { name: "B" }],
    } as const;

    beforeEach(() => {
      server.openAnswer = choice;
    });

    it("asks which one", async () => {
      server.chosen = "B";
      await client.send("launch", { program: "/work/net.nn" });
      expect(server.asked).toContain("which of A,B");
      expect(server.opened.at(-1)).toMatchObject({ network: "B" });
    });

    it("asks for the one at the cursor first", async () => {
      const cursor = { line: 4, character: 2 };
      await client.send("launch", { program: "/work/net.nn", cursor });
      expect(server.opened[0]).toMatchObject({ position: cursor });
    });

    it("ends without a word where the question is not answered", async () => {
      const answer = await client.send("launch", { program: "/work/net.nn" });
      expect(answer).toMatchObject({
        success: false,
        body: { error: { showUser: false } },
      });
    });

    it("names them where there is none of the name", async () => {
      const args = { program: "/work/net.nn", network: "C" };
      expect(await client.refusal("launch", args)).toBe(
        "'C' is not one of the networks of the file: A, B.",
      );
    });
  });
});

describe("before there is a trace", () => {
  it("motions, the stack and variables are refused or empty", async () => {
    for (const command of ["next", "stepBack", "continue"])
      expect(await client.refusal(command, { threadId: 1 })).toBe(
        "Nothing is traced yet: launch a trace first.",
      );
    expect(await client.stack()).toEqual([]);
    expect(await client.refusal("scopes", { frameId: 1 })).toContain("yet");
    expect(await client.refusal("evaluate", { expression: "x" })).toContain(
      "yet",
    );
    expect(await client.refusal("restart")).toContain("yet");
  });

  it("breakpoints are kept, and confirmed when it begins", async () => {
    await client.ask("initialize", { adapterID: "nn" });
    const set = await client.ask<DebugProtocol.SetBreakpointsResponse["body"]>(
      "setBreakpoints",
      {
        source: { path: "/work/net.nn" },
        breakpoints: [{ line: 3, condition: "x > 1" }, { line: 90 }],
      },
    );
    expect(set.breakpoints.map(({ verified }) => verified)).toEqual([
      false,
      false,
    ]);
    await client.ask("launch", { program: "/work/net.nn" });
    expect(server.breakpoints.at(-1)?.breakpoints).toEqual([
      { id: 1, uri: "file:///work/net.nn", line: 2, condition: "x > 1" },
      { id: 2, uri: "file:///work/net.nn", line: 89 },
    ]);
    const changed = client.events
      .filter(({ event }) => event === "breakpoint")
      .map(({ body }) => body as DebugProtocol.BreakpointEvent["body"]);
    expect(changed.map(({ breakpoint }) => breakpoint)).toMatchObject([
      { id: 1, verified: true, line: 3 },
      { id: 2, verified: false, message: "No step is there." },
    ]);
  });
});

describe("motions", () => {
  beforeEach(() => client.launch());

  it("print the derivation at its place, and back says where", async () => {
    await client.step("next");
    await client.step("stepIn");
    await client.step("stepBack");
    expect(client.console().slice(1)).toEqual([
      "line of step 0",
      "line of step 1",
      "back to  step 0",
    ]);
    const output = client.events.findLast(({ event }) => event === "output");
    expect(output?.body).toMatchObject({
      source: { name: "net.nn", path: "/work/net.nn" },
      line: 1,
      column: 3,
    });
  });

  it("that come at once are done one after the other", async () => {
    await Promise.all([
      client.ask("next", { threadId: 1 }),
      client.ask("next", { threadId: 1 }),
      client.ask("stepBack", { threadId: 1 }),
    ]);
    await client.stopped(4);
    expect(server.shownSteps).toEqual([
      "the entry",
      "step 0",
      "step 1",
      "step 0",
    ]);
  });

  it("stay at the end, and at the entry, and say so", async () => {
    expect(await client.step("continue")).toMatchObject({ reason: "end" });
    expect(await client.step("next")).toMatchObject({ reason: "end" });
    expect(client.console().at(-1)).toContain("The trace is at its end");
    expect(await client.stack()).toEqual(["Net: step 4"]);
    expect(await client.step("reverseContinue")).toMatchObject({
      reason: "entry",
    });
    expect(client.console().at(-1)).toContain("The trace is at its end");
    await client.step("stepBack");
    expect(client.console().at(-1)).toBe(
      "The trace is at its entry: nothing is done yet.",
    );
  });

  it("write log points, and stop at breakpoints by their numbers", async () => {
    const start = { line: 1, character: 0 };
    const place = { uri: "file:///work/net.nn", range: { start, end: start } };
    server.moved = {
      at: { step: 2 },
      reason: "breakpoint",
      breakpoints: [4],
      message: "The condition 'q' has no value: there is no q.",
      logs: [{ text: "x is 1", place }],
    };
    expect(await client.step("continue")).toMatchObject({
      reason: "breakpoint",
      hitBreakpointIds: [4],
    });
    await settled();
    expect(client.console().slice(1)).toEqual([
      "x is 1",
      "line of step 2",
      "The condition 'q' has no value: there is no q.",
    ]);
  });

  it("stop for an exception, which can be asked about until the next stop", async () => {
    const message = "∂L/∂z1 is NaN.";
    server.moved = { reason: "exception", filter: "nan", message };
    expect(await client.step("continue")).toMatchObject({
      reason: "exception",
      text: message,
    });
    expect(await client.ask("exceptionInfo", { threadId: 1 })).toEqual({
      exceptionId: "NaN or infinity",
      description: message,
      breakMode: "always",
    });
    await client.step("stepBack");
    expect(await client.refusal("exceptionInfo", { threadId: 1 })).toContain(
      "did not stop",
    );
  });

  it("end where they are at a pause", async () => {
    server.hold(traceMoveRequest);
    await client.ask("continue", { threadId: 1 });
    await settled();
    await client.ask("pause", { threadId: 1 });
    expect(await client.stopped(2)).toMatchObject({ reason: "pause" });
    expect(await client.stack()).toEqual(["Net: the entry"]);
  });

  it("end nothing after a disconnect", async () => {
    const release = server.hold(traceMoveRequest);
    await client.ask("continue", { threadId: 1 });
    await settled();
    await client.ask("disconnect");
    release();
    await settled();
    expect(client.stops()).toHaveLength(1);
    expect(client.count("terminated")).toBe(0);
    expect(server.notified.at(-1)).toBe("nn/trace/close");
    expect(server.shownSteps.at(-1)).toBeUndefined();
    expect(server.listeners).toBe(0);
  });

  it("end the session when the server has closed the trace", async () => {
    server.isClosed = true;
    await client.ask("next", { threadId: 1 });
    await settled();
    expect(client.console().at(-1)).toBe(
      "The trace was closed by the language server: start it again.",
    );
    expect(client.count("terminated")).toBe(1);
  });

  it("end the session when the server is gone", async () => {
    server.failure = "The connection is closed.";
    await client.ask("next", { threadId: 1 });
    await settled();
    expect(client.console().at(-1)).toBe(
      "The trace ends here, as the language server does not answer: The connection is closed.",
    );
    expect(client.count("terminated")).toBe(1);
  });

  it("begin anew at a restart, which ends the one under way", async () => {
    await client.step("next");
    server.hold(traceMoveRequest);
    await client.ask("continue", { threadId: 1 });
    await settled();
    await client.ask("restart");
    await client.stopped(4);
    expect(client.stops().map(({ reason }) => reason)).toEqual([
      "entry",
      "step",
      "pause",
      "entry",
    ]);
    expect(server.opened.at(-1)).toEqual({
      uri: "file:///work/net.nn",
      trace: 7,
      network: "Net",
      at: { step: -1 },
    });
  });

  it("of a restart with other arguments open another trace", async () => {
    await client.ask("restart", {
      arguments: { program: "/work/other.nn", network: "Other" },
    });
    expect(server.notified).toContain("nn/trace/close");
    expect(server.opened.at(-1)).toEqual({
      uri: "file:///work/net.nn",
      network: "Other",
    });
  });
});

describe("variables", () => {
  beforeEach(() => client.launch());

  it("are those of the step, and old references are refused", async () => {
    await client.step("next");
    const scope = await client.scope();
    expect(await client.rows(scope)).toEqual([["done", "1"]]);
    await client.step("next");
    const args = { variablesReference: scope };
    expect(await client.refusal("variables", args)).toContain("went on");
    expect(
      await client.refusal("setVariable", {
        ...args,
        name: "done",
        value: "2",
      }),
    ).toContain("went on");
    expect(await client.rows(await client.scope())).toEqual([["done", "2"]]);
  });

  it("are evaluated, or it is said why not", async () => {
    expect(await client.ask("evaluate", { expression: "done" })).toEqual({
      result: "0",
      variablesReference: 0,
      evaluateName: "done",
    });
    const answer = await client.send("evaluate", { expression: "nowhere" });
    expect(answer).toMatchObject({
      success: false,
      message: "There is no 'nowhere'.",
      body: { error: { showUser: false } },
    });
  });

  it("are completed in the console", async () => {
    const complete = (text: string): Promise<unknown> =>
      client.ask("completions", { text, column: text.length + 1 });
    const target = { label: "done", type: "variable" };
    expect(await complete("1 / do")).toEqual({
      targets: [{ ...target, start: 5, length: 2 }],
    });
    expect(await complete("x/do")).toEqual({
      targets: [{ ...target, start: 3, length: 2 }],
    });
    expect(await complete("none")).toEqual({ targets: [] });
  });

  it("that are asked for and given up are not answered", async () => {
    const release = server.hold(traceVariablesRequest);
    const scope = await client.scope();
    const rows = client.send("variables", { variablesReference: scope });
    await client.ask("cancel", { requestId: client.last });
    release();
    expect(await rows).toMatchObject({ success: false, message: "cancelled" });
  });
});

describe("an edit of the text", () => {
  beforeEach(async () => {
    await client.launch();
    await client.step("next");
    await client.step("next");
  });

  it("withdraws every number at once", async () => {
    server.edit();
    expect(client.count("invalidated")).toBe(1);
    expect(await client.stack()).toEqual([]);
    expect(await client.scope()).toBe(0);
    expect(await client.refusal("evaluate", { expression: "done" })).toContain(
      "The text was edited",
    );
    expect(server.shownSteps.at(-1)).toBeUndefined();
    expect(client.console().at(-1)).toContain("The text was edited");
  });

  it("says so once, however much is typed", () => {
    const { length } = client.console();
    server.edit();
    server.edit();
    expect(client.console()).toHaveLength(length + 1);
  });

  it("withholds answers that were on their way", async () => {
    const scope = await client.scope();
    const release = server.hold(traceVariablesRequest);
    const rows = client.refusal("variables", { variablesReference: scope });
    await settled();
    server.edit();
    release();
    expect(await rows).toContain("The text was edited");
  });

  it("makes motions wait, and the trace goes on at the same step", async () => {
    server.edit();
    expect(await client.step("next")).toMatchObject({ reason: "pause" });
    expect(await client.stack()).toEqual([]);
    server.ready();
    expect(await client.stopped(6)).toMatchObject({
      reason: "step",
      preserveFocusHint: true,
    });
    expect(server.opened.at(-1)).toMatchObject({ trace: 7, at: { step: 1 } });
    expect(await client.stack()).toEqual(["Net: step 1"]);
    expect(server.breakpoints).not.toHaveLength(0);
  });

  it("ends a motion that is under way", async () => {
    server.hold(traceMoveRequest);
    await client.ask("continue", { threadId: 1 });
    await settled();
    server.edit();
    expect(await client.stopped(5)).toMatchObject({ reason: "pause" });
    expect(await client.stack()).toEqual([]);
  });

  it("says why the trace still waits", async () => {
    server.edit();
    server.openAnswer = { kind: "nothing", message: "There are errors." };
    server.ready();
    server.ready();
    await settled();
    expect(client.console().at(-1)).toBe("The trace waits. There are errors.");
    expect(client.console().at(-2)).toContain("The text was edited");
    expect(await client.stack()).toEqual([]);
  });

  it("that was made before the trace is opened anew is part of it", async () => {
    server.edit();
    const release = server.hold(traceOpenRequest);
    server.ready();
    await settled();
    server.edit();
    release();
    await client.stopped(5);
    expect(await client.stack()).toEqual(["Net: step 1"]);
    server.edit();
    expect(await client.stack()).toEqual([]);
  });

  it("leads the editor to the step again where the cursor may go there", async () => {
    server.edit();
    expect(await client.stopped(4)).toMatchObject({ preserveFocusHint: true });
    server.ready(true);
    expect(await client.stopped(5)).toMatchObject({ preserveFocusHint: false });
  });

  it("by setVariable goes on at once, without a word", async () => {
    const before = client.console();
    const variablesReference = await client.scope();
    const args = { variablesReference, name: "done", value: "0.75" };
    expect(await client.ask("setVariable", args)).toEqual({ value: "0.75" });
    expect(server.edits).toMatchObject([{ text: "0.75" }]);
    expect(server.opened.at(-1)).toMatchObject({ at: { step: 1 } });
    expect(client.console()).toEqual(before);
    expect(client.stops().at(-1)).toMatchObject({ preserveFocusHint: false });
    expect(await client.stack()).toEqual(["Net: step 1"]);
  });

  it("that the editor refuses changes nothing", async () => {
    server.acceptsEdits = false;
    const variablesReference = await client.scope();
    const args = { variablesReference, name: "done", value: "0.75" };
    expect(await client.refusal("setVariable", args)).toContain("save it");
    expect(await client.stack()).toEqual(["Net: step 1"]);
  });
});

describe("an editor of its own kind", () => {
  it("may count lines and columns from 0", async () => {
    await client.ask("initialize", {
      adapterID: "nn",
      linesStartAt1: false,
      columnsStartAt1: false,
    });
    await client.ask("launch", { program: "/work/net.nn" });
    await client.ask("configurationDone");
    await client.stopped(1);
    await client.step("next");
    const stack = await client.ask("stackTrace", { threadId: 1 });
    expect(stack).toMatchObject({
      stackFrames: [{ line: 0, column: 2, endLine: 0, endColumn: 5 }],
    });
  });

  it("is told that a request is not known", async () => {
    expect(await client.refusal("disassemble")).toContain("'disassemble'");
    expect(capabilities.supportsDisassembleRequest).toBeUndefined();
  });
});
