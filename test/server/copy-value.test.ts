// Copy Value through the protocol: what is written out, that it can be pasted, and that it is of the text as it is.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CopyValueAnswer,
  type CopyValueParams,
  copyValueRequest,
} from "../../language-server/protocol.js";
import { tensorText } from "../../language-server/presentation/tensor-text.js";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

const program = `network N {
  weight w: [2, 2] = [[0.1, -2], [3e-7, 1]]
  input x: [2] = [0.1, 0.2]
  h = w @ x
  loss L = sum(h * h)
  weight big: [400, 300] = 0
}
`;

describe("copying a value", () => {
  let session: Session;

  beforeEach(async () => {
    session = await Session.start({
      initializationOptions: { copyValue: true },
    });
    session.open(uri, program);
    await session.status(uri, "evaluated");
  });

  afterEach(() => {
    session.stop();
  });

  const ask = (params: Partial<CopyValueParams>): Promise<CopyValueAnswer> =>
    session.client.sendRequest(copyValueRequest.method, {
      uri,
      of: at(1, 9),
      quantity: "value",
      format: "nn",
      ...params,
    });

  const at = (line: number, character: number): CopyValueParams["of"] => ({
    position: { line, character },
  });

  const refusal = async (params: Partial<CopyValueParams>): Promise<string> => {
    const answer = await ask(params);
    return answer.kind === "nothing" ? answer.message : "copied";
  };

  it("gives a literal of the language, or a list of Python", async () => {
    expect(await ask({})).toEqual({
      kind: "text",
      what: "w",
      size: 4,
      text: "[[0.1, -2], [3e-7, 1]]",
    });
    expect(await ask({ format: "python" })).toMatchObject({
      text: "[[0.1, -2.0], [3e-7, 1.0]]",
    });
  });

  it("gives every digit, so that what is pasted is the same", async () => {
    const answer = await ask({ quantity: "gradient" });
    const text = answer.kind === "text" ? answer.text : "";
    expect(answer).toMatchObject({ what: "∂L/∂w", size: 4 });
    const pasted = "file:///work/pasted.nn";
    session.open(
      pasted,
      program
        .replace("expect", "")
        .replace("}\n", `  expect ∂L/∂w == ${text}\n}\n`),
    );
    await session.status(pasted, "evaluated");
    expect(await session.labels(pasted)).toContainEqual(
      expect.stringMatching(/^✓/),
    );
  });

  it("is offered in hovers, of that very node", async () => {
    const hover = await session.hover(uri, 3, 2);
    const text = JSON.stringify(hover?.contents);
    const [, link = ""] = /command:nn\.copyValue\?([^)]*)\)/.exec(text) ?? [];
    const [params] = JSON.parse(decodeURIComponent(link)) as [CopyValueParams];
    expect(await ask(params)).toMatchObject({ what: "h" });
    expect(text.match(/command:/g)).toHaveLength(4);
  });

  it("is not of an older text", async () => {
    const hover = JSON.stringify((await session.hover(uri, 3, 2))?.contents);
    const [, link = ""] = /copyValue\?([^)]*)\)/.exec(hover) ?? [];
    const [params] = JSON.parse(decodeURIComponent(link)) as [CopyValueParams];
    session.edit(uri, program.replace("0.2", "0.3"));
    await session.status(uri, "stale");
    expect(await refusal(params)).toContain("was edited");
    expect(await refusal({})).toContain("no values for the text as it is");
    const stale = JSON.stringify((await session.hover(uri, 3, 2))?.contents);
    expect(stale).not.toContain("command:");
    expect(stale).not.toContain("data:image");
  });

  it("has a limit, and says where there is nothing", async () => {
    expect(await refusal({ of: at(5, 9) })).toContain("120,000 elements");
    expect(await refusal({ of: at(7, 0) })).toContain("no value here");
    expect(
      await refusal({ of: at(5, 9), uri: "file:///work/other.nn" }),
    ).toContain("not open");
  });

  it("is not offered to a client that has no such command", async () => {
    const other = await Session.start();
    other.open(uri, program);
    await other.status(uri, "evaluated");
    const hover = JSON.stringify((await other.hover(uri, 3, 2))?.contents);
    other.stop();
    expect(hover).not.toContain("command:");
  });
});

describe("numbers that are not finite", () => {
  it("are spelled as either language can", () => {
    const data = Float64Array.of(NaN, Infinity, -Infinity, -0);
    expect(tensorText(data, [4], "nn")).toBe("[(inf - inf), inf, -inf, 0]");
    expect(tensorText(data, [4], "python")).toBe(
      '[float("nan"), float("inf"), float("-inf"), 0.0]',
    );
  });
});
