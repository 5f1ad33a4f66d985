// `nn/checks…`: the checks of open and closed files, and how they end, for the Testing view.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileSystem } from "../../language-server/files/file-system.js";
import {
  type CheckFiles,
  checkFilesRequest,
  type CheckOutcome,
  checksRequest,
  type ChecksRun,
  type FileChecks,
  runChecksRequest,
} from "../../language-server/protocol.js";
import { Session } from "./session.js";

const folder = "file:///work";
const uri = `${folder}/answers.nn`;

const answers = `network Circuit {
  input x = 2
  output f = 3.1416 * x
  expect f == 6.2832
  expect f ≈ 6.27
  expect f ≈ 6.2
}

network Waiting {
  input u: [n]
  output v = sum(u)
  expect v > 0
}
`;

/** A folder of files, with one beside it. */
const disk = (files: Readonly<Record<string, string>>): FileSystem => {
  const gone = {
    code: "unreadable-file",
    reason: "there is no such file",
  } as const;
  const textOf = (address: string): string | undefined =>
    files[address.replace(`${folder}/`, "")];
  return {
    resolve: (address) => Promise.resolve({ uri: address }),
    stampOf: (address) => Promise.resolve(textOf(address)),
    list: (address) =>
      Promise.resolve(
        Object.keys(files)
          .filter((name) => `${folder}/${name}`.startsWith(`${address}/`))
          .map((name) => `${folder}/${name}`.slice(address.length + 1))
          .map((rest) => {
            const [first = "", ...more] = rest.split("/");
            const kind = more.length > 0 ? "folder" : "file";
            return { name: first, kind } as const;
          }),
      ),
    open: (address) => {
      const text = textOf(address);
      if (text === undefined) return Promise.resolve(gone);
      const bytes = new TextEncoder().encode(text);
      return Promise.resolve({
        uri: address,
        size: bytes.length,
        read: (start: number, length: number) =>
          Promise.resolve(bytes.subarray(start, start + length)),
        close: () => Promise.resolve(),
      });
    },
  };
};

let session: Session;

const start = async (
  files: Readonly<Record<string, string>>,
): Promise<void> => {
  session = await Session.start({ fileSystem: disk(files), folder });
};

afterEach(async () => {
  // What the server still has to say about the evaluation is said by then.
  await session.evaluate(uri);
  session.stop();
});

const run = async (params: object = {}): Promise<ChecksRun> => {
  const found = await session.client.sendRequest<ChecksRun | null>(
    runChecksRequest.method,
    { uri, ...params },
  );
  if (!found) throw new Error("no answer");
  return found;
};

const outcomes = async (params: object = {}): Promise<CheckOutcome[]> =>
  (await run(params)).networks.flatMap(({ checks }) => checks);

describe("the files with checks", () => {
  it("are those of the workspace and those that are open", async () => {
    await start({
      "answers.nn": answers,
      "deep/more.nn": answers,
      "without.nn": "network A {\n  input x = 1\n}\n",
      "notes.txt": "expect nothing",
    });
    session.open("untitled:one", answers);
    const { uris } = await session.client.sendRequest<CheckFiles>(
      checkFilesRequest.method,
      null,
    );
    expect([...uris].sort()).toEqual([
      uri,
      `${folder}/deep/more.nn`,
      "untitled:one",
    ]);
  });

  it("have their checks by network, at their places", async () => {
    await start({ "answers.nn": answers });
    const file = await session.client.sendRequest<FileChecks>(
      checksRequest.method,
      { uri },
    );
    expect(file.networks.map(({ name }) => name)).toEqual([
      "Circuit",
      "Waiting",
    ]);
    expect(file.networks[0]?.range.start).toEqual({ line: 0, character: 8 });
    expect(file.networks[0]?.checks[0]).toEqual({
      text: "f == 6.2832",
      range: {
        start: { line: 3, character: 2 },
        end: { line: 3, character: 20 },
      },
    });
  });

  it("are not there where nobody can read them", async () => {
    await start({});
    expect(
      await session.client.sendRequest(checksRequest.method, { uri }),
    ).toBeNull();
    expect(
      await session.client.sendRequest(runChecksRequest.method, { uri }),
    ).toBeNull();
  });
});

describe.each(["open", "closed"])("checks of a file that is %s", (state) => {
  beforeEach(async () => {
    await start({ "answers.nn": answers });
    if (state === "open") session.open(uri, answers);
  });

  it("pass, fail with both numbers, or say what was cut off", async () => {
    const [passed, failed, truncated] = await outcomes();
    expect(passed).toMatchObject({ status: "passed" });
    expect(failed).toMatchObject({
      status: "failed",
      expected: "6.27",
      actual: "6.283",
      message: expect.stringMatching(
        /^Expected 6\.27, the value is/,
      ) as unknown,
    });
    expect(truncated).toMatchObject({
      status: "truncated",
      message: expect.stringMatching(/cut off, not rounded/) as unknown,
    });
  });

  it("have a reason where the program gives no data", async () => {
    expect((await outcomes()).at(-1)).toMatchObject({
      status: "no-values",
      message: "No values: the input `u` has none.",
    });
  });

  it("of one network are evaluated alone", async () => {
    const { networks, version } = await run({ network: "Circuit" });
    expect(networks.map(({ name }) => name)).toEqual(["Circuit"]);
    expect(version).toBe(state === "open" ? 1 : undefined);
  });

  it("stop at the limits of the settings", async () => {
    session.changeSettings({ evaluation: { memoryLimit: 1 } });
    const large = answers.replace("x = 2", "x = sum(zeros([1000, 1000]))");
    if (state === "open") {
      session.edit(uri, large);
    } else {
      session.stop();
      session = await Session.start({
        fileSystem: disk({ "answers.nn": large }),
        folder,
        settings: { evaluation: { memoryLimit: 1 } },
      });
    }
    expect((await outcomes())[0]).toMatchObject({
      status: "error",
      message: expect.stringMatching(/MB/) as unknown,
    });
  });
});

describe("a file with errors", () => {
  const unfinished = answers.replace("expect f ≈ 6.2\n", "expect f ≈\n");
  const misspelt = answers
    .replaceAll("network", "netwrok")
    .replace("netwrok Waiting", "network Waiting");

  it("says so beside the checks that could be read", async () => {
    await start({ "answers.nn": unfinished });
    const { networks, error } = await run();
    expect(networks[0]?.checks.map(({ status }) => status)).toEqual([
      "passed",
      "failed",
    ]);
    expect(error?.network).toBe("Circuit");
    expect(error?.message).toMatch(/^Expected /);
    expect(error?.range.start.line).toBe(5);
  });

  it("says so where no check could be read", async () => {
    await start({ "answers.nn": misspelt.split("network Waiting")[0] ?? "" });
    const file = await session.client.sendRequest<FileChecks>(
      checksRequest.method,
      { uri },
    );
    expect(file.networks).toEqual([]);
    expect(file.error?.range.start.line).toBe(0);
    expect((await run()).error).toEqual(file.error);
  });

  it("is of no interest where nothing is expected", async () => {
    await start({ "answers.nn": "network A {\n  input x = y\n}\n" });
    const file = await session.client.sendRequest<FileChecks>(
      checksRequest.method,
      { uri },
    );
    expect(file).toEqual({ networks: [] });
  });

  it("has no error once it is mended", async () => {
    await start({ "answers.nn": answers });
    expect((await run()).error).toBeUndefined();
  });
});

describe("checks of an open file", () => {
  beforeEach(async () => {
    await start({ "answers.nn": "network Other {\n}\n" });
  });

  it("are those of its text, and follow an edit", async () => {
    session.open(uri, answers);
    expect((await outcomes())[1]?.status).toBe("failed");
    session.edit(uri, answers.replace("6.27", "6.28"));
    const { networks, version } = await run();
    expect(version).toBe(2);
    expect(networks[0]?.checks[1]?.status).toBe("passed");
  });

  it("say which error is in the way", async () => {
    session.open(uri, answers.replace("3.1416 * x", "3.1416 * y"));
    const [first] = await outcomes();
    expect(first).toMatchObject({ status: "error" });
    expect(first?.message).toMatch(/`y`|`f`|line 3/);
  });

  it("are evaluated although the trigger is manual", async () => {
    session.changeSettings({ evaluation: { trigger: "manual" } });
    session.open(uri, answers);
    expect((await outcomes())[0]?.status).toBe("passed");
  });
});
