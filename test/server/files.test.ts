// Programs that name other files: imports and data, edited, saved, and changed on the disk.
import type { Diagnostic } from "vscode-languageserver/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  FileFailure,
  FileSystem,
} from "../../language-server/files/file-system.js";
import { Session } from "./session.js";

const folder = "file:///work";
const blocks = `${folder}/blocks.nn`;
const main = `${folder}/nets/main.nn`;

const imports = `import "../blocks.nn"
network Main {
  input x = 3
  output f = double(x)
}
`;

/** A disk whose files the test writes. */
class Disk implements FileSystem {
  readonly files = new Map<string, string>();

  resolve(uri: string): Promise<{ uri: string } | FileFailure> {
    return Promise.resolve(
      this.files.has(uri) || uri === folder ? { uri } : gone,
    );
  }

  open(uri: string): ReturnType<FileSystem["open"]> {
    const text = this.files.get(uri);
    if (text === undefined) return Promise.resolve(gone);
    const bytes = new TextEncoder().encode(text);
    return Promise.resolve({
      uri,
      size: bytes.length,
      read: (start: number, length: number) =>
        Promise.resolve(bytes.subarray(start, start + length)),
      close: () => Promise.resolve(),
    });
  }
}

const gone: FileFailure = {
  code: "unreadable-file",
  reason: "there is no such file",
};

const noLabels = (): string[] => [];

const textOf = (message: Diagnostic["message"]): string =>
  typeof message === "string" ? message : message.value;

describe("a program that names files", () => {
  let disk: Disk;
  let session: Session;

  beforeEach(async () => {
    disk = new Disk();
    disk.files.set(blocks, "fn double(x) = 2 * x\n");
    session = await Session.start({ fileSystem: disk, folder });
  });

  afterEach(() => {
    session.stop();
  });

  const label = async (uri: string, wanted: string): Promise<void> => {
    await session.untilAsync(`${wanted} in ${uri}`, async () =>
      (await session.labels(uri).catch(noLabels)).includes(wanted),
    );
  };

  it("has values from the first answer on", async () => {
    session.open(main, imports);
    expect(await session.labels(main)).toContain("= 6");
    expect(session.diagnosticsOf(main)).toEqual([]);
  });

  it("follows a file that changes on the disk", async () => {
    session.open(main, imports);
    await session.status(main, "evaluated");
    disk.files.set(blocks, "fn double(x) = 20 * x\n");
    session.fileChanged(blocks);
    await label(main, "= 60");
  });

  it("is stale while an imported file is edited, and fresh when that is saved", async () => {
    session.open(main, imports);
    session.open(blocks, "fn double(x) = 2 * x\n");
    await session.status(main, "evaluated");
    await session.settled(blocks);
    // What was said by then has come once another answer has.
    await session.labels(main);
    const { refreshes, lensRefreshes } = session;
    session.edit(blocks, "fn double(x) = 200 * x\n");
    await session.until("the client is told to ask for hints again", () =>
      session.refreshes > refreshes && session.lensRefreshes > lensRefreshes
        ? true
        : undefined,
    );
    await label(main, "(stale) = 6");
    session.save(blocks);
    await label(main, "= 600");
  });

  it("has problems that say what is wrong with the file", async () => {
    session.open(main, imports);
    await session.status(main, "evaluated");
    disk.files.delete(blocks);
    session.fileChanged(blocks);
    await session.until("the problem", () =>
      session
        .diagnosticsOf(main)
        .find(({ message }) => textOf(message).includes("no such file")),
    );
    disk.files.set(blocks, "fn double(x) = 2 * x\n");
    session.fileChanged(blocks);
    await session.until("its end", () =>
      session.diagnosticsOf(main).length === 0 ? true : undefined,
    );
  });

  it("reads nothing outside of the folder", async () => {
    disk.files.set("file:///secret.nn", "fn double(x) = 0\n");
    session.open(main, imports.replace("../blocks.nn", "../../secret.nn"));
    await session.settled(main);
    expect(session.diagnosticsOf(main)[0]).toMatchObject({
      severity: 1,
      range: { start: { line: 0 } },
    });
    expect(await session.labels(main)).not.toContain("= 0");
  });

  it("takes data from a table", async () => {
    disk.files.set(`${folder}/nets/iris.csv`, "a,b,y\n1,2,0\n3,4,1\n");
    session.open(
      main,
      `dataset d from "iris.csv" { a, b -> y }
network Main {
  input x: [batch, 2] = d.inputs
  output total = sum(x)
}
`,
    );
    await label(main, "= 10");
    expect(await session.labels(main)).toContain("= [[1, 2], [3, 4]]");
  });
});
