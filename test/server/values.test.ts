// When values are there, and that they belong to the text on screen: open, edit, save, triggers, two documents.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Session } from "./session.js";

const uri = "file:///work/circuit.nn";

const circuit = (x: number): string => `network Circuit {
  input x = ${x}
  input y = 5
  input z = -4
  q = x + y
  output f = q * z
  expect f == -12
}
`;

describe("values", () => {
  let session: Session;

  beforeEach(async () => {
    session = await Session.start();
  });

  afterEach(() => {
    session.stop();
  });

  it("are there after opening, in the order of the program", async () => {
    session.open(uri, circuit(-2));
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toEqual([
      "∂f/∂x −4",
      "∂f/∂y −4",
      "∂f/∂z 3",
      "= 3",
      "∂f/∂q −4",
      "= −12",
      "✓ −12",
    ]);
  });

  it("come with the first answer, without a second question", async () => {
    session.open(uri, circuit(-2));
    expect(await session.labels(uri)).toContain("= −12");
  });

  it("are stale after an edit, and fresh again after saving", async () => {
    session.open(uri, circuit(-2));
    await session.status(uri, "evaluated");
    session.edit(uri, circuit(-3));
    await session.status(uri, "stale");
    const stale = await session.labels(uri);
    expect(stale).toEqual([
      "(stale) ∂f/∂x −4",
      "(stale) ∂f/∂y −4",
      "(stale) ∂f/∂z 3",
      "(stale) = 3",
      "(stale) ∂f/∂q −4",
      "(stale) = −12",
      "(stale) ✓ −12",
    ]);
    const before = session.refreshes;
    session.save(uri);
    await session.status(uri, "evaluated");
    await session.until("a refresh", () =>
      session.refreshes > before ? true : undefined,
    );
    expect(await session.labels(uri)).toEqual([
      "∂f/∂x −4",
      "∂f/∂y −4",
      "∂f/∂z 2",
      "= 2",
      "∂f/∂q −4",
      "= −8",
      "✗ −8",
    ]);
  });

  it("never belong to another text, however fast the edits come", async () => {
    session.open(uri, circuit(0));
    await session.status(uri, "evaluated");
    for (let x = 1; x <= 10; x++) {
      session.edit(uri, circuit(x));
      const labels = await session.labels(uri).catch(() => []);
      expect(labels.filter((label) => !label.startsWith("(stale)"))).toEqual(
        [],
      );
    }
    session.save(uri);
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toContain("= −60");
  });

  it("of failed checks vanish from the problems with an edit", async () => {
    session.open(uri, circuit(-3));
    await session.status(uri, "evaluated");
    expect(session.diagnosticsOf(uri)).toMatchObject([
      { code: "check-failed", source: "nn", severity: 1 },
    ]);
    session.edit(uri, circuit(-2));
    await session.status(uri, "stale");
    expect(session.diagnosticsOf(uri)).toEqual([]);
    session.save(uri);
    await session.status(uri, "evaluated");
    expect(session.diagnosticsOf(uri)).toEqual([]);
  });

  it("of two documents do not mix", async () => {
    const other = "file:///work/other.nn";
    session.open(uri, circuit(1));
    session.open(other, circuit(2));
    await session.status(uri, "evaluated");
    await session.status(other, "evaluated");
    session.edit(other, circuit(3));
    await session.status(other, "stale");
    expect(await session.labels(uri)).toContain("= −24");
    expect(await session.labels(other)).toContain("(stale) = −28");
    expect(session.diagnosticsOf(uri)).toHaveLength(1);
  });

  it("have every digit in their tooltips", async () => {
    session.open(uri, circuit(1 / 3));
    await session.status(uri, "evaluated");
    const q = (await session.hints(uri)).find(
      ({ label }) => label === "= 5.333",
    );
    expect(q?.tooltip).toMatchObject({
      value: expect.stringContaining("q = 5.333333333333333") as string,
    });
  });

  it("are asked for only where the editor looks", async () => {
    session.open(uri, circuit(-2));
    await session.status(uri, "evaluated");
    const hints = await session.hints(uri, 4, 5);
    expect(hints.map(({ label }) => label)).toContain("= 3");
    expect(hints.map(({ label }) => label)).not.toContain("∂f/∂x −4");
  });

  it("are gone when the document is closed", async () => {
    session.open(uri, circuit(-3));
    await session.status(uri, "evaluated");
    session.close(uri);
    await session.until("no diagnostics", () =>
      session.diagnosticsOf(uri).length === 0 ? true : undefined,
    );
    expect(await session.hints(uri)).toBeNull();
  });
});

describe("triggers", () => {
  it("evaluate at a pause in typing", async () => {
    const session = await Session.start({
      settings: { evaluation: { trigger: "onType" } },
    });
    session.open(uri, circuit(-2));
    await session.status(uri, "evaluated");
    for (let x = 1; x <= 5; x++) session.edit(uri, circuit(x));
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toContain("= −40");
    session.stop();
  });

  it("wait for the command", async () => {
    const session = await Session.start({
      settings: { evaluation: { trigger: "manual" } },
    });
    session.open(uri, circuit(-2));
    await session.status(uri, "stale");
    session.save(uri);
    expect(await session.labels(uri)).not.toContain("= −12");
    expect(await session.evaluate(uri)).toEqual({ evaluated: true });
    expect(await session.labels(uri)).toContain("= −12");
    expect(await session.evaluate("file:///elsewhere.nn")).toEqual({
      evaluated: false,
    });
    session.stop();
  });

  it("evaluate only the network that is asked for", async () => {
    const session = await Session.start({
      settings: { evaluation: { trigger: "manual" } },
    });
    session.open(
      uri,
      "network A { output f = 1 + 1 }\nnetwork B { output f = 2 + 2 }",
    );
    await session.evaluate(uri, "B");
    const labels = await session.labels(uri);
    expect(labels).toContain("= 4");
    expect(labels).not.toContain("= 2");
    session.stop();
  });
});
