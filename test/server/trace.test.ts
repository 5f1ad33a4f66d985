// The messages of a trace: a client opens one and walks through it, on numbers that edits do not change.
import { CancellationTokenSource } from "vscode-languageserver/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type TraceBreakpoint,
  type TraceBreakpointAnswer,
  traceBreakpointsRequest,
  traceCloseNotification,
  type TraceEvaluated,
  traceEvaluateRequest,
  type TraceMotion,
  type TraceMoved,
  traceMoveRequest,
  traceOpenRequest,
  type TraceOpenAnswer,
  type TraceOpened,
  type TraceOpenParams,
  traceOutdatedNotification,
  type TraceParams,
  type TracePosition,
  type TraceScope,
  traceScopesRequest,
  type TraceSetVariableAnswer,
  traceSetVariableRequest,
  type TraceStep,
  traceStepRequest,
  type TraceVariable,
  traceVariablesRequest,
} from "../../language-server/protocol.js";
import type { FileSystem } from "../../language-server/files/file-system.js";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

const vanishing = `network Vanishing {
  input x = 1
  input y = 1
  weight w1 = 0.5
  weight w2 = 0.5
  weight w3 = 0.5
  z1 = w1 * x
  a1 = σ(z1)
  z2 = w2 * a1
  a2 = σ(z2)
  z3 = w3 * a2
  a3 = σ(z3)
  loss L = (a3 - y)² / 2
}
`;

let session: Session;
let outdated: number[];

beforeEach(async () => {
  session = await Session.start();
  outdated = [];
  session.client.onNotification(
    traceOutdatedNotification.method,
    ({ trace }: TraceParams) => {
      outdated.push(trace);
    },
  );
});

afterEach(() => {
  session.stop();
});

const ask = (params: Partial<TraceOpenParams> = {}): Promise<TraceOpenAnswer> =>
  session.client.sendRequest(traceOpenRequest.method, { uri, ...params });

async function open(text: string): Promise<Traced> {
  session.open(uri, text);
  return traced(await ask());
}

function traced(answer: TraceOpenAnswer): Traced {
  if (answer.kind !== "trace")
    throw new Error(`The answer is ${JSON.stringify(answer)}.`);
  return new Traced(answer);
}

/** A trace as a debugger drives it. */
class Traced {
  at: TracePosition;

  constructor(readonly opened: TraceOpened) {
    this.at = opened.at;
  }

  send<Answer>(
    { method }: { readonly method: string },
    params: object = {},
  ): Promise<Answer> {
    const { trace } = this.opened;
    return session.client.sendRequest(method, {
      trace,
      at: this.at,
      ...params,
    });
  }

  async move(motion: TraceMotion): Promise<TraceMoved> {
    const moved = await this.send<TraceMoved>(traceMoveRequest, { motion });
    this.at = moved.at;
    return moved;
  }

  step(): Promise<TraceStep> {
    return this.send(traceStepRequest);
  }

  arm(
    breakpoints: readonly TraceBreakpoint[],
    filters: readonly string[] = [],
  ): Promise<TraceBreakpointAnswer[]> {
    return this.send(traceBreakpointsRequest, { breakpoints, filters });
  }

  evaluate(expression: string): Promise<TraceEvaluated> {
    return this.send(traceEvaluateRequest, { expression });
  }

  async scope(name: string): Promise<TraceVariable[]> {
    const scopes = await this.send<TraceScope[]>(traceScopesRequest);
    const reference = scopes.find((each) => each.name === name)?.reference;
    return this.send(traceVariablesRequest, { reference });
  }

  rows(reference = ""): Promise<TraceVariable[]> {
    return this.send(traceVariablesRequest, { reference });
  }

  set(
    reference: string,
    name: string,
    value: string,
  ): Promise<TraceSetVariableAnswer> {
    return this.send(traceSetVariableRequest, { reference, name, value });
  }
}

const choice = `network A {
  input x = 1
  output f = x * x
}
network B {
  input x = 2
  output g = x * x
}
`;

/** Why a trace was not opened. */
async function refusal(text: string, network?: string): Promise<string> {
  session.open(uri, text);
  const answer = await ask(network === undefined ? {} : { network });
  if (answer.kind !== "nothing") throw new Error(answer.kind);
  return answer.message;
}

/** A disk with a single file. */
function oneFile(uri: string, text: string): FileSystem {
  const bytes = new TextEncoder().encode(text);
  return {
    resolve: (wanted) => Promise.resolve({ uri: wanted }),
    open: () =>
      Promise.resolve({
        uri,
        size: bytes.length,
        read: (start: number, length: number) =>
          Promise.resolve(bytes.subarray(start, start + length)),
        close: () => Promise.resolve(),
      }),
  };
}

const lineOf = (text: string, part: string): number =>
  text.split("\n").findIndex((line) => line.includes(part));

const breakpoint = (
  part: string,
  more: Partial<TraceBreakpoint> = {},
  text = vanishing,
): TraceBreakpoint => ({ id: 1, uri, line: lineOf(text, part), ...more });

/** Everything that a motion stops at until the end, each by the title of its step. */
async function stopsOf(
  trace: Traced,
  motion: "continue" | "reverse",
): Promise<string[]> {
  const titles: string[] = [];
  for (;;) {
    const { reason } = await trace.move(motion);
    if (reason === "end" || reason === "entry") return titles;
    titles.push((await trace.step()).title);
  }
}

describe("nn/trace/open", () => {
  it("evaluates the network and stands at the entry", async () => {
    const { opened } = await open(vanishing);
    expect(opened).toEqual({
      kind: "trace",
      trace: 1,
      network: "Vanishing",
      objective: "L",
      version: 1,
      steps: 33,
      backward: 14,
      at: { step: -1 },
    });
  });

  it("evaluates also where that is done on command only", async () => {
    session.changeSettings({ evaluation: { trigger: "manual" } });
    const trace = await open(vanishing);
    await trace.move("continue");
    expect((await trace.step()).title).toBe("∂L/∂x = −0.0007519");
  });

  it("takes the network that is named, the one at the cursor, or asks", async () => {
    session.open(uri, choice);
    const asked = await ask();
    expect(asked).toMatchObject({
      kind: "choice",
      networks: [{ name: "A" }, { name: "B" }],
    });
    expect(traced(await ask({ network: "B" })).opened.network).toBe("B");
    const position = { line: 1, character: 3 };
    expect(traced(await ask({ position })).opened.network).toBe("A");
  });

  it("says why there is nothing to trace", async () => {
    expect(await refusal("network N {\n  input x = 1\n  y = [x, x]\n}")).toBe(
      "N has no objective, so there is nothing to go back from. Write `loss L = …`, or mark one scalar as `output`.",
    );
    session.close(uri);
    expect(await refusal("network N {\n  input x\n  output f = x\n}")).toMatch(
      /^N has an error in line 2, and is not traced before it is mended: /,
    );
    session.close(uri);
    expect(
      await refusal("network N {\n  input x: [2]\n  output f = sum(x)\n}"),
    ).toBe("No values: the input `x` has none.");
    session.close(uri);
    expect(
      await refusal(
        "network N {\n  input x: [100000, 100000] = 1\n  output f = sum(x)\n}",
      ),
    ).toMatch(/^A tensor of shape \[100000, 100000\] would take /);
    session.close(uri);
    expect(await refusal(choice, "C")).toBe("The file has no network named C.");
    session.close(uri);
    expect(await ask()).toEqual({
      kind: "nothing",
      message: "The file is not open in the editor.",
    });
  });

  it("is not held up by an error in another network", async () => {
    const broken = choice.replace("output g = x", "output g = z");
    session.open(uri, broken);
    expect((await ask({ network: "A" })).kind).toBe("trace");
    expect((await ask({ network: "B" })).kind).toBe("nothing");
  });

  it("opens a trace anew at the same step, with its breakpoints", async () => {
    const trace = await open(vanishing);
    await trace.arm([breakpoint("a2 =")]);
    await trace.move("continue");
    session.edit(uri, vanishing.replace("x = 1", "x = 2 input unused = 3"));
    const again = traced(await ask({ trace: 1, at: trace.at }));
    expect(again.opened).toMatchObject({ trace: 1, version: 2, steps: 34 });
    expect((await again.step()).title).toMatch(/^a2 = /);
    await again.move("reverse");
    expect(again.at.step).toBe(-1);
  });
});

describe("a trace that is open", () => {
  it("keeps its numbers while the text is edited, and tells that it is outdated", async () => {
    const trace = await open(vanishing);
    session.edit(uri, vanishing.replace("x = 1", "x = 3"));
    await session.untilAsync("the trace to be outdated", () =>
      Promise.resolve(outdated.length > 0),
    );
    expect(outdated).toEqual([1]);
    await session.evaluate(uri);
    session.edit(uri, vanishing.replace("x = 1", "x = 4"));
    await session.evaluate(uri);
    expect(await trace.evaluate("x")).toMatchObject({ kind: "problem" });
    await trace.move("continue");
    expect(await trace.evaluate("x")).toMatchObject({
      kind: "value",
      variable: { value: "1" },
    });
    expect(outdated).toEqual([1]);
  });

  it("is closed by the client: every answer is null from then on", async () => {
    const trace = await open(vanishing);
    const params = { trace: 1 };
    void session.client.sendNotification(traceCloseNotification.method, params);
    expect(await trace.step()).toBeNull();
    expect(await trace.send(traceScopesRequest)).toBeNull();
  });
});

describe("breakpoints", () => {
  it("stop when a line is done, and when the gradient comes back to it", async () => {
    const trace = await open(vanishing);
    const answers = await trace.arm([breakpoint("z2 =")]);
    expect(answers).toEqual([{ id: 1, verified: true, line: 8 }]);
    const titles = [
      "z2 = w2 · a1 = 0.5 · 0.6225 = 0.3112",
      "∂L/∂w2 = −0.007967",
    ];
    expect(await stopsOf(trace, "continue")).toEqual(titles);
    expect(await stopsOf(trace, "reverse")).toEqual(titles.toReversed());
  });

  it("on a weight stop where it is given and where its gradient arrives", async () => {
    const trace = await open(vanishing);
    await trace.arm([breakpoint("weight w2")]);
    expect(await stopsOf(trace, "continue")).toEqual([
      "w2 = 0.5",
      "∂L/∂w2 = −0.007967",
    ]);
  });

  it("on a line without a step move to the next one with one", async () => {
    const text = vanishing.replace("  z3", "\n  // third\n  z3");
    const trace = await open(text);
    const line = lineOf(text, "// third");
    const answers = await trace.arm([{ id: 7, uri, line }]);
    expect(answers).toEqual([{ id: 7, verified: true, line: line + 1 }]);
  });

  it("behind the last step, or in another file, never stop", async () => {
    const trace = await open(vanishing);
    const answers = await trace.arm([
      { id: 1, uri, line: 100 },
      { id: 2, uri: "file:///work/other.nn", line: 1 },
    ]);
    expect(answers).toEqual([
      {
        id: 1,
        verified: false,
        message:
          "The network that is traced has no step on this line or below it.",
      },
      {
        id: 2,
        verified: false,
        message: "The network that is traced has nothing from this file.",
      },
    ]);
    expect(await stopsOf(trace, "continue")).toEqual([]);
  });

  it("with a condition stop where it holds, and not where it has no value yet", async () => {
    const trace = await open(vanishing);
    const condition = "abs(∂L/∂z1) < 1e-2";
    await trace.arm([breakpoint("z1 =", { condition })]);
    expect(await stopsOf(trace, "continue")).toEqual(["∂L/∂w1 = −0.001504"]);
    await trace.arm([breakpoint("z1 =", { condition: "z1 > 1" })]);
    expect(await stopsOf(trace, "reverse")).toEqual([]);
  });

  it("with a condition that cannot be read stop and say so", async () => {
    const trace = await open(vanishing);
    await trace.arm([breakpoint("z1 =", { condition: "q > 1" })]);
    expect(await trace.move("continue")).toMatchObject({
      reason: "breakpoint",
      breakpoints: [1],
      message: expect.stringContaining("no value named `q`") as unknown,
    });
  });

  it("count how often they are reached", async () => {
    const trace = await open(vanishing);
    await trace.arm([breakpoint("z1 =", { hitCondition: "2" })]);
    expect(await stopsOf(trace, "continue")).toEqual(["∂L/∂w1 = −0.001504"]);
    const [answer] = await trace.arm([
      breakpoint("z1 =", { hitCondition: "often" }),
    ]);
    expect(answer).toMatchObject({ verified: false });
    expect(answer?.message).toMatch(/^Expected how often /);
  });

  it("with a message write it and go on", async () => {
    const trace = await open(vanishing);
    const logMessage = "a1 is {a1}, ∂L/∂a1 {∂L/∂a1}";
    await trace.arm([breakpoint("a1 =", { logMessage })]);
    const { reason, logs } = await trace.move("continue");
    expect(reason).toBe("end");
    expect(logs.map(({ text }) => text)).toEqual([
      "a1 is 0.6225, ∂L/∂a1 {∂L/∂a1 has not been computed yet.}",
      "a1 is 0.6225, ∂L/∂a1 −0.006399",
    ]);
    expect(logs[0]?.place.range.start.line).toBe(7);
  });

  it("inside a function stop for each call, and at the call for all of it", async () => {
    const text = `fn f(a) = a * a + 1
network N {
  input x = 2
  y = f(x) + f(3 * x)
  output z = y
}
`;
    const trace = await open(text);
    await trace.arm([{ id: 1, uri, line: 0 }]);
    expect(await stopsOf(trace, "continue")).toHaveLength(4);
    await trace.arm([{ id: 1, uri, line: 3 }]);
    expect(await stopsOf(trace, "reverse")).toEqual([
      expect.stringMatching(/^∂z\/∂/),
      expect.stringMatching(/^y = f\(x\)/),
    ]);
  });

  it("inside a layer stop a step over it, its own line does not", async () => {
    const text = `network Inner {
  input a: [2]
  layer h = a |> dense(2)
  output b = relu(h)
}
network N {
  input x = [1, 2]
  layer e = Inner(x)
  output z = sum(e)
}
`;
    session.open(uri, text);
    const trace = traced(await ask({ network: "N" }));
    await trace.arm([{ id: 1, uri, line: lineOf(text, "relu") }]);
    await trace.move("over");
    const stopped = await trace.move("over");
    expect(stopped.reason).toBe("breakpoint");
    expect((await trace.step()).frames.map(({ name }) => name)).toEqual([
      "e: Inner",
      "N",
    ]);
    await trace.arm([{ id: 1, uri, line: lineOf(text, "layer e") }]);
    trace.at = { step: 0 };
    const over = await trace.move("over");
    expect(over.reason).toBe("step");
    expect((await trace.step()).kind).toBe("layer");
  });
});

describe("a long way", () => {
  it("can be given up, and ends where it is", async () => {
    const statements = Array.from(
      { length: 300 },
      (_, index) => `  n${index + 1} = n${index} * 1.01 + x`,
    );
    const text = `network Chain {\n  input x = 1\n  n0 = x * 1\n${statements.join("\n")}\n  output f = n300\n}\n`;
    const trace = await open(text);
    await trace.arm(
      statements.map((_, index) => ({
        id: index,
        uri,
        line: index + 3,
        condition: "x > 1",
      })),
    );
    const cancel = new CancellationTokenSource();
    const params = { trace: 1, at: trace.at, motion: "continue" };
    const answer = session.client.sendRequest<TraceMoved>(
      traceMoveRequest.method,
      params,
      cancel.token,
    );
    // The server goes on answering others.
    expect((await trace.step()).kind).toBe("entry");
    cancel.cancel();
    const moved = await answer;
    expect(moved.reason).toBe("paused");
    expect(moved.at.step).toBeLessThan(trace.opened.steps - 1);
  });
});

describe("a program of several files", () => {
  it("has breakpoints in each of them, and frames that lead there", async () => {
    session.stop();
    const folder = "file:///work";
    const blocks = `${folder}/blocks.nn`;
    session = await Session.start({
      folder,
      fileSystem: oneFile(blocks, "// shared\nfn cube(a) = a * a * a\n"),
    });
    const trace = await open(`import "blocks.nn"
network N {
  input x = 2
  output f = cube(x) + 1
}
`);
    const answers = await trace.arm([{ id: 1, uri: blocks, line: 0 }]);
    expect(answers).toEqual([{ id: 1, verified: true, line: 1 }]);
    expect((await trace.move("continue")).reason).toBe("breakpoint");
    const { frames, title } = await trace.step();
    expect(title).toBe("cube(x) = 4 · 2 = 8");
    expect(frames).toMatchObject([
      { name: "cube", place: { uri: blocks, range: { start: { line: 1 } } } },
      { name: "N", place: { uri, range: { start: { line: 3 } } } },
    ]);
  });
});

describe("what is computed from gradients", () => {
  it("follows the backward pass", async () => {
    const trace = await open(`network N {
  input x = 3
  weight w = 2
  loss L = (w * x)²
  next = w - 0.01 * ∂L/∂w
}
`);
    await trace.arm([{ id: 1, uri, line: 4 }]);
    await trace.move("continue");
    expect(await trace.step()).toMatchObject({
      pass: "afterwards",
      title: "next = w − 0.01 · ∂L/∂w = 2 − 0.36 = 1.64",
    });
    await trace.move("back");
    await trace.move("back");
    expect((await trace.step()).title).toBe("∂L/∂w = 36");
    expect(await trace.evaluate("next")).toMatchObject({ kind: "problem" });
  });
});

describe("exception filters", () => {
  it("pause where a number that is none arises, forward and backward", async () => {
    const trace = await open(`network N {
  input x = 0
  y = sqrt(x)
  z = 1 / x
  output f = y + 2
}
`);
    await trace.arm([], ["nan"]);
    const forward = await trace.move("continue");
    expect(forward).toMatchObject({ reason: "exception", filter: "nan" });
    expect(forward.message).toBe(
      "z has a NaN or an infinity, and what it is made of has none.",
    );
    const backward = await trace.move("continue");
    expect(backward.message).toMatch(/^What y passes back to ∂f\/∂x has a NaN/);
    expect((await trace.move("continue")).reason).toBe("end");
    expect((await trace.move("reverse")).reason).toBe("exception");
  });
});

describe("variables", () => {
  const layers = `network N {
  input x = [1, 2]
  weight w: [2, 2] = [[1, 0], [0, 3]]
  z = w @ x
  output f = sum(z * z)
}
`;

  it("are those that are known by then", async () => {
    const trace = await open(layers);
    expect(await trace.scope("Values")).toEqual([]);
    await trace.move("over");
    expect(await trace.scope("Values")).toMatchObject([
      { name: "x", value: "[1, 2]", type: "[2]", indexed: 2 },
    ]);
    expect(await trace.scope("Parameters")).toEqual([]);
    expect(await trace.scope("Accumulated gradients")).toEqual([]);
  });

  it("show the operation's local derivatives and what arrives at it", async () => {
    const trace = await open(vanishing);
    await trace.arm([breakpoint("a2 =")]);
    await trace.move("continue");
    await trace.move("continue");
    expect(await trace.scope("Local derivatives")).toMatchObject([
      { name: "∂a2/∂z2", value: "a2(1 − a2) = 0.244" },
    ]);
    expect(await trace.scope("Upstream")).toMatchObject([
      { name: "∂L/∂a2", value: "−0.05244" },
    ]);
  });

  it("of tensors expand by index, and elements into the sums that they are", async () => {
    const trace = await open(layers);
    await trace.move("continue");
    const gradients = await trace.scope("Accumulated gradients");
    const ofW = gradients.find(({ name }) => name === "∂f/∂w");
    const rows = await trace.rows(ofW?.reference);
    expect(rows.map(({ name, value }) => `${name} ${value}`)).toEqual([
      "[0] [2, 4]",
      "[1] [12, 24]",
    ]);
    const elements = await trace.rows(rows[1]?.reference);
    expect(elements.map(({ value }) => value)).toEqual(["12", "24"]);
    const terms = await trace.rows(elements[1]?.reference);
    expect(terms.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      "∂f/∂z[1] · ∂z[1]/∂w[1, 1]: 12 · 2 = 24",
      "sum: 24",
    ]);
    const values = await trace.scope("Values");
    const z = values.find(({ name }) => name === "z");
    const [, second] = await trace.rows(z?.reference);
    const sum = await trace.rows(second?.reference);
    expect(sum.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      "w[1, 1]: 3 · 2 = 6",
      "sum: 6",
    ]);
  });

  it("of large tensors are sent page by page", async () => {
    const trace = await open(
      "network N {\n  input x: [784, 256] = uniform(0, 1)\n  output f = mean(x)\n}\n",
    );
    await trace.move("over");
    const [x] = await trace.scope("Values");
    expect(x).toMatchObject({ type: "[784, 256]", indexed: 784 });
    const page = await trace.send<TraceVariable[]>(traceVariablesRequest, {
      reference: x?.reference,
      start: 700,
      count: 100,
    });
    expect(page).toHaveLength(84);
    expect(page[0]).toMatchObject({ name: "[700]", indexed: 256 });
  });

  it("can be set where their numbers stand in the text", async () => {
    const trace = await open(layers);
    await trace.move("over");
    await trace.move("over");
    const [parameters] = (
      await trace.send<TraceScope[]>(traceScopesRequest)
    ).filter(({ name }) => name === "Parameters");
    const [w] = await trace.scope("Parameters");
    const [, row] = await trace.rows(w?.reference);
    expect((await trace.rows(row?.reference))[0]).toMatchObject({
      editable: true,
    });
    expect(await trace.set(row?.reference ?? "", "[0]", "−2.5")).toEqual({
      kind: "edit",
      value: "-2.5",
      edit: {
        uri,
        version: 1,
        text: "-2.5",
        range: {
          start: { line: 2, character: 31 },
          end: { line: 2, character: 32 },
        },
      },
    });
    expect(await trace.set(row?.reference ?? "", "[0]", "a lot")).toEqual({
      kind: "problem",
      message: "Expected a number such as 0.5, -3 or 1e-3, found `a lot`.",
    });
    expect(await trace.set(parameters?.reference ?? "", "w", "1")).toEqual({
      kind: "problem",
      message: "w has several elements: open it and set one of them.",
    });
  });

  it("that follow from others, or are drawn, cannot be set", async () => {
    const trace = await open(
      "network N {\n  input x = 2\n  weight w: [] = normal(0, 1)\n  output f = w * x\n}\n",
    );
    await trace.move("continue");
    const scopes = await trace.send<TraceScope[]>(traceScopesRequest);
    const [values, , , gradients, parameters] = scopes.map(
      ({ reference }) => reference,
    );
    expect(await trace.set(values ?? "", "f", "1")).toMatchObject({
      message: "f is computed. Only inputs and weights can be set.",
    });
    expect(await trace.set(parameters ?? "", "w", "1")).toMatchObject({
      message:
        "The value of w is not written as numbers in the text, but as `normal(0, 1)`. Write numbers there to set them.",
    });
    expect(await trace.set(gradients ?? "", "∂f/∂x", "1")).toMatchObject({
      message:
        "∂f/∂x follows from the program. Only inputs and weights can be set.",
    });
  });
});

describe("expressions", () => {
  it("have the values of the position", async () => {
    const trace = await open(vanishing);
    await trace.arm([breakpoint("a2 =")]);
    await trace.move("continue");
    expect(await trace.evaluate("a2 - a1")).toMatchObject({
      variable: { value: "−0.04527", evaluateName: "a2 - a1" },
    });
    expect(await trace.evaluate("a3")).toEqual({
      kind: "problem",
      message: "a3 has not been computed yet.",
    });
    expect(await trace.evaluate("∂a2/∂z1")).toMatchObject({
      variable: { value: "0.02868" },
    });
    expect(await trace.evaluate("∂L/∂a2")).toEqual({
      kind: "problem",
      message: "∂L/∂a2 has not been computed yet.",
    });
    await trace.move("continue");
    expect(await trace.evaluate("∂L/∂a2 / ∂L/∂a3")).toMatchObject({
      variable: { value: "0.1224" },
    });
  });

  it("know a gradient as far as it has come back", async () => {
    const trace = await open(
      "network N {\n  input x = 3\n  y = 2 * x\n  output f = y * x\n}\n",
    );
    while ((await trace.step()).wire !== "x→f#1") await trace.move("into");
    expect(await trace.evaluate("∂f/∂x")).toMatchObject({
      variable: { value: "6", type: "scalar, 1 of 2 contributions" },
    });
    expect(await trace.evaluate("∂f/∂x + 1")).toMatchObject({
      variable: { value: "7" },
    });
    await trace.move("continue");
    expect(await trace.evaluate("∂f/∂x + 1")).toMatchObject({
      variable: { value: "13" },
    });
  });

  it("may be tensors, whose elements are asked for like a variable's", async () => {
    const trace = await open(vanishing);
    await trace.move("continue");
    const answer = await trace.evaluate("[[a1, a2], [a3, 1]] @ [1, 2]");
    if (answer.kind !== "value") throw new Error(answer.message);
    expect(answer.variable).toMatchObject({ value: "[1.777, 2.572]" });
    const rows = await trace.rows(answer.variable.reference);
    expect(rows.map(({ value }) => value)).toEqual(["1.777", "2.572"]);
  });

  it("derive what they compute themselves", async () => {
    const trace = await open(
      "network N {\n  input x = [1, 2]\n  z = x * x * x\n  output f = sum(z)\n}\n",
    );
    await trace.move("continue");
    expect(await trace.evaluate("∂z[1]/∂x")).toMatchObject({
      variable: { value: "[0, 12]" },
    });
  });

  it("are refused in the language's own words", async () => {
    const trace = await open(vanishing);
    await trace.move("continue");
    const message = async (text: string): Promise<string> => {
      const answer = await trace.evaluate(text);
      return answer.kind === "problem" ? answer.message : "a value";
    };
    expect(await message("a9")).toBe(
      "There is no value named `a9` here. Did you mean `a1`?",
    );
    expect(await message("a1 +")).toBe(
      "Expected an expression after `+`, found its end.",
    );
    expect(await message("[1, 2] + [1, 2, 3]")).toMatch(/\[2\].*\[3\]/);
    expect(await message("a1 } network Q { output z = 1")).toBe(
      "Expected one expression, found more behind it.",
    );
    expect(await message("a1\n b = 2")).toBe(
      "Expected one expression, found more behind it.",
    );
    expect(await message("a1 // with a note")).toBe("a value");
    expect(await message(" ")).toBe("Expected an expression.");
  });
});
