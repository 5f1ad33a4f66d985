// `nn/summary`: the costs of a network as a document, always of the text as it is.
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type SummaryAnswer,
  type SummaryParams,
  summaryRequest,
} from "../../language-server/protocol.js";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

const mlp = (width: number): string => `network Mlp {
  input x: [batch, 30]
  layer h = x |> dense(${width}) |> relu
  output y = h |> dense(2)
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

const ask = (params: Partial<SummaryParams> = {}): Promise<SummaryAnswer> =>
  session.client.sendRequest(summaryRequest.method, { uri, ...params });

async function markdown(params: Partial<SummaryParams> = {}): Promise<string> {
  const answer = await ask(params);
  if (answer.kind !== "summary") throw new Error(JSON.stringify(answer));
  return answer.markdown;
}

test("has a row for each layer and their sum, and needs no data", async () => {
  session.open(uri, mlp(40));
  const text = await markdown();
  expect(text).toMatch(/^# `Mlp`\n/);
  expect(text).toContain("Inputs: `x [batch, 30]`");
  expect(text).toMatch(
    /^\| `h` \| \\\[batch, 40\\\] \| 1,240 \| 1,200 \\\* batch \|/m,
  );
  expect(text).toMatch(/^\| \*\*total\*\* \| {2}\| \*\*1,322\*\* \|/m);
});

test("is that of the text after an edit", async () => {
  session.open(uri, mlp(40));
  expect(await markdown()).toContain("1,240");
  session.edit(uri, mlp(50));
  const edited = await markdown();
  expect(edited).toContain("1,550");
  expect(edited).not.toContain("1,240");
});

test("opens what has layers inside", async () => {
  const block = `network Block(width = 4) {
  input x: [batch, width]
  output y = x |> dense(width) |> relu |> dense(width)
}

`;
  const main = `network Main {
  input x: [batch, 8]
  layer b = x |> Block(width: 8)
}
`;
  session.open(uri, block + main);
  const text = await markdown({ network: "Main" });
  expect(text).toContain("<details><summary>Inside b</summary>");
  expect(text.match(/\| 72 \|/g)).toHaveLength(2);
});

test("says that statements with errors are missing", async () => {
  session.open(uri, mlp(40).replace("h |> dense(2)", "q |> dense(2)"));
  expect(await markdown()).toContain("The program has errors");
});

test("of several networks it asks for one", async () => {
  session.open(uri, mlp(4) + mlp(5).replace("Mlp", "Second"));
  expect(await ask()).toMatchObject({ kind: "choice" });
  expect(await markdown({ position: { line: 6, character: 2 } })).toContain(
    "# `Second`",
  );
  expect(await ask({ network: "Third" })).toMatchObject({
    kind: "nothing",
    message: "The file has no network named Third.",
  });
});

test("nothing that a program is called is read as Markdown", async () => {
  session.open(uri, mlp(4).replaceAll("batch", "a_b_c"));
  expect(await markdown()).toContain("\\[a\\_b\\_c, 4\\]");
});
