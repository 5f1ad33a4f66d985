// Ids outlive edits elsewhere in the text, so that the picture keeps its place while somebody types.
import { describe, expect, it } from "vitest";
import type { GraphModel } from "../../language-server/graph/graph-model.js";
import { modelOf } from "./draw.js";

const program = `network Block {
  input x: [2]
  layer inner = x |> dense(2) |> tanh
  output y = x + inner * 2
}
fn square(a) = a * a
network N {
  input x: [2] = [1, 2]
  layer h = (x * 2) |> dense(3) |> relu |> dense(2)
  layer deep = repeat(h, 2, Block)
  t = square(deep - 1) + square(h)
  loss L = sum(t) / 2 + l2(h[0].weight)
}`;

const idsOf = ({ nodes, groups, wires }: GraphModel): string[] =>
  [...nodes, ...groups, ...wires].map(({ id }) => id);

/** What is only before the edit, and what is only behind it. */
function difference(
  before: string,
  after: string,
): { gone: string[]; added: string[] } {
  const [old, now] = [before, after].map((text) => idsOf(modelOf(text, "N")));
  return {
    gone: (old ?? []).filter((id) => !now?.includes(id)),
    added: (now ?? []).filter((id) => !old?.includes(id)),
  };
}

describe("ids", () => {
  it("are unique among nodes, groups and wires", () => {
    const ids = idsOf(modelOf(program, "N"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("say what they are of", () => {
    const { nodes, groups } = modelOf(program, "N");
    expect(nodes.map(({ id }) => id)).toEqual([
      "x",
      "h/multiply#0",
      "h[0].weight",
      "h[0].bias",
      "h/linear#0",
      "h/add#0",
      "h/relu#0",
      "h[1].weight",
      "h[1].bias",
      "h/linear#1",
      "h",
      "deep[0].x",
      "deep[0].inner.weight",
      "deep[0].inner.bias",
      "deep[0].inner/linear#0",
      "deep[0].inner/add#0",
      "deep[0].inner",
      "deep[0].y/multiply#0",
      "deep[0].y",
      "deep[1].x",
      "deep[1].inner.weight",
      "deep[1].inner.bias",
      "deep[1].inner/linear#0",
      "deep[1].inner/add#0",
      "deep[1].inner",
      "deep[1].y/multiply#0",
      "deep",
      "t/subtract#0",
      "t/multiply#0",
      "t/multiply#1",
      "t",
      "L/sum#0",
      "L/divide#0",
      "L/l2#0",
      "L",
    ]);
    expect(groups.map(({ id }) => id)).toEqual([
      "h/",
      "h[0]/",
      "h[1]/",
      "deep/",
      "deep[0][0]/",
      "deep[0][0].inner/",
      "deep[0][0].inner[0]/",
      "deep[0][1]/",
      "deep[0][1].inner/",
      "deep[0][1].inner[0]/",
    ]);
  });

  it.each([
    ["a number", "(x * 2)", "(x * 2.5)"],
    ["white space and comments", "  t = ", "\n\n  // squares\n  t   = "],
    ["an initialiser", "dense(3)", "dense(3, weight: he_normal())"],
    ["a width", "dense(3)", "dense(30)"],
    ["a check", "  t = ", "  expect ∂L/∂h[0].weight == 0\n  t = "],
  ])("stay all the same when %s changes", (_what, from, to) => {
    expect(difference(program, program.replace(from, to))).toEqual({
      gone: [],
      added: [],
    });
  });

  it("stay when a statement comes in between", () => {
    const edited = program.replace("  t = ", "  s = (h - 1) * 2 - x\n  t = ");
    expect(difference(program, edited)).toEqual({
      gone: [],
      added: [
        "s/subtract#0",
        "s/multiply#0",
        "s",
        "h→s/subtract#0#0",
        "s/subtract#0→s/multiply#0#0",
        "s/multiply#0→s#0",
        "x→s#1",
      ],
    });
  });

  it("stay when a statement goes, except its own", () => {
    const longer = program.replace("  t = ", "  s = h * 2 - x\n  t = ");
    expect(difference(longer, program)).toEqual({
      gone: [
        "s/multiply#0",
        "s",
        "h→s/multiply#0#0",
        "s/multiply#0→s#0",
        "x→s#1",
      ],
      added: [],
    });
  });

  it("stay when a statement is written in another order among its neighbours", () => {
    const two = program.replace("  t = ", "  s = h * 3 - 1\n  t = ");
    const swapped = program.replace("  loss L", "  s = h * 3 - 1\n  loss L");
    expect(difference(two, swapped)).toEqual({ gone: [], added: [] });
  });

  it("of another statement's operations stay when one grows at its end", () => {
    const edited = program.replace("sum(t) / 2", "sum(t) / 2 - 1");
    const { gone } = difference(program, edited);
    expect(gone.filter((id) => !id.includes("L"))).toEqual([]);
  });

  it("stay when a block is repeated once more, except the last one's value", () => {
    const { gone } = difference(
      program,
      program.replace("repeat(h, 2", "repeat(h, 3"),
    );
    expect(gone.filter((id) => !id.includes("deep"))).toEqual([]);
    expect(gone.filter((id) => id.startsWith("deep[0]"))).toEqual([]);
  });
});
