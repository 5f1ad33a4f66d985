// Programs as they are while they are being typed: every one of them is answered, and the server lives on.
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "./session.js";

const examples = path.join(import.meta.dirname, "../../examples/lecture");
const uri = "file:///work/typed.nn";

/** Every so many characters the program is cut, as far as it is typed by then. */
const step = 11;

describe("a program cut anywhere", () => {
  let session: Session;

  beforeAll(async () => {
    session = await Session.start();
    session.open(uri, "");
  });

  afterAll(() => {
    session.stop();
  });

  it.each(["n07-circuit.nn", "n02-dead-units.nn", "n09-sigmoid-circuit.nn"])(
    "of %s has hints, hovers and problems",
    async (name) => {
      const text = fs.readFileSync(path.join(examples, name), "utf8");
      let withValues = 0;
      for (let end = 0; end < text.length; end += step) {
        const cut = text.slice(0, end);
        session.edit(uri, cut);
        await session.evaluate(uri);
        const labels = await session.labels(uri);
        if (labels.some((label) => label.startsWith("= "))) withValues++;
        expect(labels.filter((label) => label.length > 40)).toEqual([]);
        const lines = cut.split("\n");
        await session.hover(uri, lines.length - 1, lines.at(-1)?.length ?? 0);
      }
      expect(withValues).toBeGreaterThan(5);
    },
  );

  it.each([
    ["empty", ""],
    ["one brace", "}"],
    ["no text at all but a mark", "\uFEFF"],
    ["deeply nested", `network N { x = ${"(".repeat(5000)}1`],
    ["not finite", "network N { output f = 0 / 0 }"],
    ["a name and nothing else", "network N { x"],
  ])("or %s is answered", async (_name, text) => {
    session.edit(uri, text);
    await session.evaluate(uri);
    expect(await session.hints(uri)).toBeInstanceOf(Array);
    await session.hover(uri, 0, 3);
  });

  it("leaves a server that works", async () => {
    session.edit(uri, "network N { output f = 6 * 7 }");
    await session.evaluate(uri);
    expect(await session.labels(uri)).toEqual(["= 42"]);
  });
});
