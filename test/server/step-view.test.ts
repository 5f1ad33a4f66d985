// What the editor shows while a trace stands at a step: in the graph, in hovers and behind statements there is what has been
// computed so far, and nothing of a later step.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Hover, InlineValueText } from "vscode-languageserver";
import {
  type GraphAnswer,
  type GraphChange,
  graphChangedNotification,
  graphExplainRequest,
  type GraphExplanation,
  graphRequest,
  graphSubscribeNotification,
  type NetworkGraph,
  traceCloseNotification,
  type TraceExpression,
  traceExpressionRequest,
  type TraceMoved,
  traceMoveRequest,
  traceOpenRequest,
  type TraceOpenAnswer,
  type TraceOpened,
  type TracePosition,
  type TraceScope,
  traceScopesRequest,
  traceShownNotification,
  type TraceStep,
  traceStepRequest,
  type TraceVariable,
  traceVariablesRequest,
} from "../../language-server/protocol.js";
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
  expect a3 ≈ 0.572
  expect ∂L/∂z3 ≈ -0.09
}
`;

const layers = `fn swish(t) = t * σ(t)
network Layers {
  input x = [0.31, -0.47, 0.83]
  weight s = 1.7
  layer h = x |> dense(3) |> tanh
  layer g = swish(h * s) |> dense(2) |> relu
  m = sum(g) + dot(h, h) * s
  loss L = (m - 1)² / 2
  expect m ≈ 0.5
}
`;

let session: Session;

beforeEach(async () => {
  session = await Session.start();
});

afterEach(() => {
  session.stop();
});

async function open(text: string): Promise<Shown> {
  session.open(uri, text);
  await session.settled(uri);
  return new Shown(await trace());
}

async function trace(network?: string): Promise<TraceOpened> {
  const answer: TraceOpenAnswer = await session.client.sendRequest(
    traceOpenRequest.method,
    { uri, network },
  );
  if (answer.kind !== "trace") throw new Error(JSON.stringify(answer));
  return answer;
}

/** A trace of the program, and what the editor shows of it. */
class Shown {
  constructor(readonly opened: TraceOpened) {}

  async at(at: TracePosition): Promise<void> {
    const { trace: number } = this.opened;
    await session.client.sendNotification(traceShownNotification.method, {
      trace: number,
      at,
    });
  }

  close(): Promise<void> {
    const { trace: number } = this.opened;
    return session.client.sendNotification(traceCloseNotification.method, {
      trace: number,
    });
  }

  /** Every position, down into the layers. */
  async walk(): Promise<TracePosition[]> {
    const positions: TracePosition[] = [{ step: -1 }];
    for (;;) {
      const last = positions.at(-1) ?? { step: -1 };
      const moved: TraceMoved = await session.client.sendRequest(
        traceMoveRequest.method,
        { trace: this.opened.trace, at: last, motion: "into" },
      );
      if (moved.reason === "end") return positions;
      positions.push(moved.at);
    }
  }

  /** Shows the step that passes something back along a wire, and says where that is. */
  async after(wire: string): Promise<TracePosition> {
    for (const at of await this.walk()) {
      if ((await this.step(at)).wire !== wire) continue;
      await this.at(at);
      return at;
    }
    throw new Error(`Nothing comes back along ${wire}.`);
  }

  step(at: TracePosition): Promise<TraceStep> {
    return session.client.sendRequest(traceStepRequest.method, {
      trace: this.opened.trace,
      at,
    });
  }

  /** What the variables view says at a position. */
  async variables(at: TracePosition): Promise<TraceVariable[]> {
    const about = { trace: this.opened.trace, at };
    const scopes: TraceScope[] = await session.client.sendRequest(
      traceScopesRequest.method,
      about,
    );
    const rows: TraceVariable[][] = [];
    for (const { reference } of scopes)
      rows.push(
        await session.client.sendRequest(traceVariablesRequest.method, {
          ...about,
          reference,
        }),
      );
    return rows.flat();
  }
}

async function graph(): Promise<NetworkGraph> {
  const answer: GraphAnswer = await session.client.sendRequest(
    graphRequest.method,
    { uri },
  );
  if (answer.kind !== "graph") throw new Error(JSON.stringify(answer));
  return answer;
}

const inlineValues = (): Promise<InlineValueText[]> =>
  session.client.sendRequest("textDocument/inlineValue", {
    textDocument: { uri },
    range: {
      start: { line: 0, character: 0 },
      end: { line: 100, character: 0 },
    },
    context: {
      frameId: 1,
      stoppedLocation: {
        start: { line: 0, character: 0 },
        end: { line: 0, character: 0 },
      },
    },
  });

/** Behind each line that has something behind it: what stands there. */
async function behind(): Promise<Record<number, string>> {
  const values = await inlineValues();
  return Object.fromEntries(
    values.map(({ range, text }) => [range.start.line, text]),
  );
}

/** The hovers of every place of the text, each once. */
async function hovers(text: string): Promise<string[]> {
  const all = new Set<string>();
  for (const [line, content] of text.split("\n").entries())
    for (let at = 0; at < content.length; at++) {
      const hover: Hover | null = await session.hover(uri, line, at);
      if (hover) all.add(JSON.stringify(hover.contents));
    }
  return [...all];
}

/** What the card says of every node and wire. */
async function cards({ model, network }: NetworkGraph): Promise<string[]> {
  if (!model) throw new Error("There is no model.");
  const { version } = model;
  const about = [
    ...model.nodes.map(({ id }) => ({ kind: "node", id })),
    ...model.wires.map(({ to, operand }) => ({ kind: "wire", to, operand })),
  ];
  const texts: string[] = [];
  for (const of of about) {
    const answer: GraphExplanation | null = await session.client.sendRequest(
      graphExplainRequest.method,
      { uri, network, version, of },
    );
    texts.push(...(answer?.equations ?? []).map(({ text }) => text));
  }
  return texts;
}

/** Numbers with three digits or more: shorter ones stand in the program itself. */
const numbersIn = (texts: readonly string[]): Set<string> =>
  new Set(
    texts.flatMap((text) => text.match(/\d\.\d{3,}(?:e[−-]?\d+)?/g) ?? []),
  );

describe.each([
  ["a chain (N11)", vanishing],
  ["a network of layers and a function", layers],
])("%s", (_name, text) => {
  it("has nothing of a later step on the screen, at any step", async () => {
    const shown = await open(text);
    const complete = await graph();
    const positions = await shown.walk();
    const steps = await Promise.all(positions.map((at) => shown.step(at)));
    /** By position, the numbers that the debugger says there. */
    const said = await Promise.all(
      positions.map(async (at, index) => {
        const rows = await shown.variables(at);
        const { title = "", lines = [] } = steps[index] ?? {};
        return numbersIn([title, ...lines, ...rows.map(({ value }) => value)]);
      }),
    );
    const known = numbersIn([text]);
    const values = new Set<string>();
    const wires = new Set<string>();
    const constants = new Set(
      complete.model?.nodes
        .filter(({ kind }) => kind === "constant")
        .map(({ id }) => id),
    );
    for (const [index, at] of positions.entries()) {
      const step = steps[index];
      if (!step) throw new Error("There is no step.");
      await shown.at(at);
      for (const number of said[index] ?? []) known.add(number);
      const later = new Set(said.slice(index + 1).flatMap((each) => [...each]));
      if (step.kind === "given" || step.kind === "forward")
        values.add(step.node ?? "");
      if (step.wire !== undefined) wires.add(step.wire);

      const now = await graph();
      expect(now.trace?.step).toEqual(step);
      const nodes = Object.entries(now.values?.nodes ?? {});
      expect(
        nodes
          .filter(([id, { value }]) => value && !constants.has(id))
          .map(([id]) => id)
          .sort(),
      ).toEqual([...values].sort());
      for (const [id, { value }] of nodes)
        if (value) expect(value).toEqual(complete.values?.nodes[id]?.value);
      expect(Object.keys(now.values?.wires ?? {}).sort()).toEqual(
        [...wires].sort(),
      );

      const { model, ...told } = now;
      expect(model).toBeDefined();
      const screen = [
        JSON.stringify(told.values),
        ...(now.trace?.equations ?? []).map((equation) => equation.text),
        ...(await session.labels(uri)),
        ...(await inlineValues()).map((value) => value.text),
        ...(await cards(now)),
        ...(index % 3 === 0 ? await hovers(text) : []),
      ];
      // Magnitudes are no text.
      const seen = numbersIn(
        screen.map((each) => each.replace(/"magnitude":[^,}]*/g, "")),
      );
      const early = [...seen].filter(
        (number) => later.has(number) && !known.has(number),
      );
      expect(early).toEqual([]);
    }
    const end = await graph();
    expect(end.values?.wires).toEqual(complete.values?.wires);
  }, 120_000);
});

describe("behind statements", () => {
  it("numbers come with their steps, and are not in the hints as well", async () => {
    const shown = await open(vanishing);
    const hints = await session.labels(uri);
    expect(hints).toContain("= 0.6225");
    await shown.at({ step: -1 });
    expect(await behind()).toEqual({});
    expect(await session.labels(uri)).toEqual([]);
    await shown.at({ step: 6 });
    expect(await behind()).toEqual({ 6: "= 0.5", 7: "= 0.6225" });
    await shown.at({ step: shown.opened.steps - 1 });
    expect(await behind()).toMatchObject({
      1: "∂L/∂x −0.0007519",
      6: "= 0.5  ∂L/∂z1 −0.001504",
      12: "= 0.09174",
      13: "✓ 0.5717",
      14: "✗ −0.1049",
    });
    await shown.close();
    expect(await behind()).toEqual({});
    expect(await session.labels(uri)).toEqual(hints);
  });

  it("a gradient of which a part is missing says so", async () => {
    const shown = await open(
      "network N {\n  input x = 3\n  output q = x * x\n}\n",
    );
    const at = await shown.after("x→q#0");
    expect(await behind()).toEqual({
      1: "∂q/∂x 3 (1 of 2)",
      2: "= 9",
    });
    const hover = await session.hover(uri, 1, 8);
    expect(JSON.stringify(hover)).toContain(
      "∂q/∂x so far, 1 of 2 contributions: 3",
    );
    const { values } = await graph();
    expect(values?.nodes["x"]?.gradient?.full).toBe(
      "3 so far, 1 of 2 contributions",
    );
    await shown.at({ step: at.step + 1 });
    expect(await behind()).toEqual({ 1: "∂q/∂x 6", 2: "= 9" });
  });

  it("checks of gradients wait for the gradient", async () => {
    const shown = await open(vanishing);
    await shown.at({ step: shown.opened.backward - 1 });
    expect(await behind()).toMatchObject({ 13: "✓ 0.5717" });
    expect((await behind())[14]).toBeUndefined();
  });

  it("only the traced network is concerned", async () => {
    const other = "network Other {\n  input a = 2\n  output b = a * a\n}\n";
    session.open(uri, vanishing + other);
    await session.settled(uri);
    const shown = new Shown(await trace("Vanishing"));
    await shown.at({ step: -1 });
    expect(await session.labels(uri)).toEqual(["∂b/∂a 4", "= 4"]);
    expect(await behind()).toEqual({});
  });
});

describe("while the text is edited", () => {
  it("there are no numbers; when the trace is opened anew they are back", async () => {
    const shown = await open(vanishing);
    await shown.at({ step: 7 });
    const edited = vanishing.replace("w1 = 0.5", "w1 = 0.25");
    session.edit(uri, edited);
    expect(await behind()).toEqual({});
    expect(await session.labels(uri)).toEqual([]);
    const waiting = await graph();
    expect(waiting.values).toBeUndefined();
    expect(waiting.trace).toBeUndefined();
    expect(JSON.stringify(await session.hover(uri, 7, 3))).not.toContain("0.6");
    const { trace: number } = shown.opened;
    await session.client.sendRequest(traceOpenRequest.method, {
      uri,
      network: "Vanishing",
      trace: number,
      at: { step: 7 },
    });
    expect(await behind()).toEqual({
      6: "= 0.25",
      7: "= 0.5622",
      8: "= 0.2811",
    });
  });
});

describe("who looks at the graph", () => {
  it("is told of every stop, and of the end", async () => {
    const shown = await open(vanishing);
    const changes: GraphChange[] = [];
    session.client.onNotification(
      graphChangedNotification.method,
      (change: GraphChange) => {
        changes.push(change);
      },
    );
    await session.client.sendNotification(graphSubscribeNotification.method, {
      subscriber: "me",
      uri,
      network: "Vanishing",
    });
    for (const step of [-1, 0, 1, 0]) {
      const before = changes.length;
      await shown.at({ step });
      await session.untilAsync("a change", () =>
        Promise.resolve(changes.length === before + 1),
      );
    }
    await shown.close();
    await graph();
    expect(changes.map(({ change }) => change)).toEqual(
      Array.from({ length: 5 }, () => "values"),
    );
    expect((await graph()).trace).toBeUndefined();
  });

  it("gets the step's formulas, symbols first, then numbers", async () => {
    const shown = await open(vanishing);
    const at = await shown.after("z1→a1#0");
    const { trace: traced } = await graph();
    expect(traced?.step).toMatchObject({
      kind: "backward",
      node: "a1",
      wire: "z1→a1#0",
    });
    expect(traced?.steps).toBe(shown.opened.steps);
    expect(traced?.equations.map((each) => each.text)).toEqual([
      "∂L/∂z1 = ∂L/∂a1 · ∂a1/∂z1 = −0.006399 · a1(1 − a1) = −0.006399 · 0.235 = −0.001504",
    ]);
    expect(at.step).toBeGreaterThan(shown.opened.backward);
    await shown.at({ step: 6 });
    expect((await graph()).trace?.equations.map(({ text }) => text)).toEqual([
      "a1 = σ(z1) = 1 / (1 + e^−z1) = 1 / (1 + e^−0.5) = 0.6225",
    ]);
  });

  it("gets the sum so far where several contributions come back", async () => {
    const shown = await open(
      "network N {\n  input x = 3\n  a = x * x\n  b = a + x\n  loss L = b * x\n}\n",
    );
    await shown.after("x→b#1");
    const texts = (await graph()).trace?.equations.map(({ text }) => text);
    expect(texts).toEqual([
      "∂L/∂b · 1 = 3 · 1 = 3",
      "∂L/∂L · b + ∂L/∂b · 1 = 12 + 3 = 15",
    ]);
  });
});

describe("the debugger's hover evaluates", () => {
  const at = (
    text: string,
    place: string,
    inside = 0,
  ): Promise<TraceExpression | null> => {
    const offset = text.indexOf(place) + inside;
    const lines = text.slice(0, offset).split("\n");
    return session.client.sendRequest(traceExpressionRequest.method, {
      uri,
      position: {
        line: lines.length - 1,
        character: lines.at(-1)?.length ?? 0,
      },
    });
  };
  const expressionAt = async (...place: Parameters<typeof at>) =>
    (await at(...place))?.expression;

  it("names, sub-expressions and derivatives, once they are known", async () => {
    const shown = await open(vanishing);
    expect(await expressionAt(vanishing, "z1 = ")).toBeUndefined();
    await shown.at({ step: -1 });
    expect(await expressionAt(vanishing, "z1 = ")).toBeUndefined();
    await shown.at({ step: shown.opened.backward });
    expect(await expressionAt(vanishing, "z1 = ")).toBe("z1");
    expect(await expressionAt(vanishing, "w1 * x")).toBe("w1");
    expect(await expressionAt(vanishing, "* x")).toBe("z1");
    expect(await expressionAt(vanishing, "- y)", 0)).toBe("(a3 - y)");
    expect(await expressionAt(vanishing, "∂L/∂z3", 4)).toBeUndefined();
    await shown.at({ step: shown.opened.steps - 1 });
    expect(await at(vanishing, "∂L/∂z3", 4)).toEqual({
      expression: "∂L/∂z3",
      range: {
        start: { line: 14, character: 9 },
        end: { line: 14, character: 15 },
      },
    });
  });

  it("nothing that would make other parameters", async () => {
    const shown = await open(layers);
    await shown.at({ step: shown.opened.steps - 1 });
    expect(await expressionAt(layers, "dense(3)")).toBeUndefined();
    expect(await expressionAt(layers, "tanh")).toBe("h");
    expect(await expressionAt(layers, "* s)", 0)).toBe("h * s");
    expect(await expressionAt(layers, "t * σ")).toBeUndefined();
  });
});
