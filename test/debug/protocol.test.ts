// The Debug Adapter Protocol from outside, as VS Code speaks it: the adapter as a process, the real language server behind
// it, one test for each request that the adapter declares.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { build } from "esbuild";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "vitest";

const root = path.join(import.meta.dirname, "../..");
const vanishing = path.join(root, "examples/lecture/n11-vanishing.nn");
const threadId = 1;

let folder: string;
let adapter: string;
let client: DebugClient;
let printed: DebugProtocol.OutputEvent["body"][];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "nn-debug-"));
  adapter = path.join(folder, "adapter.cjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "adapter-process.ts")],
    outfile: adapter,
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    define: { "import.meta.dirname": "__dirname" },
    logLevel: "error",
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  client = new DebugClient(process.execPath, adapter, "nn", undefined, true);
  client.defaultTimeout = 10_000;
  printed = [];
  client.on("output", ({ body }: DebugProtocol.OutputEvent) => {
    printed.push(body);
  });
  await client.start();
});
afterEach(() => client.stop());

/** Launches and waits for the first stop. */
async function launch(args: object = {}): Promise<void> {
  await Promise.all([
    client.waitForEvent("stopped"),
    client.configurationSequence(),
    client.launch({ program: vanishing, ...args }),
  ]);
}

type Motion =
  "next" | "stepIn" | "stepOut" | "stepBack" | "continue" | "reverseContinue";

/** Moves and resolves to the stop. */
async function move(
  motion: Motion,
): Promise<DebugProtocol.StoppedEvent["body"]> {
  const stopped = client.waitForEvent("stopped");
  await client[`${motion}Request`]({ threadId });
  return (await stopped).body as DebugProtocol.StoppedEvent["body"];
}

async function frames(): Promise<DebugProtocol.StackFrame[]> {
  return (await client.stackTraceRequest({ threadId })).body.stackFrames;
}

/** The innermost frame's name: network and step. */
const here = async (): Promise<string> => (await frames())[0]?.name ?? "";

async function evaluate(expression: string): Promise<string> {
  const { body } = await client.evaluateRequest({
    expression,
    frameId: 1,
    context: "watch",
  });
  return body.result;
}

async function scope(name: string): Promise<number> {
  const { scopes } = (await client.scopesRequest({ frameId: 1 })).body;
  const found = scopes.find((each) => each.name === name);
  return found?.variablesReference ?? 0;
}

async function variables(
  name: string,
): Promise<readonly DebugProtocol.Variable[]> {
  const variablesReference = await scope(name);
  const { body } = await client.variablesRequest({ variablesReference });
  return body.variables;
}

/** `name = value` of every row of a scope. */
async function rows(name: string): Promise<string[]> {
  const all = await variables(name);
  return all.map((variable) => `${variable.name} = ${variable.value}`);
}

/** A program in the test's own folder. */
async function program(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

describe("initialize", () => {
  it("declares what the adapter can do", async () => {
    const { body } = await client.initializeRequest();
    expect(body).toMatchObject({
      supportsConfigurationDoneRequest: true,
      supportsStepBack: true,
      supportsConditionalBreakpoints: true,
      supportsHitConditionalBreakpoints: true,
      supportsLogPoints: true,
      supportsEvaluateForHovers: true,
      supportsSetVariable: true,
      supportsRestartRequest: true,
      supportsTerminateRequest: true,
      supportsExceptionInfoRequest: true,
      supportsCompletionsRequest: true,
      supportsCancelRequest: true,
    });
    const filters = body?.exceptionBreakpointFilters ?? [];
    expect(filters.map(({ filter }) => filter)).toEqual([
      "nan",
      "vanished",
      "exploded",
    ]);
  });
});

describe("launch and configurationDone", () => {
  it("stop at the entry, where nothing has a value", async () => {
    await launch();
    expect(await frames()).toMatchObject([
      {
        name: "Vanishing: Nothing has been computed yet",
        source: { name: "n11-vanishing.nn", path: vanishing },
        line: 3,
        column: 9,
        endLine: 3,
        endColumn: 18,
      },
    ]);
    expect(await rows("Values")).toEqual([]);
    await expect(evaluate("z1")).rejects.toThrow(/not been computed/);
  });

  it.each([
    ["n.nn", "network N {\n  input x = 1\n  y = x\n}\n", /no objective/],
    ["e.nn", "network E {\n  output y = nowhere\n}\n", /error in line 2/],
    ["v.nn", "network V {\n  input x: [3]\n  output y = sum(x)\n}\n", /x/],
    ["empty.nn", "", /network/],
  ])("say why %s cannot be traced", async (name, text, message) => {
    const file = await program(name, text);
    await expect(client.launch({ program: file })).rejects.toThrow(message);
  });

  it("say that there is no such file", async () => {
    const missing = client.launch({ program: path.join(folder, "none.nn") });
    await expect(missing).rejects.toThrow(/cannot be read/);
  });

  it("ask which of several networks is meant", async () => {
    const two = await program(
      "two.nn",
      "network A {\n  input a = 2\n  output p = a * a\n}\n" +
        "network B {\n  input b = 3\n  output q = b * b\n}\n",
    );
    await client.customRequest("test/choose", { network: "B" });
    await launch({ program: two });
    expect(await here()).toMatch(/^B: /);
  });

  it("trace the network that is named", async () => {
    const two = await program(
      "named.nn",
      "network A {\n  output p = 1 + 1\n}\nnetwork B {\n  input b = 3\n  output q = b * b\n}\n",
    );
    await launch({ program: two, network: "B" });
    expect(await here()).toMatch(/^B: /);
  });
});

describe("threads and stackTrace", () => {
  it("have one thread, named for the network", async () => {
    await launch();
    const { threads } = (await client.threadsRequest()).body;
    expect(threads).toEqual([{ id: 1, name: "Vanishing: ∂L/∂…" }]);
  });

  it("have a frame for each layer around the step, in pages too", async () => {
    const deep = await program(
      "deep.nn",
      "network Deep {\n  seed 1\n  input x = [1, 2]\n  layer h = x |> dense(3) |> relu\n  loss L = sum(h)\n}\n",
    );
    await launch({ program: deep });
    await move("next");
    await move("stepIn");
    const all = await frames();
    expect(all.map(({ name }) => name.replace(/: h\.weight.*/, ""))).toEqual([
      "dense(3)",
      "h: dense(3) → relu",
      "Deep",
    ]);
    expect(all[0]).toMatchObject({ line: 4, column: 18, endColumn: 26 });
    const { body } = await client.stackTraceRequest({
      threadId,
      startFrame: 1,
      levels: 1,
    });
    expect(body.totalFrames).toBe(3);
    expect(body.stackFrames).toEqual([all[1]]);
  });
});

describe("next, stepIn, stepOut and stepBack", () => {
  it("compute one operation after the other, with its derivation", async () => {
    await launch();
    for (let step = 0; step < 7; step++) await move("next");
    expect(await here()).toBe("Vanishing: a1 = σ(z1) = σ(0.5) = 0.6225");
    expect((await rows("Values")).slice(-2)).toEqual([
      "z1 = 0.5",
      "a1 = 0.6225",
    ]);
    const { output, line, source } = printed.at(-1) ?? {};
    expect(output?.split("\n").at(0)).toBe("a1 = σ(z1)");
    expect([line, source?.path]).toEqual([11, vanishing]);
    await move("stepBack");
    expect(await here()).toMatch(/z1 = w1 · x/);
    expect((await rows("Values")).at(-1)).toBe("z1 = 0.5");
  });

  it("go through a layer as one, or into it and out again", async () => {
    const deep = await program(
      "layer.nn",
      "network Deep {\n  seed 1\n  input x = [1, 2]\n  layer h = x |> dense(3) |> relu\n  loss L = sum(h)\n}\n",
    );
    await launch({ program: deep });
    await move("next");
    await move("next");
    expect(await here()).toMatch(/^Deep: h = /);
    await move("stepBack");
    expect(await here()).toMatch(/^Deep: x = /);
    await move("stepIn");
    expect(await here()).toMatch(/^dense\(3\): h\.weight/);
    await move("stepOut");
    await move("stepOut");
    expect(await here()).toMatch(/^Deep: h = /);
  });
});

describe("continue and reverseContinue", () => {
  it("reach the end and the entry, where the whole state is", async () => {
    await launch();
    expect(await move("continue")).toMatchObject({ reason: "end" });
    expect(await rows("Accumulated gradients")).toEqual(
      expect.arrayContaining(["∂L/∂z1 = −0.001504", "∂L/∂x = −0.0007519"]),
    );
    expect(await move("next")).toMatchObject({ reason: "end" });
    expect(printed.at(-1)?.output).toContain("The trace is at its end");
    expect(await move("reverseContinue")).toMatchObject({ reason: "entry" });
    expect(await rows("Values")).toEqual([]);
  });
});

describe("setBreakpoints", () => {
  const set = (
    ...breakpoints: DebugProtocol.SourceBreakpoint[]
  ): Promise<DebugProtocol.SetBreakpointsResponse> =>
    client.setBreakpointsRequest({ source: { path: vanishing }, breakpoints });

  it("stops at a line in both directions", async () => {
    await client.hitBreakpoint(
      { program: vanishing, stopOnEntry: false },
      { path: vanishing, line: 12 },
    );
    expect(await here()).toMatch(/: z2 = w2 · a1/);
    expect(await move("continue")).toMatchObject({ reason: "breakpoint" });
    expect(await here()).toMatch(/: ∂L\/∂w2/);
    await move("reverseContinue");
    expect(await here()).toMatch(/: z2 = w2 · a1/);
  });

  it("moves to the next line with a step, or says that there is none", async () => {
    await launch();
    const { body } = await set({ line: 9 }, { line: 900 });
    expect(body.breakpoints).toMatchObject([
      { verified: true, line: 10 },
      { verified: false },
    ]);
    expect(body.breakpoints[1]?.message).toBeTruthy();
  });

  it("stops where a condition holds", async () => {
    await launch();
    await set({ line: 14, condition: "abs(∂L/∂z3) > 0.1" });
    await move("continue");
    expect(await here()).toMatch(/: ∂L\//);
  });

  it("stops as often as it is told to", async () => {
    await launch();
    await set({ line: 12, hitCondition: "2" });
    await move("continue");
    expect(await here()).toMatch(/: ∂L\/∂w2/);
  });

  it("writes log points and goes on", async () => {
    await launch();
    await set({ line: 11, logMessage: "a1 is {a1}, twice that {2 * a1}" });
    expect(await move("continue")).toMatchObject({ reason: "end" });
    const log = printed.find(({ output }) => output.startsWith("a1 is"));
    expect(log).toMatchObject({
      output: "a1 is 0.6225, twice that 1.245\n",
      line: 11,
    });
  });
});

describe("setExceptionBreakpoints and exceptionInfo", () => {
  it("stop at the first NaN and say which it is", async () => {
    const nan = await program(
      "nan.nn",
      "network Nan {\n  input x = -1\n  y = sqrt(x)\n  loss L = y * y\n}\n",
    );
    await launch({ program: nan });
    await client.setExceptionBreakpointsRequest({ filters: ["nan"] });
    expect(await move("continue")).toMatchObject({ reason: "exception" });
    expect(await frames()).toMatchObject([{ line: 3 }]);
    const { body } = await client.exceptionInfoRequest({ threadId });
    expect(body).toMatchObject({ exceptionId: "NaN or infinity" });
    expect(body.description).toContain("NaN");
  });

  it("do not stop for what is not asked for", async () => {
    const nan = await program(
      "nan-passed.nn",
      "network Nan {\n  input x = -1\n  y = sqrt(x)\n  loss L = y * y\n}\n",
    );
    await launch({ program: nan });
    await client.setExceptionBreakpointsRequest({ filters: [] });
    expect(await move("continue")).toMatchObject({ reason: "end" });
    await expect(client.exceptionInfoRequest({ threadId })).rejects.toThrow(
      /did not stop/,
    );
  });
});

describe("scopes and variables", () => {
  it("are the five parts of the state", async () => {
    await launch();
    const { scopes } = (await client.scopesRequest({ frameId: 1 })).body;
    expect(scopes.map(({ name }) => name)).toEqual([
      "Values",
      "Local derivatives",
      "Upstream",
      "Accumulated gradients",
      "Parameters",
    ]);
  });

  it("page through the elements of a tensor", async () => {
    const long = await program(
      "long.nn",
      "network Long {\n  input x: [1000] = 0.5\n  loss L = sum(x²)\n}\n",
    );
    await launch({ program: long });
    await move("next");
    const [x] = await variables("Values");
    expect(x).toMatchObject({ name: "x", indexedVariables: 1000 });
    const { body } = await client.variablesRequest({
      variablesReference: x?.variablesReference ?? 0,
      filter: "indexed",
      start: 700,
      count: 3,
    });
    const shown = body.variables.map(({ name, value }) => [name, value]);
    expect(shown).toEqual([
      ["[700]", "0.5"],
      ["[701]", "0.5"],
      ["[702]", "0.5"],
    ]);
  });
});

describe("evaluate and completions", () => {
  it("know expressions in the present state, derivatives included", async () => {
    await launch();
    await move("continue");
    expect(await evaluate("∂L/∂z1")).toBe("−0.001504");
    expect(await evaluate("abs(∂L/∂z1) * 2")).toBe("0.003008");
    await move("reverseContinue");
    await expect(evaluate("∂L/∂z1")).rejects.toThrow(/not been computed/);
    await expect(evaluate("nowhere")).rejects.toThrow(/nowhere/);
    await expect(evaluate("1 +")).rejects.toThrow();
  });

  it("page through the elements of an expression's value, rows of matrices too", async () => {
    const long = await program(
      "rows.nn",
      "network Rows {\n  input x: [300, 4] = 0.5\n  loss L = sum(x²)\n}\n",
    );
    await launch({ program: long });
    await move("continue");
    const { body } = await client.evaluateRequest({
      expression: "3 * x + ∂L/∂x",
      frameId: 1,
      context: "repl",
    });
    expect(body).toMatchObject({ indexedVariables: 300 });
    const page = await client.variablesRequest({
      variablesReference: body.variablesReference,
      filter: "indexed",
      start: 298,
      count: 2,
    });
    expect(page.body.variables.map(({ name, value }) => [name, value])).toEqual(
      [
        ["[298]", "[2.5, 2.5, 2.5, 2.5]"],
        ["[299]", "[2.5, 2.5, 2.5, 2.5]"],
      ],
    );
    const [row] = page.body.variables;
    const elements = await client.variablesRequest({
      variablesReference: row?.variablesReference ?? 0,
    });
    expect(
      elements.body.variables.map(({ name, value }) => [name, value]).at(-1),
    ).toEqual(["[3]", "2.5"]);
  });

  it("complete names that have a value", async () => {
    await launch();
    await move("continue");
    const { body } = await client.completionsRequest({
      text: "2 * dL/da",
      column: 10,
    });
    const place = { start: 5, length: 5 };
    expect(body.targets).toHaveLength(3);
    expect(body.targets).toContainEqual({
      label: "dL/da1",
      text: "∂L/∂a1",
      type: "variable",
      ...place,
    });
    const signs = await client.completionsRequest({
      text: "∂L/∂a1",
      column: 7,
    });
    expect(signs.body.targets).toMatchObject([
      { label: "∂L/∂a1", start: 1, length: 6 },
    ]);
  });
});

describe("setVariable", () => {
  it("edits the text, and the state is the new text's", async () => {
    const text = await readFile(vanishing, "utf8");
    const copy = await program("copy.nn", text);
    await launch({ program: copy });
    for (let step = 0; step < 6; step++) await move("next");
    expect(await here()).toMatch(/z1 = w1 · x = 0.5 · 1 = 0.5$/);
    const w1 = (await variables("Parameters")).find(
      ({ name }) => name === "w1",
    );
    expect(w1?.presentationHint).toBeUndefined();
    const z1 = (await variables("Values")).find(({ name }) => name === "z1");
    expect(z1?.presentationHint).toEqual({ attributes: ["readOnly"] });
    const stopped = client.waitForEvent("stopped");
    const { body } = await client.setVariableRequest({
      variablesReference: await scope("Parameters"),
      name: "w1",
      value: "0.25",
    });
    expect(body.value).toBe("0.25");
    await stopped;
    expect(await here()).toMatch(/z1 = w1 · x = 0.25 · 1 = 0.25$/);
  });

  it("says why a variable cannot be set", async () => {
    await launch();
    await move("next");
    const refused = client.setVariableRequest({
      variablesReference: await scope("Values"),
      name: "x",
      value: "a lot",
    });
    await expect(refused).rejects.toThrow(/a lot|number/);
  });
});

describe("an edit", () => {
  it("takes the numbers away, and brings those of the new text", async () => {
    const text = await readFile(vanishing, "utf8");
    const path = await program("edited.nn", text);
    await launch({ program: path });
    for (let step = 0; step < 6; step++) await move("next");
    const waits = client.waitForEvent("stopped");
    const edit = { path, old: "input x = 1", by: "input x = 3" };
    await client.customRequest("test/edit", edit);
    expect((await waits).body).toMatchObject({ preserveFocusHint: true });
    expect(await frames()).toEqual([]);
    expect((await client.scopesRequest({ frameId: 1 })).body.scopes).toEqual(
      [],
    );
    await expect(evaluate("z1")).rejects.toThrow(/edited/);
    const goesOn = client.waitForEvent("stopped");
    await client.customRequest("test/save", { path });
    await goesOn;
    expect(await here()).toMatch(/z1 = w1 · x = 0.5 · 3 = 1.5$/);
  });
});

describe("restart, pause, terminate and cancel", () => {
  it("restart at the entry", async () => {
    await launch();
    await move("continue");
    const stopped = client.waitForEvent("stopped");
    await client.restartRequest({});
    expect((await stopped).body).toMatchObject({ reason: "entry" });
    expect(await rows("Values")).toEqual([]);
  });

  it("pause a long way where it is, or do nothing at a stop", async () => {
    await launch();
    await client.pauseRequest({ threadId });
    expect(await here()).toContain("Nothing has been computed yet");
  });

  it("terminate the session", async () => {
    await launch();
    const terminated = client.waitForEvent("terminated");
    await client.terminateRequest();
    await terminated;
    await expect(client.nextRequest({ threadId })).rejects.toThrow(/yet/);
  });

  it("cancel what nobody waits for", async () => {
    await launch();
    const { success } = await client.customRequest("cancel", { requestId: 99 });
    expect(success).toBe(true);
  });
});
