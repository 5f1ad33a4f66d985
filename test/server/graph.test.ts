// The graph's messages: who asks gets the picture of now, who looks is told of changes, and nothing is done for nobody.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type GraphAnswer,
  type GraphChange,
  graphChangedNotification,
  type GraphNodes,
  graphNodesRequest,
  type GraphParams,
  graphRequest,
  graphSubscribeNotification,
  graphUnsubscribeNotification,
  type NetworkGraph,
} from "../../language-server/protocol.js";
import { spawnInMemory } from "./memory-worker.js";
import { Session } from "./session.js";

const uri = "file:///work/circuit.nn";

const circuit = (x: number, more = ""): string => `network Circuit {
  input x = ${x}
  input y = 5
  input z = -4
  q = x + y
  output f = q * z
  expect f == -12${more}
}
`;

let session: Session;
let changes: GraphChange[];

beforeEach(async () => {
  session = await Session.start();
  changes = [];
  session.client.onNotification(
    graphChangedNotification.method,
    (change: GraphChange) => {
      changes.push(change);
    },
  );
});

afterEach(() => {
  session.stop();
});

const ask = (params: Partial<GraphParams> = {}): Promise<GraphAnswer> =>
  session.client.sendRequest(graphRequest.method, { uri, ...params });

async function graph(params: Partial<GraphParams> = {}): Promise<NetworkGraph> {
  const answer = await ask(params);
  if (answer.kind !== "graph") throw new Error(`The answer is ${answer.kind}.`);
  return answer;
}

function subscribe(subscriber: string, network = "Circuit"): void {
  void session.client.sendNotification(graphSubscribeNotification.method, {
    subscriber,
    uri,
    network,
  });
}

const told = (subscriber: string): string[] =>
  changes
    .filter((change) => change.subscriber === subscriber)
    .map(({ change, state }) => `${change} ${state}`);

async function evaluated(): Promise<void> {
  await session.status(uri, "evaluated");
}

describe("nn/graph", () => {
  it("answers with the structure, the values and how they stand", async () => {
    session.open(uri, circuit(-2));
    await evaluated();
    const { model, values, ...rest } = await graph();
    expect(rest).toEqual({
      kind: "graph",
      network: "Circuit",
      revision: expect.any(Number) as unknown,
      hasErrors: false,
      state: "evaluated",
    });
    expect(model).toMatchObject({
      network: "Circuit",
      uri,
      version: 1,
      objective: "f",
    });
    expect(model?.nodes.map(({ id, symbol }) => [id, symbol])).toEqual([
      ["x", "x"],
      ["y", "y"],
      ["z", "z"],
      ["q", "+"],
      ["f", "×"],
    ]);
    expect(values).toMatchObject({ version: 1, stale: false });
    expect(values?.wires["q→f#0"]?.text).toBe("−4");
    expect(values?.nodes["q"]?.value?.text).toBe("3");
  });

  it("sends a model once", async () => {
    session.open(uri, circuit(-2));
    const first = await graph();
    const second = await graph({ revision: first.revision });
    expect(first.model).toBeDefined();
    expect(second.revision).toBe(first.revision);
    expect(second.model).toBeUndefined();
    session.edit(uri, circuit(-3));
    const third = await graph({ revision: first.revision });
    expect(third.model?.version).toBe(2);
  });

  it("marks the values of an older text, by the same ids, without its findings", async () => {
    session.open(uri, circuit(-3));
    await evaluated();
    expect((await graph()).values?.nodes["f"]?.findings).toHaveLength(1);
    session.edit(uri, circuit(-2, "\n  half = f / 2"));
    const { model, values, state } = await graph();
    expect(state).toBe("stale");
    expect(model?.nodes.map(({ id }) => id)).toContain("half");
    expect(values).toMatchObject({ version: 1, stale: true });
    expect(values?.nodes["f"]).toMatchObject({ value: { text: "−8" } });
    expect(values?.nodes["f"]?.findings).toBeUndefined();
    expect(values?.nodes["half"]).toBeUndefined();
  });

  it("never gives one text's values for another's", async () => {
    session.open(uri, circuit(0));
    await evaluated();
    for (let x = 1; x <= 10; x++) {
      session.edit(uri, circuit(x));
      const { model, values } = await graph();
      expect(model?.version).toBe(x + 1);
      expect(values?.stale).toBe(true);
    }
    session.save(uri);
    await evaluated();
    const { values } = await graph();
    expect(values).toMatchObject({ version: 11, stale: false });
    expect(values?.nodes["f"]?.value?.text).toBe("−60");
  });

  it("says why there are no values", async () => {
    session.open(
      uri,
      "network N { input x: [batch, 2]\n input y = 1\n loss L = sum(x) * y }",
    );
    const unfed = await graph();
    expect(unfed.values).toBeUndefined();
    expect(unfed).toMatchObject({
      state: "none",
      message: "No values: the input `x` has none.",
    });
    session.edit(uri, "network N { input x\n loss L = sum(x) }");
    expect(await graph()).toMatchObject({
      state: "problem",
      hasErrors: true,
      message: "No values: the program has errors.",
    });
  });

  it("draws what can be understood of a program with errors", async () => {
    session.open(uri, circuit(-2).replace("q = x + y", "q = x +"));
    const { model, hasErrors } = await graph({ network: "Circuit" });
    expect(hasErrors).toBe(true);
    expect(model?.nodes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["x", "y", "z"]),
    );
  });

  it("chooses the network at the position, or the only one with an objective", async () => {
    const text = "network A { q = 1 + 2 }\nnetwork B { output f = 1 + 2 }";
    session.open(uri, text);
    expect(await graph()).toMatchObject({ network: "B" });
    expect(await graph({ position: { line: 0, character: 14 } })).toMatchObject(
      { network: "A" },
    );
    expect(await graph({ network: "A" })).toMatchObject({ network: "A" });
    session.edit(uri, `${text}\nnetwork C { output g = 1 }`);
    expect(await ask()).toEqual({
      kind: "choice",
      networks: [
        { name: "A" },
        { name: "B", objective: "f" },
        { name: "C", objective: "g" },
      ],
    });
    expect(await ask({ network: "D" })).toEqual({
      kind: "nothing",
      message: "The file has no network named D.",
    });
    session.edit(uri, "// nothing yet");
    expect(await ask()).toEqual({
      kind: "nothing",
      message: "The file has no network.",
    });
    expect(await ask({ uri: "file:///work/closed.nn" })).toEqual({
      kind: "nothing",
      message: "The file is not open in the editor.",
    });
  });

  it("does not draw what nobody could look at", async () => {
    session.open(
      uri,
      `network Block { input x\n output y = x * 2 + 1 }
       network Large { input x = 1\n layer h = repeat(x, 9000, Block)\n output f = h }`,
    );
    await evaluated();
    expect(await ask({ network: "Large" })).toEqual({
      kind: "nothing",
      message: expect.stringMatching(
        /^Large has \d\d,\d\d\d operations, and no more than 40,000 are drawn\.$/,
      ) as unknown,
    });
  });

  it("follows the digits setting", async () => {
    session.open(uri, circuit(1 / 3));
    await evaluated();
    subscribe("a");
    expect((await graph()).values?.nodes["q"]?.value?.text).toBe("5.333");
    session.changeSettings({ display: { digits: 2 } });
    await session.untilAsync("fewer digits", async () => {
      const { values } = await graph();
      return values?.nodes["q"]?.value?.text === "5.3";
    });
    expect(told("a")).toEqual(["values evaluated"]);
  });
});

describe("a subscriber", () => {
  it("is told of an edit, and then of new values", async () => {
    session.open(uri, circuit(-2));
    await evaluated();
    subscribe("a");
    session.edit(uri, circuit(-3));
    await session.status(uri, "stale");
    session.save(uri);
    await evaluated();
    await graph();
    expect(told("a")).toEqual(["structure stale", "values evaluated"]);
  });

  it("is told of its own network only, as is any other", async () => {
    const text = (b: string): string =>
      `network A { input x = 1\n output f = x * 2 }\nnetwork B { ${b} }`;
    session.open(uri, text("q = 1 + 1"));
    await evaluated();
    subscribe("a", "A");
    subscribe("b", "B");
    subscribe("b2", "B");
    session.edit(uri, text("r = 1 + 1"));
    await session.status(uri, "stale");
    session.save(uri);
    await evaluated();
    await graph();
    expect(told("b")).toEqual(["structure stale", "values evaluated"]);
    expect(told("b2")).toEqual(told("b"));
    // A's nodes may stand elsewhere in the text now.
    expect(told("a")).toEqual(["structure stale", "values evaluated"]);
  });

  it("is told nothing any more when it unsubscribed", async () => {
    session.open(uri, circuit(-2));
    await evaluated();
    subscribe("a");
    subscribe("b");
    void session.client.sendNotification(graphUnsubscribeNotification.method, {
      subscriber: "a",
    });
    session.edit(uri, circuit(-3));
    await session.status(uri, "stale");
    await graph();
    expect(told("a")).toEqual([]);
    expect(told("b")).toEqual(["structure stale"]);
  });

  it("follows the network that it named last", async () => {
    session.open(uri, "network A { q = 1 + 1 }\nnetwork B { q = 1 + 1 }");
    await evaluated();
    subscribe("a", "A");
    subscribe("a", "B");
    session.edit(uri, "network A { q = 1 + 1 }");
    await session.status(uri, "stale");
    await graph();
    expect(changes.map(({ network, change }) => [network, change])).toEqual([
      ["B", "structure"],
    ]);
  });

  it("is told when the file is closed, and when it is there again", async () => {
    session.open(uri, circuit(-2));
    await evaluated();
    subscribe("a");
    session.close(uri);
    expect(await ask()).toMatchObject({ kind: "nothing" });
    expect(told("a")).toEqual(["closed none"]);
    session.open(uri, circuit(-2));
    await session.untilAsync("values of the opened file", async () => {
      await graph();
      return told("a").at(-1) === "values evaluated";
    });
    expect(told("a").slice(1)).toEqual([
      expect.stringMatching(/^structure/),
      "values evaluated",
    ]);
  });
});

describe("without a question", () => {
  it("nothing is read from the evaluation, however often it is done", async () => {
    let glances = 0;
    const counting = await Session.start({
      spawnWorker: () => {
        const worker = spawnInMemory();
        return {
          ...worker,
          send: (message) => {
            if (message.kind === "ask" && message.question.kind === "glances")
              glances++;
            worker.send(message);
          },
        };
      },
    });
    const { client } = counting;
    void client.sendNotification(graphSubscribeNotification.method, {
      subscriber: "a",
      uri,
      network: "Circuit",
    });
    counting.open(uri, circuit(-2));
    await counting.status(uri, "evaluated");
    counting.edit(uri, circuit(-3));
    await counting.status(uri, "stale");
    counting.save(uri);
    await counting.status(uri, "evaluated");
    expect(glances).toBe(0);
    // Two that look at the same picture ask once.
    const asked = [1, 2].map(() =>
      client.sendRequest(graphRequest.method, { uri }),
    );
    await Promise.all(asked);
    expect(glances).toBe(1);
    counting.stop();
  });
});

describe("while the worker is busy", () => {
  it("the picture of an edited text comes without its old numbers", async () => {
    let isBusy = false;
    const busy = await Session.start({
      spawnWorker: () => {
        const worker = spawnInMemory();
        return {
          ...worker,
          send: (message) => {
            if (!isBusy) worker.send(message);
          },
        };
      },
    });
    busy.open(uri, circuit(-2));
    await busy.status(uri, "evaluated");
    isBusy = true;
    busy.edit(uri, circuit(-3, "\n  half = f / 2"));
    const answer: GraphAnswer = await busy.client.sendRequest(
      graphRequest.method,
      { uri },
    );
    expect(answer).toMatchObject({ kind: "graph", model: { version: 2 } });
    expect(answer).not.toHaveProperty("values");
    busy.stop();
  });
});

describe("nn/graph/nodesAt", () => {
  const text = `fn square(a) = a * a + 1
network Block {
  input x: [2]
  layer inner = x |> dense(2)
  output y = x + inner
}
network N {
  input x: [2] = [1, 2]
  layer h = repeat(x, 2, Block)
  t = square(h) - 0.5 * x
  loss L = sum(t) / 2
  expect ∂L/∂t == 0.5
}
`;

  const at = async (
    line: string,
    part: string,
    network?: string,
  ): Promise<GraphNodes | null> => {
    const number = text.split("\n").findIndex((each) => each.includes(line));
    const character = (text.split("\n")[number] ?? "").indexOf(part);
    return session.client.sendRequest(graphNodesRequest.method, {
      uri,
      position: { line: number, character },
      ...(network !== undefined && { network }),
    });
  };

  beforeEach(async () => {
    session.open(uri, text);
    await session.settled(uri);
  });

  it.each([
    ["t = square", "t =", ["t"]],
    ["t = square", "h) -", ["h"]],
    ["t = square", "- 0.5", ["t"]],
    ["t = square", "0.5 *", ["t/multiply#1"]],
    ["loss L", "t)", ["t"]],
    ["loss L", "sum", ["L/sum#0"]],
    ["loss L", "/ 2", ["L"]],
    ["loss L", "2", ["L"]],
    ["loss L", "loss", ["L"]],
    ["input x: [2] =", "1, 2", ["x"]],
    ["expect ∂L", "t ==", ["t"]],
    ["network N", "network", []],
  ])("in the line %s, at %s", async (line, part, nodes) => {
    expect(await at(line, part, "N")).toEqual({ network: "N", nodes });
  });

  it("gives all that a place of a function or of a block is used for", async () => {
    expect(await at("fn square", "+ 1", "N")).toMatchObject({
      nodes: ["t/add#0"],
    });
    expect(await at("output y", "+ inner", "N")).toMatchObject({
      nodes: ["h[0].y", "h"],
    });
    expect(await at("output y", "inner", "N")).toMatchObject({
      nodes: ["h[0].inner", "h[1].inner"],
    });
  });

  it("takes the network at the position where none is named", async () => {
    expect(await at("output y", "+ inner")).toEqual({
      network: "Block",
      nodes: ["y"],
    });
    expect(await at("fn square", "a * a")).toBeNull();
  });
});
