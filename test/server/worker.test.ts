// The worker in a thread: limits, crashes, hangs, and that the server outlives them.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SpawnWorker } from "../../language-server/evaluation/channel.js";
import { Session, type SessionOptions } from "./session.js";
import { badWorker, threadWorker } from "./thread-worker.js";

const uri = "file:///work/a.nn";
const program = "network N {\n  input x = 3\n  output f = x * x\n}\n";

/** Takes seconds, in many operations. */
const slow = `network Slow {
  weight w: [1000, 1000] = normal(0, 0.01)
  ${[...Array(60).keys()].map((k) => `a${k} = ${k === 0 ? "w" : `a${k - 1}`} @ w`).join("\n  ")}
  output f = sum(a59)
}
`;

let spawn: SpawnWorker;
const sessions: Session[] = [];

beforeAll(async () => {
  spawn = await threadWorker();
});

afterEach(() => {
  for (const session of sessions.splice(0)) session.stop();
});

async function start(options: SessionOptions = {}): Promise<Session> {
  const session = await Session.start({ spawnWorker: spawn, ...options });
  sessions.push(session);
  return session;
}

/** Bad workers first, one after the other, and then a good one. */
function after(...bad: readonly string[]): SpawnWorker {
  const rest = [...bad];
  return () => {
    const name = rest.shift();
    return name === undefined ? spawn() : badWorker(name)();
  };
}

describe("the worker", () => {
  it("evaluates in a thread of its own", async () => {
    const session = await start();
    session.open(uri, program);
    expect(await session.labels(uri)).toEqual(["∂f/∂x 6", "= 9"]);
    const hover = await session.hover(uri, 1, 8);
    expect(JSON.stringify(hover)).toContain("∂f/∂x");
  });

  it("is stopped by the time limit, which says so at the network", async () => {
    const session = await start({
      settings: { evaluation: { timeLimit: 0.2 } },
    });
    session.open(uri, slow);
    const { message } = await session.status(uri, "problem");
    expect(message).toMatch(/time limit of 0\.2 seconds/);
    expect(session.diagnosticsOf(uri)).toMatchObject([
      {
        code: "time-limit",
        range: { start: { line: 0, character: 8 } },
      },
    ]);
    expect(await session.labels(uri)).toContain("[1000, 1000]");
    session.edit(uri, program);
    session.save(uri);
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toContain("= 9");
  });

  it("refuses what is over the memory limit before allocating it", async () => {
    const session = await start();
    session.open(
      uri,
      "network N {\n  weight w: [1000000, 1000000]\n  output f = sum(w)\n}\n",
    );
    await session.status(uri, "problem");
    expect(session.diagnosticsOf(uri)).toMatchObject([
      { code: "over-budget", severity: 1, range: { start: { line: 1 } } },
    ]);
  });

  it("that crashes is started again, and the crash is said", async () => {
    const session = await start({ spawnWorker: after("crashing.mjs") });
    session.open(uri, program);
    await session.status(uri, "problem");
    expect(session.diagnosticsOf(uri)).toMatchObject([
      { code: "evaluation-crashed", severity: 1 },
    ]);
    expect(session.diagnosticsOf(uri)[0]?.message).toContain("out of order");
    session.save(uri);
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toContain("= 9");
  });

  it("that hangs is replaced at the time limit", async () => {
    const session = await start({
      spawnWorker: after("hanging.mjs"),
      settings: { evaluation: { timeLimit: 0.1 } },
    });
    session.open(uri, program);
    await session.status(uri, "problem");
    expect(session.diagnosticsOf(uri)).toMatchObject([{ code: "time-limit" }]);
    expect(await session.evaluate(uri)).toEqual({ evaluated: true });
    expect(await session.labels(uri)).toContain("= 9");
  });

  it("that hangs is replaced by the next edit", async () => {
    const session = await start({ spawnWorker: after("hanging.mjs") });
    session.open(uri, program);
    await session.status(uri, "evaluating");
    session.edit(uri, program.replace("3", "4"));
    session.save(uri);
    await session.status(uri, "evaluated");
    expect(await session.labels(uri)).toContain("= 16");
  });

  it("gives up a run that an edit made useless", async () => {
    const session = await start();
    session.open(uri, slow);
    await session.status(uri, "evaluating");
    const begun = performance.now();
    session.edit(uri, program);
    session.save(uri);
    await session.status(uri, "evaluated");
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it("does over what was lost with another document's crash", async () => {
    const session = await start();
    const other = "file:///work/slow.nn";
    session.open(uri, program);
    await session.status(uri, "evaluated");
    session.changeSettings({ evaluation: { timeLimit: 0.1 } });
    session.open(other, slow);
    await session.status(other, "problem");
    expect(await session.labels(uri)).toEqual(["∂f/∂x 6", "= 9"]);
  });
});
