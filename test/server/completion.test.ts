// Completion and signature help over the protocol: what a client that fills in places is given, and one that does not;
// values that say of when they are; files; what is asked by a key.
import { afterEach, describe, expect, it } from "vitest";
import type {
  CompletionItem,
  CompletionList,
  SignatureHelp,
} from "vscode-languageserver/node";
import type { FileSystem } from "../../language-server/files/file-system.js";
import { Session, type SessionOptions } from "./session.js";

const uri = "file:///work/program.nn";
let session: Session | undefined;

afterEach(() => {
  session?.stop();
  session = undefined;
});

/** Opens a program whose cursor is written as `│`, and returns the list there. */
async function completing(
  marked: string,
  options?: SessionOptions,
  context?: object,
): Promise<CompletionList | null> {
  session ??= await Session.start(options);
  const text = marked.replace("│", "");
  session.open(uri, text);
  await session.settled(uri);
  return listAt(marked, context);
}

function positionIn(marked: string): { line: number; character: number } {
  const lines = marked.slice(0, marked.indexOf("│")).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

async function listAt(
  marked: string,
  context?: object,
): Promise<CompletionList | null> {
  return (
    (await session?.client.sendRequest("textDocument/completion", {
      textDocument: { uri },
      position: positionIn(marked),
      ...(context && { context }),
    })) ?? null
  );
}

const find = (list: CompletionList | null, label: string): CompletionItem => {
  const found = list?.items.find((item) => item.label === label);
  if (!found) throw new Error(`${label} is not offered`);
  return found;
};

const resolve = async (item: CompletionItem): Promise<CompletionItem> => {
  if (!session) throw new Error("There is no session.");
  return session.client.sendRequest("completionItem/resolve", item);
};

const program = (statement: string): string =>
  `network N {\n  input x = 3\n  w = x * 2\n  ${statement}\n  output f = w\n}`;

describe("an item", () => {
  it("replaces the word at the cursor", async () => {
    const item = find(await completing(program("q = re│")), "relu");
    expect(item.textEdit).toEqual({
      range: {
        start: { line: 3, character: 6 },
        end: { line: 3, character: 8 },
      },
      newText: "relu(",
    });
  });

  it("has places to fill in where the client can go through them", async () => {
    const options = { snippets: true };
    const item = find(await completing(program("q = re│"), options), "relu");
    expect(item).toMatchObject({
      insertTextFormat: 2,
      textEdit: { newText: "relu(${1:x})" },
    });
  });

  it("makes a definition a layer where it has to be one", async () => {
    const item = find(await completing(program("q = x |> de│")), "dense");
    expect(item.additionalTextEdits).toEqual([
      {
        range: {
          start: { line: 3, character: 2 },
          end: { line: 3, character: 2 },
        },
        newText: "layer ",
      },
    ]);
  });

  it("is documented as in a hover when it is looked at", async () => {
    const item = find(await completing(program("q = │")), "sigmoid");
    expect(item.documentation).toBeUndefined();
    const read = await resolve(item);
    expect(read.documentation).toMatchObject({ kind: "markdown" });
    expect(JSON.stringify(read.documentation)).toContain("∂sigmoid/∂x");
  });

  it("has the value of the last evaluation, and says so", async () => {
    const marked = program("q = │");
    session = await Session.start();
    session.open(uri, program("q = 1"));
    await session.settled(uri);
    session.edit(uri, marked.replace("│", "").replace("x * 2", "x * 5"));
    await session.settled(uri);
    const read = await resolve(find(await listAt(marked), "w"));
    expect(read.detail).toBe("w = 6 at the last evaluation");
  });

  it("has no value before anything was evaluated", async () => {
    session = await Session.start({
      settings: { evaluation: { trigger: "manual" } },
    });
    const read = await resolve(find(await completing(program("q = │")), "w"));
    expect(read.detail).toBeUndefined();
  });
});

describe("a list that a character asks for", () => {
  const asked = (triggerCharacter: string): object => ({
    triggerKind: 2,
    triggerCharacter,
  });

  it("comes where few things can stand", async () => {
    const list = await completing(program("q = w |> │"), {}, asked(" "));
    expect(find(list, "relu").label).toBe("relu");
  });

  it.each([
    ["expect df/│", "/"],
    ["expect df/dx│", "x"],
    ["expect df/dl.│", "."],
    ["expect df/dl.b│", "b"],
  ])("goes on with a derivative that is begun: %s", async (text, character) => {
    const layered = `network N {\n  input x = [3]\n  layer l = dense(x, 1)\n  output f = sum(l)\n  ${text}\n}`;
    const list = await completing(layered, {}, asked(character));
    const wanted = text.includes("dx") ? "∂f/∂x" : "∂f/∂l.bias";
    // All that was typed is replaced.
    expect(find(list, wanted).textEdit).toMatchObject({
      range: { start: { line: 4, character: 9 } },
    });
  });

  it.each([
    ["q = w > │", " "],
    ["q = w /│", "/"],
    ["q = [│", "["],
    ["input k: │", " "],
    ["│", " "],
  ])(
    "does not come where much can stand, or nothing: %s",
    async (text, character) => {
      expect(await completing(program(text), {}, asked(character))).toBeNull();
    },
  );
});

describe("names of files", () => {
  const folder = "file:///work";
  const items: Readonly<Partial<Record<string, readonly string[]>>> = {
    "file:///work": ["program.nn", "blocks.nn", "notes.txt", "more/", ".git/"],
    "file:///work/more": ["deep.nn"],
    "file:///": ["secret.nn"],
  };
  const fileSystem: FileSystem = {
    resolve: (address) => Promise.resolve({ uri: address }),
    open: () =>
      Promise.resolve({
        code: "unreadable-file",
        reason: "there is no such file",
      }),
    list: (address) =>
      Promise.resolve(
        (items[address.replace(/(?<!\/)\/$/, "")] ?? []).map((name) => ({
          name: name.replace(/\/$/, ""),
          kind: name.endsWith("/") ? "folder" : "file",
        })),
      ),
  };
  const labels = async (marked: string): Promise<string[]> => {
    const list = await completing(marked, { fileSystem, folder });
    // The file that is named so far is looked for, too.
    await session?.evaluate(uri);
    return list?.items.map(({ label }) => label) ?? [];
  };

  it("are those of the folder that can be imported, and folders", async () => {
    expect(await labels('import "│')).toEqual(["blocks.nn", "more/"]);
  });

  it("are those of the folder that is typed", async () => {
    expect(await labels('import "more/│"')).toEqual(["deep.nn"]);
  });

  it("are not shown outside the program's root", async () => {
    expect(await labels('import "../│"')).toEqual([]);
  });
});

describe("signature help", () => {
  it("shows every way to call, the meant one, and the argument at the cursor", async () => {
    const marked = program("q = max(x, │");
    session = await Session.start();
    session.open(uri, marked.replace("│", ""));
    await session.settled(uri);
    const help: SignatureHelp | null = await session.client.sendRequest(
      "textDocument/signatureHelp",
      { textDocument: { uri }, position: positionIn(marked) },
    );
    expect(help?.activeSignature).toBe(1);
    expect(help?.signatures.map(({ label }) => label)).toEqual([
      "max(x, axis: …, keep: false)",
      "max(a, b)",
      "max(operands, …)",
    ]);
    expect(help?.signatures[1]?.activeParameter).toBe(1);
  });
});

describe("a file of 10,000 definitions", () => {
  const definitions = Array.from(
    { length: 10_000 },
    (_, index) =>
      `  v${String(index)} = ${index === 0 ? "x" : `v${String(index - 1)}`} + 1`,
  ).join("\n");
  const marked = `network Long {\n  input x = 1\n${definitions}\n  q = v9999 + │\n  output f = v9999\n}`;

  it("is answered without going through it again for every offer", async () => {
    session = await Session.start({
      settings: { evaluation: { trigger: "manual" } },
    });
    session.open(uri, marked.replace("│", ""));
    await session.settled(uri);
    await listAt(marked);
    const start = performance.now();
    const list = await listAt(marked);
    const taken = performance.now() - start;
    expect(list?.items[0]?.label).toBe("v9999");
    expect(list?.isIncomplete).toBe(true);
    expect(taken).toBeLessThan(1_000);
  });
});
