// Formatting as an editor asks for it: of a document, of a selection, on typing.
import type { TextEdit } from "vscode-languageserver/node";
import { TextDocument } from "langium";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Session } from "./session.js";

const uri = "file:///work/loose.nn";
const options = { tabSize: 8, insertSpaces: false };
const text = `network N{
 input x=1
 y=x*2
   output f=y
}
`;

let session: Session;
let isOpen = false;

beforeEach(async () => {
  session = await Session.start();
  session.open(uri, text);
  isOpen = true;
});

afterEach(async () => {
  if (isOpen) await session.settled(uri);
  session.stop();
});

async function edits(method: string, params: object): Promise<TextEdit[]> {
  const answer = await session.client.sendRequest<TextEdit[] | null>(
    `textDocument/${method}`,
    { textDocument: { uri }, options, ...params },
  );
  return answer ?? [];
}

const after = (before: string, changes: TextEdit[]): string =>
  TextDocument.applyEdits(TextDocument.create(uri, "nn", 0, before), changes);

describe("formatting", () => {
  it("of a document: small changes, none where nothing changes", async () => {
    const changes = await edits("formatting", {});
    const formatted = after(text, changes);
    expect(formatted).toBe(`network N {
  input x = 1
  y = x * 2
  output f = y
}
`);
    for (const { range, newText } of changes)
      expect([range.end.line - range.start.line, newText.trim()]).toEqual([
        0,
        "",
      ]);
    session.edit(uri, formatted);
    expect(await edits("formatting", {})).toEqual([]);
  });

  it("of a selection: its lines", async () => {
    const changes = await edits("rangeFormatting", {
      range: {
        start: { line: 2, character: 3 },
        end: { line: 3, character: 0 },
      },
    });
    expect(after(text, changes)).toBe(text.replace(" y=x*2", "  y = x * 2"));
  });

  it("of the line that was just ended", async () => {
    const typed = text.replace("y=x*2\n", "y=x*2\n  \n");
    session.edit(uri, typed);
    const changes = await edits("onTypeFormatting", {
      ch: "\n",
      position: { line: 3, character: 2 },
    });
    expect(after(typed, changes)).toBe(typed.replace(" y=x*2", "  y = x * 2"));
  });

  it("of the block that was just closed, whatever its comments hold", async () => {
    const typed = `const k=1\nnetwork N{ // {\n x=k\n}`;
    session.edit(uri, typed);
    const changes = await edits("onTypeFormatting", {
      ch: "}",
      position: { line: 3, character: 1 },
    });
    expect(after(typed, changes)).toBe(
      `const k=1\nnetwork N { // {\n  x = k\n}`,
    );
  });

  it("of a text with a mistake: the rest of it, line by line", async () => {
    const broken = text.replace("x*2", "x*");
    session.edit(uri, broken);
    expect(after(broken, await edits("formatting", {}))).toBe(
      `network N {
 input x = 1
 y=x*
   output f = y
}
`,
    );
  });

  it("of a document that is not open", async () => {
    await session.settled(uri);
    isOpen = false;
    session.close(uri);
    expect(await edits("formatting", {})).toEqual([]);
  });
});
