import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type {
  FileFailure,
  FileSystem,
} from "../../language-server/files/file-system.js";
import { FileRequests } from "../../language-server/files/file-requests.js";
import { ProgramFiles } from "../../language-server/files/program-files.js";
import { bytes } from "./bytes.js";

const root = "file:///work";
const at = (name: string): string => `${root}/${name}`;
const missing: FileFailure = { code: "unreadable-file", reason: "missing" };

let disk: Map<string, string>;
let editors: Map<string, string>;
let opened: string[];
let heard: string[];
let files: ProgramFiles;

const fileSystem: FileSystem = {
  resolve: (uri) =>
    Promise.resolve(uri === root || disk.has(uri) ? { uri } : missing),
  open(uri) {
    const text = disk.get(uri);
    if (text === undefined) return Promise.resolve(missing);
    opened.push(uri);
    return Promise.resolve({
      ...bytes(text),
      uri,
      close: () => Promise.resolve(),
    });
  },
};

beforeEach(() => {
  disk = new Map([
    [at("a.nn"), "on disk"],
    [at("d.csv"), "x\n1\n2\n"],
  ]);
  editors = new Map();
  opened = [];
  heard = [];
  files = new ProgramFiles({
    fileSystem,
    openText: (uri) => editors.get(uri),
  });
  files.onChange(({ named }) => heard.push(named.uri));
});

const a = { uri: at("a.nn"), root };
const data = { uri: at("d.csv"), root };

describe("asking for a file", () => {
  it("is answered at once, and heard of when it has been read", async () => {
    const entry = files.text(a);
    expect(entry.state).toEqual({ kind: "pending" });
    expect(heard).toEqual([]);
    await entry.settled;
    expect(entry.state).toEqual({ kind: "loaded", content: "on disk" });
    expect(heard).toEqual([a.uri]);
  });

  it("twice reads it once", async () => {
    expect(files.table(data)).toBe(files.table({ ...data }));
    await files.table(data).settled;
    files.table(data);
    await setImmediate();
    expect(opened).toEqual([data.uri]);
  });

  it("that cannot be read says why", async () => {
    const entry = files.text({ uri: at("b.nn"), root });
    await entry.settled;
    expect(entry.state).toEqual({ kind: "failed", failure: missing });
  });

  it("that fails while it is read says why", async () => {
    const broken = new ProgramFiles({
      openText: () => undefined,
      fileSystem: {
        ...fileSystem,
        open: (uri) =>
          Promise.resolve({
            uri,
            size: 10,
            read: () => Promise.reject(new Error("the disk is gone")),
            close: () => Promise.resolve(),
          }),
      },
    });
    const entry = broken.table(data);
    await entry.settled;
    expect(entry.state).toEqual({
      kind: "failed",
      failure: { code: "unreadable-file", reason: "the disk is gone" },
    });
  });
});

describe("a file that changes", () => {
  it("is read again, and its answer stays until then", async () => {
    const entry = files.text(a);
    await entry.settled;
    disk.set(a.uri, "changed");
    files.changed(a.uri);
    expect(entry.state).toEqual({ kind: "loaded", content: "on disk" });
    await entry.settled;
    expect(entry.state).toEqual({ kind: "loaded", content: "changed" });
    expect(heard).toEqual([a.uri, a.uri]);
  });

  it("without another content is no change", async () => {
    const entry = files.text(a);
    await entry.settled;
    files.changed(a.uri);
    await entry.settled;
    expect(heard).toEqual([a.uri]);
  });

  it("may be created, and deleted", async () => {
    const entry = files.text({ uri: at("b.nn"), root });
    await entry.settled;
    disk.set(at("b.nn"), "new");
    files.changed(at("b.nn"));
    await entry.settled;
    expect(entry.state).toEqual({ kind: "loaded", content: "new" });
    disk.delete(at("b.nn"));
    files.changed(at("b.nn"));
    await entry.settled;
    expect(entry.state.kind).toBe("failed");
  });

  it("twice in a row is what it was last", async () => {
    const entry = files.text(a);
    await entry.settled;
    for (const text of ["second", "third"]) {
      disk.set(a.uri, text);
      files.changed(a.uri);
    }
    await entry.settled;
    expect(entry.state).toEqual({ kind: "loaded", content: "third" });
  });
});

describe("a file that changes without anybody saying so", () => {
  const stamps = new Map<string, string>();
  const stamped = (): ProgramFiles =>
    new ProgramFiles({
      fileSystem: {
        ...fileSystem,
        stampOf: (uri) => Promise.resolve(stamps.get(uri)),
      },
      openText: (uri) => editors.get(uri),
    });

  it("is read again when somebody looks, and only then", async () => {
    const looked = stamped();
    stamps.set(data.uri, "1");
    const entry = looked.table(data);
    await entry.settled;
    await looked.recheck([entry]);
    expect(opened).toEqual([data.uri]);
    disk.set(data.uri, "x\n3\n");
    stamps.set(data.uri, "2");
    await looked.recheck([entry]);
    expect(entry.state).toMatchObject({ content: { rows: 1 } });
    disk.delete(data.uri);
    stamps.delete(data.uri);
    await looked.recheck([entry]);
    expect(entry.state.kind).toBe("failed");
    disk.set(data.uri, "x\n3\n4\n5\n");
    stamps.set(data.uri, "3");
    await looked.recheck([entry]);
    expect(entry.state).toMatchObject({ content: { rows: 3 } });
  });

  it("is not where an editor has it open", async () => {
    const looked = stamped();
    editors.set(a.uri, "typed");
    const entry = looked.text(a);
    await entry.settled;
    stamps.set(a.uri, "new");
    await looked.recheck([entry]);
    expect(entry.state).toEqual({ kind: "loaded", content: "typed" });
  });
});

describe("a program that is open in an editor", () => {
  it("counts with the editor's text, from each edit on", async () => {
    editors.set(a.uri, "typed");
    const entry = files.text(a);
    await entry.settled;
    expect(entry.state).toEqual({ kind: "loaded", content: "typed" });
    editors.set(a.uri, "typed more");
    files.edited(a.uri);
    expect(entry.state).toEqual({ kind: "loaded", content: "typed more" });
  });

  it("counts with the file's text when it is closed", async () => {
    const entry = files.text(a);
    await entry.settled;
    editors.set(a.uri, "typed");
    files.edited(a.uri);
    editors.delete(a.uri);
    files.edited(a.uri);
    await entry.settled;
    expect(entry.state).toEqual({ kind: "loaded", content: "on disk" });
  });

  it("need not be saved yet, but has to be below the root", async () => {
    editors.set(at("new.nn"), "typed");
    editors.set("file:///elsewhere/new.nn", "typed");
    const inside = files.text({ uri: at("new.nn"), root });
    const outside = files.text({ uri: "file:///elsewhere/new.nn", root });
    await Promise.all([inside.settled, outside.settled]);
    expect(inside.state).toEqual({ kind: "loaded", content: "typed" });
    expect(outside.state).toMatchObject({ failure: { code: "outside-root" } });
  });
});

describe("what one lowering asked", () => {
  it("stands until an answer is another one", async () => {
    const requests = new FileRequests(files, root);
    const entry = requests.text(a.uri);
    const outer = new FileRequests(files, root);
    outer.include(requests);
    expect(requests.pending).toEqual([entry]);
    expect(outer.areCurrent).toBe(true);
    await entry.settled;
    expect(requests.pending).toEqual([]);
    expect(requests.areCurrent).toBe(false);
    expect(outer.areCurrent).toBe(false);
    const again = new FileRequests(files, root);
    again.text(a.uri);
    expect(again.areCurrent).toBe(true);
  });
});
