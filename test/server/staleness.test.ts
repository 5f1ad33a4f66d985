// Every surface that shows numbers: after an edit, each of them is computed anew, marked as stale, or gone.
import type { CodeLens } from "vscode-languageserver/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ChecksRun,
  type GraphAnswer,
  graphRequest,
  runChecksRequest,
  type SummaryAnswer,
  summaryRequest,
  type WorkedSolutionAnswer,
  workedSolutionRequest,
} from "../../language-server/protocol.js";
import { describeStatus } from "../../src/status-text.js";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

/** `width` is seen in shapes and counts, the product with `x` in values. */
const program = (x: number, width: number): string => `network Net {
  input x = ${x}
  input u: [${width}] = ones([${width}])
  q = 37 * x
  layer h = u |> dense(1, weight: 0.5)
  output f = q * q + sum(h)
  expect q == 74
}
`;

const before = program(2, 3);
const after = program(5, 4);

/** Numbers of the text before that the text after does not have. */
const old = /\b74\b|5476|\b148\b|5478/;

let session: Session;

beforeEach(async () => {
  session = await Session.start();
  session.open(uri, before);
  await session.status(uri, "evaluated");
});

afterEach(async () => {
  // What the server still has to say about the evaluation is said by then.
  await session.evaluate(uri);
  session.stop();
});

/** What people read on each surface, a piece of it at a time. */
const surfaces: readonly (readonly [string, () => Promise<string[]>])[] = [
  ["hints", () => session.labels(uri)],
  [
    "hovers",
    async () => {
      const hover = await session.hover(uri, 3, 2);
      return [JSON.stringify(hover?.contents ?? "")];
    },
  ],
  [
    "lenses",
    async () => {
      const lenses = await session.client.sendRequest<CodeLens[]>(
        "textDocument/codeLens",
        { textDocument: { uri } },
      );
      return lenses.map(({ command }) => command?.title ?? "");
    },
  ],
  [
    "the graph",
    async () => {
      const answer = await session.client.sendRequest<GraphAnswer>(
        graphRequest.method,
        { uri, network: "Net" },
      );
      if (answer.kind !== "graph") return [];
      const isMarked = answer.values?.stale ?? true;
      return [`${isMarked ? "(stale) " : ""}${JSON.stringify(answer.values)}`];
    },
  ],
  [
    "the Testing view",
    async () => {
      const run = await session.client.sendRequest<ChecksRun | null>(
        runChecksRequest.method,
        { uri },
      );
      // The words of the check itself are the text's.
      return (run?.networks ?? []).flatMap(({ checks }) =>
        checks.map(({ actual = "", status }) => `${status} ${actual}`),
      );
    },
  ],
  [
    "the worked solution",
    async () => {
      const answer = await session.client.sendRequest<WorkedSolutionAnswer>(
        workedSolutionRequest.method,
        { uri },
      );
      return answer.kind === "solution"
        ? [answer.markdown.replaceAll("expect q == 74", "")]
        : [];
    },
  ],
];

describe.each(surfaces)("%s", (_name, read) => {
  it("have no unmarked number of the text before an edit", async () => {
    expect(await read()).not.toEqual([]);
    session.edit(uri, after);
    await session.until("the edit", () =>
      session.statuses.at(-1)?.version === 2 ? true : undefined,
    );
    for (const piece of await read())
      if (!/\(stale\)|From before the last edit/.test(piece))
        expect(piece).not.toMatch(old);
  });

  it("have none at all when the new text is evaluated", async () => {
    session.edit(uri, after);
    await session.evaluate(uri);
    for (const piece of await read()) {
      expect(piece).not.toMatch(/\(stale\)/);
      expect(piece.replace(/expect q == 74/g, "")).not.toMatch(old);
    }
  });
});

it("the summary is computed anew at every edit", async () => {
  const read = async (): Promise<string> => {
    const answer = await session.client.sendRequest<SummaryAnswer>(
      summaryRequest.method,
      { uri },
    );
    return answer.kind === "summary" ? answer.markdown : "";
  };
  expect(await read()).toContain("| `h` | \\[1\\] | 4 |");
  session.edit(uri, after);
  expect(await read()).toContain("| `h` | \\[1\\] | 5 |");
});

it("the status bar says stale, also before the server does", async () => {
  const status = await session.status(uri, "evaluated");
  expect(describeStatus(status, 1)?.text).toMatch(/evaluated in/);
  expect(describeStatus(status, 2)?.text).toBe("$(history) NN: stale");
  session.edit(uri, after);
  const edited = await session.status(uri, "stale");
  expect(describeStatus(edited, 2)?.text).toBe("$(history) NN: stale");
});
