import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { URI } from "vscode-uri";
import {
  type FileFailure,
  isFailure,
  noFiles,
} from "../../language-server/files/file-system.js";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";
import {
  addressOf,
  openWithin,
  rootOf,
} from "../../language-server/files/reading-rule.js";
import { readText } from "../../language-server/files/text.js";

const uriOf = (file: string): string => URI.file(file).toString();

describe("the address of a path", () => {
  const program = "file:///home/ada/work/nets/main.nn";
  it.each([
    ["data.csv", "file:///home/ada/work/nets/data.csv"],
    ["./data.csv", "file:///home/ada/work/nets/data.csv"],
    ["deep/er/data.csv", "file:///home/ada/work/nets/deep/er/data.csv"],
    ["../data.csv", "file:///home/ada/work/data.csv"],
    ["../../../../../data.csv", "file:///data.csv"],
    ["a b#c?d%20.csv", "file:///home/ada/work/nets/a%20b%23c%3Fd%2520.csv"],
    ["données.csv", "file:///home/ada/work/nets/donn%C3%A9es.csv"],
  ])("%s", (written, uri) => {
    expect(addressOf(written, program)).toBe(uri);
  });

  it.each([
    ["/etc/passwd", "absolute-path"],
    ["//server/share/data.csv", "absolute-path"],
    ["C:/data.csv", "absolute-path"],
    ["file:///etc/passwd", "absolute-path"],
    ["https://example.org/data.csv", "absolute-path"],
    ["..\\data.csv", "invalid-path"],
    ["\\\\server\\share", "invalid-path"],
    ["data\0.csv", "invalid-path"],
    ["", "invalid-path"],
  ])("%s is none", (written, code) => {
    expect(addressOf(written, program)).toMatchObject({ code });
  });

  it("needs a program that is on the disk", () => {
    expect(addressOf("data.csv", "untitled:Untitled-1")).toMatchObject({
      code: "unreadable-file",
    });
  });
});

describe("the root of a program", () => {
  it("is the innermost workspace folder that holds it, otherwise its own folder", () => {
    const folders = ["file:///work", "file:///work/inner/", "file:///other"];
    expect(rootOf("file:///work/a/main.nn", folders)).toBe("file:///work");
    expect(rootOf("file:///work/inner/main.nn", folders)).toBe(
      "file:///work/inner/",
    );
    expect(rootOf("file:///workshop/a/main.nn", folders)).toBe(
      "file:///workshop/a",
    );
  });
});

describe("on the disk", () => {
  let folder = "";
  let root = "";

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "nn-files-")));
    root = path.join(folder, "root");
    mkdirSync(path.join(root, "inner"), { recursive: true });
    writeFileSync(path.join(root, "in.csv"), "inside");
    writeFileSync(path.join(folder, "out.csv"), "outside");
    writeFileSync(path.join(root, "latin.csv"), Uint8Array.of(0xe9, 0x0a));
    writeFileSync(path.join(root, "large.csv"), "");
    truncateSync(path.join(root, "large.csv"), 100e6);
    symlinkSync("in.csv", path.join(root, "link-in.csv"));
    symlinkSync("../out.csv", path.join(root, "link-out.csv"));
    symlinkSync("..", path.join(root, "up"));
    symlinkSync("loop", path.join(root, "loop"));
    symlinkSync(root, path.join(folder, "root-by-link"));
    execFileSync("mkfifo", [path.join(root, "pipe.csv")]);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function read(
    file: string,
    below = root,
    limit = 64e6,
  ): Promise<string> {
    const result = await readText(
      { uri: uriOf(path.join(below, file)), root: uriOf(below) },
      limit,
      nodeFileSystem,
    );
    return isFailure(result) ? spelled(result) : result.text;
  }

  const spelled = ({ code, reason }: FileFailure): string =>
    `${code}: ${reason}`;

  it("files below the root are read, also through links", async () => {
    expect(await read("in.csv")).toBe("inside");
    expect(await read("inner/../in.csv")).toBe("inside");
    expect(await read("link-in.csv")).toBe("inside");
    expect(await read("up/root/in.csv")).toBe("inside");
    expect(await read("in.csv", path.join(folder, "root-by-link"))).toBe(
      "inside",
    );
  });

  it("nothing outside is, on whatever way", async () => {
    const outside =
      "outside-root: it lies outside the folder `root`, and programs read files only below it";
    expect(await read("../out.csv")).toBe(outside);
    expect(await read("link-out.csv")).toBe(outside);
    expect(await read("up/out.csv")).toBe(outside);
    expect(await read("../root-by-link/../out.csv")).toBe(outside);
  });

  it("whether there is a file outside is not told", async () => {
    expect(await read("../missing.csv")).toMatch(/^outside-root/);
    expect(await read("../out.csv/more")).toMatch(/^outside-root/);
  });

  it("what is no file is refused, and holds nothing up", async () => {
    expect(await read("missing.csv")).toBe(
      "unreadable-file: there is no such file",
    );
    expect(await read("in.csv/more")).toBe(
      "unreadable-file: there is no such file",
    );
    expect(await read("inner")).toBe("unreadable-file: it is a folder");
    expect(await read("pipe.csv")).toBe(
      "unreadable-file: it is not a regular file",
    );
    expect(await read("loop")).toBe(
      "unreadable-file: its links lead in a circle",
    );
  });

  it("what is no text is refused", async () => {
    expect(await read("latin.csv")).toBe("invalid-file: it is not UTF-8 text");
  });

  it("a file over the limit is refused before anything of it is read", async () => {
    let reads = 0;
    const counted: typeof nodeFileSystem = {
      resolve: (uri) => nodeFileSystem.resolve(uri),
      async open(uri) {
        const file = await nodeFileSystem.open(uri);
        if (isFailure(file)) return file;
        return {
          uri: file.uri,
          size: file.size,
          close: () => file.close(),
          read: (start, length) => {
            reads++;
            return file.read(start, length);
          },
        };
      },
    };
    const opened = await openWithin(
      { uri: uriOf(path.join(root, "large.csv")), root: uriOf(root) },
      64e6,
      counted,
    );
    expect(opened).toEqual({
      code: "file-too-large",
      reason: "it has 100 MB, at most 64 MB of a file like this are read",
    });
    expect(reads).toBe(0);
  });

  it("without a disk everything is refused", async () => {
    const named = { uri: uriOf("/a/b.csv"), root: uriOf("/a") };
    expect(await openWithin(named, 1, noFiles)).toMatchObject({
      code: "unreadable-file",
    });
  });
});
