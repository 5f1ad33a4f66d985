// Names over several files, as an editor asks about them: what is open counts as it is on the screen, the rest as on the disk.
import type {
  DocumentLink,
  Location,
  SemanticTokens,
  SemanticTokensDelta,
  WorkspaceEdit,
  WorkspaceSymbol,
} from "vscode-languageserver/node";
import { TextDocument } from "langium";
import { afterEach, describe, expect, it } from "vitest";
import { Folder, folder } from "../language/files.js";
import { nn } from "../language/lower.js";
import { Session } from "./session.js";

const blocks = nn`
  const size = 3
  fn half(t) = t / 2
  network Block(units = 2) {
    input x: [batch, n]
    layer hidden = dense(x, units)
    output y = hidden
  }`;
const user = nn`
  import "../blocks.nn"
  network User {
    input x: [1, size] = 1
    layer a = Block(x: x, units: 2)
    g = a.hidden.weight
    output f = sum(half(a)) + sum(g) + size
  }`;
const reexporting = nn`
  import "deep/user.nn"
  network Outer {
    input x: [1, 3] = 1
    layer u = User(x)
    output f = sum(u.a.hidden.bias) + u
  }`;
const stranger = nn`
  network Stranger {
    input hidden = 1
    output f = hidden
  }`;

const contents = {
  "blocks.nn": blocks,
  "deep/user.nn": user,
  "outer.nn": reexporting,
  "stranger.nn": stranger,
  ".hidden/secret.nn": "network Secret {}",
  "broken.nn": 'import "blocks.nn"\nnetwork B {\n  k = unknown(size)\n}',
};
const at = (path: string): string => `${folder}/${path}`;

let session: Session;
afterEach(() => {
  session.stop();
});

async function start(
  open: Record<string, string>,
  files: Record<string, string> = contents,
): Promise<Folder> {
  const disk = new Folder(files);
  session = await Session.start({ fileSystem: disk, folder });
  for (const [path, text] of Object.entries(open)) {
    session.open(at(path), text);
    await session.settled(at(path));
  }
  return disk;
}

/** The position of the first occurrence of a text in another, `|` is where the cursor stands. */
function positionOf(
  text: string,
  marked: string,
): {
  line: number;
  character: number;
} {
  const offset = text.indexOf(marked.replace("|", ""));
  if (offset < 0) throw new Error(`There is no ${marked}`);
  const document = TextDocument.create("", "nn", 0, text);
  return document.positionAt(offset + marked.indexOf("|"));
}

const ask = <Result>(
  method: string,
  path: string,
  position: unknown,
  more: object = {},
): Promise<Result> =>
  session.client.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: at(path) },
    position,
    ...more,
  });

const short = ({ uri, range }: Location): string =>
  `${uri.replace(`${folder}/`, "")}:${String(range.start.line + 1)}:${String(range.start.character + 1)}`;

const applied = (edit: WorkspaceEdit | null): Record<string, string> =>
  Object.fromEntries(
    Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
      const path = uri.replace(`${folder}/`, "");
      const text = contents[path as keyof typeof contents];
      return [
        path,
        TextDocument.applyEdits(TextDocument.create(uri, "nn", 0, text), edits),
      ];
    }),
  );

const rename = (path: string, position: unknown, newName: string) =>
  ask<WorkspaceEdit | null>("rename", path, position, { newName });

describe("definitions in files that are imported", () => {
  it("are gone to, from every word of a path", async () => {
    await start({ "deep/user.nn": user });
    const definition = async (marked: string): Promise<string> =>
      short(await ask("definition", "deep/user.nn", positionOf(user, marked)));
    expect(await definition("|Block(x")).toBe("blocks.nn:3:9");
    expect(await definition("(|x: x")).toBe("blocks.nn:4:9");
    expect(await definition("x: |x, units")).toBe("deep/user.nn:3:9");
    expect(await definition("|size]")).toBe("blocks.nn:1:7");
    expect(await definition("a.|hidden")).toBe("blocks.nn:5:9");
    expect(await definition("hidden.we|ight")).toBe("deep/user.nn:4:9");
    expect(await definition('"../bl|ocks.nn"')).toBe("blocks.nn:1:1");
    expect(
      await ask("definition", "deep/user.nn", positionOf(user, "s|um(half")),
    ).toBeNull();
  });

  it("have their references everywhere in the workspace, open or not", async () => {
    await start({ "deep/user.nn": `\n${user}` });
    const found = await ask<Location[]>(
      "references",
      "deep/user.nn",
      positionOf(`\n${user}`, "a.|hidden"),
      { context: { includeDeclaration: true } },
    );
    expect(found.map(short)).toEqual([
      "blocks.nn:5:9",
      "blocks.nn:6:14",
      "deep/user.nn:6:9",
      "outer.nn:5:22",
    ]);
  });
});

describe("renaming", () => {
  it("writes the new name in every program that imports the definition", async () => {
    await start({ "blocks.nn": blocks });
    const edit = await rename(
      "blocks.nn",
      positionOf(blocks, "layer hid|den"),
      "core",
    );
    expect(applied(edit)).toEqual({
      "blocks.nn": blocks.replaceAll("hidden", "core"),
      "deep/user.nn": user.replaceAll("hidden", "core"),
      "outer.nn": reexporting.replaceAll("hidden", "core"),
    });
  });

  it("writes it in an open program that is not on the disk yet", async () => {
    await start({ "deep/user.nn": user }, { "blocks.nn": blocks });
    const edit = await rename(
      "deep/user.nn",
      positionOf(user, "a.|hidden"),
      "core",
    );
    const changes = edit?.changes ?? {};
    expect(Object.keys(changes).sort()).toEqual(
      ["blocks.nn", "deep/user.nn"].map(at),
    );
  });

  it("of an input and a hyperparameter keeps the names of arguments", async () => {
    await start({ "blocks.nn": blocks, "deep/user.nn": user });
    const edit = await rename(
      "blocks.nn",
      positionOf(blocks, "un|its = 2"),
      "count",
    );
    expect(applied(edit)["deep/user.nn"]).toBe(
      user.replace("units: 2", "count: 2"),
    );
    const input = await rename(
      "deep/user.nn",
      positionOf(user, "(|x: x"),
      "rows",
    );
    expect(applied(input)).toEqual({
      "blocks.nn": blocks
        .replace("input x", "input rows")
        .replace("dense(x", "dense(rows"),
      "deep/user.nn": user.replace("(x: x", "(rows: x"),
    });
  });

  it.each([
    ["layer hid|den", "y", /`y` is already defined in line 6/],
    ["layer hid|den", "weight", /`weight` is a reserved word/],
    ["layer hid|den", "2nd", /`2nd` is not a name/],
    ["layer hid|den", "pi", /`pi` is a built-in constant/],
    ["fn ha|lf", "relu", /`relu` is a built-in function/],
    ["fn ha|lf", "Block", /`Block` is already defined in line 3/],
    ["fn ha|lf", "User", /line 1 of user\.nn would have an error: .*`User`/],
    ["de|nse(x", "other", /`dense` is built in/],
    ["const si|ze", "length", /`size` also stands in line 3 of broken\.nn/],
  ])("%s to %s is refused in words", async (marked, name, message) => {
    await start({ "blocks.nn": blocks });
    await expect(
      rename("blocks.nn", positionOf(blocks, marked), name),
    ).rejects.toThrow(message);
  });

  it("is refused where another name would take its place", async () => {
    const whole = { ...contents, "broken.nn": "" };
    await start({ "blocks.nn": blocks }, whole);
    // In User `a` is a layer by then, and not the constant.
    await expect(
      rename("blocks.nn", positionOf(blocks, "const si|ze"), "a"),
    ).rejects.toThrow(/would mean something else in line 6 of user\.nn/);
  });

  it("offers the name, or says why there is nothing to rename", async () => {
    await start({ "deep/user.nn": user });
    expect(
      await ask("prepareRename", "deep/user.nn", positionOf(user, "a.hid|den")),
    ).toEqual({
      range: {
        start: { line: 4, character: 8 },
        end: { line: 4, character: 14 },
      },
      placeholder: "hidden",
    });
    await expect(
      ask("prepareRename", "deep/user.nn", positionOf(user, "hidden.wei|ght")),
    ).rejects.toThrow("`weight` is what a built-in layer calls its parameter");
    expect(
      await ask("prepareRename", "deep/user.nn", positionOf(user, "out|put")),
    ).toBeNull();
  });
});

describe("the workspace", () => {
  it("has the symbols of all its programs", async () => {
    await start({ "blocks.nn": blocks });
    const symbols = (query: string): Promise<WorkspaceSymbol[]> =>
      session.client.sendRequest("workspace/symbol", { query });
    expect((await symbols("")).map(({ name }) => name)).toEqual([
      "size",
      "half",
      "Block",
      "B",
      "User",
      "Outer",
      "Stranger",
    ]);
    expect(
      (await symbols("hdn")).map(
        ({ name, containerName, location }) =>
          `${name} in ${containerName ?? ""}, ${location.uri}`,
      ),
    ).toEqual([
      `hidden in Block, ${at("blocks.nn")}`,
      `hidden in Stranger, ${at("stranger.nn")}`,
    ]);
  });

  it("shows a program that has come, and no longer one that is gone", async () => {
    const disk = await start({ "blocks.nn": blocks });
    disk.contents.delete("stranger.nn");
    disk.contents.set("new.nn", "network New { x = 1 }");
    await session.untilAsync("the new program", async () => {
      const found = await session.client.sendRequest<WorkspaceSymbol[]>(
        "workspace/symbol",
        { query: "" },
      );
      const names = found.map(({ name }) => name);
      return names.includes("New") && !names.includes("Stranger");
    });
  });

  it("has links to files that are there and may be read", async () => {
    const text = `import "blocks.nn"
import "missing.nn"
import "../outside.nn"
dataset d from "iris.csv" { a -> b }
network N { weight w: [2] = load("weights.npy") }`;
    await start(
      { "links.nn": text },
      { ...contents, "iris.csv": "a,b\n1,2\n", "weights.npy": "" },
    );
    const links = await session.client.sendRequest<DocumentLink[]>(
      "textDocument/documentLink",
      { textDocument: { uri: at("links.nn") } },
    );
    expect(links.map(({ target }) => target)).toEqual([
      at("blocks.nn"),
      at("iris.csv"),
      at("weights.npy"),
    ]);
  });
});

describe("colours", () => {
  const colours = async (): Promise<number> => {
    const { data } = await session.client.sendRequest<SemanticTokens>(
      "textDocument/semanticTokens/full",
      { textDocument: { uri: at("deep/user.nn") } },
    );
    return data.length / 5;
  };

  it("come again when a file that is imported has changed", async () => {
    const disk = await start({ "deep/user.nn": user });
    const whole = await colours();
    const asked = session.recolourings;
    disk.contents.set("blocks.nn", blocks.replace("hidden", "hidden2"));
    session.fileChanged(at("blocks.nn"));
    await session.until("colours of the changed file", () =>
      session.recolourings > asked ? true : undefined,
    );
    expect(await colours()).toBeLessThan(whole);
  });

  it("are told as what an edit changed of them", async () => {
    const before = "network N {\n  input x = 1\n  output f = x\n}";
    await start({ "new.nn": before });
    const textDocument = { uri: at("new.nn") };
    const whole = (): Promise<SemanticTokens> =>
      session.client.sendRequest("textDocument/semanticTokens/full", {
        textDocument,
      });
    const since = (
      previousResultId: string | undefined,
    ): Promise<SemanticTokens & SemanticTokensDelta> =>
      session.client.sendRequest("textDocument/semanticTokens/full/delta", {
        textDocument,
        previousResultId,
      });
    const { data, resultId } = await whole();
    session.edit(
      textDocument.uri,
      before.replace("f = x", "f = x\n  weight w = 2"),
    );
    const { edits, resultId: next } = await since(resultId);
    expect(edits).toHaveLength(1);
    const edited = [...data];
    for (const { start: from, deleteCount, data: added = [] } of edits)
      edited.splice(from, deleteCount, ...added);
    expect((await since("another")).data).toEqual(edited);
    session.close(textDocument.uri);
    expect(await since(next)).toEqual({ data: [] });
  });

  it("of a part of the file are those of the whole there", async () => {
    await start({ "deep/user.nn": user });
    const part = await session.client.sendRequest<SemanticTokens>(
      "textDocument/semanticTokens/range",
      {
        textDocument: { uri: at("deep/user.nn") },
        range: {
          start: { line: 4, character: 0 },
          end: { line: 5, character: 0 },
        },
      },
    );
    // g, a, hidden, weight
    expect(part.data.length / 5).toBe(4);
    expect(part.data.slice(0, 2)).toEqual([4, 2]);
  });
});

describe("while the text is broken", () => {
  it("what is known is answered", async () => {
    const text = nn`
      network N {
        input x = 2
        y = x *
        z = x + 1
        output f = z`;
    await start({ "new.nn": text });
    const uses = await ask<Location[]>(
      "references",
      "new.nn",
      positionOf(text, "input |x"),
      { context: { includeDeclaration: false } },
    );
    expect(uses.map(({ range }) => range.start.line)).toEqual([2, 3]);
    const tokens = await session.client.sendRequest<SemanticTokens>(
      "textDocument/semanticTokens/full",
      { textDocument: { uri: at("new.nn") } },
    );
    expect(tokens.data.length / 5).toBe(8);
  });
});
