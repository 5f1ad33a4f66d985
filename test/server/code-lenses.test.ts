// CodeLens through the protocol: what stands over each network, what a click passes on, and whose numbers are shown.
import type { CodeLens } from "vscode-languageserver/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

const program = (x: number): string => `network Circuit {
  input x = ${x}
  output f = 3 * x
}

network Mlp {
  input x: [batch, 30]
  layer h = x |> dense(40)
}
`;

describe("lenses", () => {
  let session: Session;

  beforeEach(async () => {
    session = await Session.start();
  });

  afterEach(() => {
    session.stop();
  });

  const lenses = (): Promise<CodeLens[]> =>
    session.client.sendRequest("textDocument/codeLens", {
      textDocument: { uri },
    });

  async function titles(line: number): Promise<string> {
    const all = await lenses();
    return all
      .filter(({ range }) => range.start.line === line)
      .map(({ command }) => command?.title)
      .join(" | ");
  }

  it("offer what a network can do, and say how large it is", async () => {
    session.open(uri, program(2));
    await session.status(uri, "evaluated");
    expect(await titles(0)).toBe("Trace backprop | Graph | f = 6");
    expect(await titles(5)).toBe("Graph | 1,240 parameters");
  });

  it("wait for values that are being computed", async () => {
    // By a worker that has started: lenses do not wait for that.
    const other = "file:///work/other.nn";
    session.open(other, program(1));
    await session.status(other, "evaluated");
    session.open(uri, program(2));
    expect(await titles(0)).toBe("Trace backprop | Graph | f = 6");
  });

  it("pass their network on", async () => {
    session.open(uri, program(2));
    await session.status(uri, "evaluated");
    const passed = (await lenses()).map(({ command }) => [
      command?.command,
      command?.arguments,
    ]);
    expect(passed).toEqual([
      ["nn.traceBackprop", [uri, "Circuit"]],
      ["nn.showGraph", [uri, "Circuit"]],
      ["", [uri, "Circuit"]],
      ["nn.showGraph", [uri, "Mlp"]],
      ["nn.summary", [uri, "Mlp"]],
    ]);
  });

  it("mark a number from before an edit, and show the new one after saving", async () => {
    session.open(uri, program(2));
    await session.status(uri, "evaluated");
    session.edit(uri, program(5));
    await session.status(uri, "stale");
    expect(await titles(0)).toBe("Trace backprop | Graph | (stale) f = 6");
    const before = session.lensRefreshes;
    session.save(uri);
    await session.until("a refresh", () =>
      session.lensRefreshes > before ? true : undefined,
    );
    expect(await titles(0)).toBe("Trace backprop | Graph | f = 15");
  });

  it("are asked for again by a client that was told, and did not", async () => {
    session.open(uri, program(2));
    await session.status(uri, "evaluated");
    await lenses();
    const before = session.lensRefreshes;
    session.edit(uri, program(5));
    await session.until("a reminder", () =>
      session.lensRefreshes > before ? true : undefined,
    );
  });

  it("are not mentioned to a client that asked, or shows none", async () => {
    const other = "file:///work/other.nn";
    session.open(other, program(1));
    await session.status(other, "evaluated");
    session.open(uri, program(2));
    await session.status(uri, "evaluated");
    await lenses();
    const before = session.lensRefreshes;
    session.edit(uri, program(5));
    session.edit(other, program(6));
    await session.status(other, "stale");
    await lenses();
    // Longer than a client may take.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(session.lensRefreshes).toBe(before);
  });

  it("show no number of a program that has an error", async () => {
    session.open(uri, "network A {\n  input x = 1\n  output f = x + q\n}\n");
    await session.settled(uri);
    expect(await titles(0)).toBe("Graph");
  });

  it("stay while a statement is half typed", async () => {
    session.open(uri, program(2));
    await session.status(uri, "evaluated");
    session.edit(uri, program(2).replace("3 * x", "3 *"));
    expect(await titles(5)).toBe("Graph | 1,240 parameters");
  });
});
