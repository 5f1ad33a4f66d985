// `nn/workedSolution`: a document whose numbers are those of the program that it repeats, or why there is none.
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  traceOpenRequest,
  type TraceOpenAnswer,
  type WorkedSolutionAnswer,
  type WorkedSolutionParams,
  workedSolutionRequest,
} from "../../language-server/protocol.js";
import { runNn } from "../cli/run-nn.js";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

const neuron = `network Neuron {
  input x = 2
  weight w = 0.5
  output a = σ(w * x)
}
`;

let session: Session;

beforeEach(async () => {
  session = await Session.start();
});

afterEach(async () => {
  // What the server still has to say about the evaluation is said by then.
  await session.evaluate(uri);
  session.stop();
});

const ask = (
  params: Partial<WorkedSolutionParams> = {},
): Promise<WorkedSolutionAnswer> =>
  session.client.sendRequest(workedSolutionRequest.method, { uri, ...params });

async function solution(
  params: Partial<WorkedSolutionParams> = {},
): Promise<string> {
  const answer = await ask(params);
  if (answer.kind !== "solution") throw new Error(JSON.stringify(answer));
  return answer.markdown;
}

test("is what nn trace --markdown writes", async () => {
  session.open(uri, neuron);
  const { output } = await runNn(["trace", "program.nn", "--markdown"], {
    "program.nn": neuron,
  });
  expect(await solution()).toBe(output);
});

test("follows an edit, and numbers have the digits of the settings", async () => {
  session.changeSettings({ display: { digits: 2 } });
  session.open(uri, neuron);
  expect(await solution()).toContain("$0.73$");
  session.edit(uri, neuron.replace("x = 2", "x = 0"));
  const edited = await solution();
  expect(edited).toContain("input x = 0");
  expect(edited).not.toContain("$0.73$");
});

test("leaves no trace open", async () => {
  session.open(uri, neuron);
  await solution();
  const { trace } = (await session.client.sendRequest<TraceOpenAnswer>(
    traceOpenRequest.method,
    { uri },
  )) as { trace: number };
  const answer = await session.client.sendRequest("nn/trace/step", {
    trace: trace - 1,
    at: { step: 0 },
  });
  expect(answer).toBeNull();
});

const second = "network Second {\n  input u = 1\n  output v = u * 3\n}\n";

test("of several networks the one that is named, or at the cursor", async () => {
  session.open(uri, neuron + second);
  expect(await ask()).toMatchObject({
    kind: "choice",
    networks: [{ name: "Neuron", objective: "a" }, { name: "Second" }],
  });
  expect(await solution({ network: "Second" })).toMatch(
    /^# Backpropagation through `Second`/,
  );
  const position = { line: 2, character: 3 };
  expect(await solution({ position })).toMatch(
    /^# Backpropagation through `Neuron`/,
  );
});

test.each([
  [neuron.replace("w * x", "w * nothing"), /has an error in line 4/],
  [neuron.replace("output a", "a"), /has no objective/],
  [neuron.replace("x = 2", "x: []"), /`x` has none/],
])("where there is nothing to solve, why: %#", async (text, message) => {
  session.open(uri, text);
  expect(await ask()).toMatchObject({
    kind: "nothing",
    message: expect.stringMatching(message) as unknown,
  });
});
