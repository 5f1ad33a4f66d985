// The order of the steps of a trace, and where the stepping motions lead.
import { describe, expect, it } from "vitest";
import type { TracePosition } from "../../language-server/graph/trace-model.js";
import { StepList } from "../../language-server/trace/steps.js";
import {
  back,
  entry,
  into,
  out,
  over,
  unitAt,
} from "../../language-server/trace/walk.js";
import { draw } from "../graph-model/draw.js";

const stepsOf = (text: string): StepList => new StepList(draw(text));

function reading(steps: StepList, index: number): string {
  const step = steps.at(index);
  if (!step) return "nothing";
  const { kind, node, wire } = step;
  return wire ? `backward ${wire.id}` : `${kind} ${node.id}`;
}

const all = (steps: StepList): string[] =>
  Array.from({ length: steps.length }, (_, index) => reading(steps, index));

/** What was done last: a group by its name in brackets, otherwise the step. */
function unit(steps: StepList, at: TracePosition): string {
  const done = unitAt(steps, at);
  if (!done) return "entry";
  const { group, last } = done;
  return group === undefined
    ? reading(steps, last)
    : `${steps.passOf(last)} [${steps.groups.group(group)?.id ?? "?"}]`;
}

describe("the steps of a circuit", () => {
  it("go forward through the operations, then backward from the objective", () => {
    const steps = stepsOf(`network Circuit {
      input x = -2
      input y = 5
      input z = -4
      q = x + y
      output f = q * z
    }`);
    expect(all(steps)).toEqual([
      "given x",
      "given y",
      "given z",
      "forward q",
      "forward f",
      "seed f",
      "backward q→f#0",
      "backward z→f#1",
      "backward x→q#0",
      "backward y→q#1",
      "arrived z",
      "arrived y",
      "arrived x",
    ]);
  });

  it("leave what is computed from gradients to the end, and out what only a check computes", () => {
    const steps = stepsOf(`network Step {
      input x = 3
      weight w = 2
      loss L = (w * x)²
      next = w - 0.1 * ∂L/∂w
      expect w * 2 == 4
    }`);
    expect(all(steps)).toEqual([
      "given x",
      "given w",
      "forward L/multiply#0",
      "forward L",
      "seed L",
      "backward L/multiply#0→L#0",
      "backward w→L/multiply#0#0",
      "backward x→L/multiply#0#1",
      "arrived w",
      "arrived x",
      "forward next/derivative#0",
      "forward next/multiply#0",
      "forward next",
    ]);
  });
});

const classifier = `network Classifier {
  input x = [1, 2]
  layer h = x |> dense(3) |> relu
  output y = sum(h)
}`;

describe("stepping over", () => {
  it("takes a layer as one, forward and backward", () => {
    const steps = stepsOf(classifier);
    const seen: string[] = [];
    let at = entry;
    while (at.step < steps.length - 1) {
      at = over(steps, at);
      seen.push(unit(steps, at));
    }
    expect(seen).toEqual([
      "given x",
      "forward [h/]",
      "forward y",
      "seed y",
      "backward h→y#0",
      "backward [h/]",
      "arrived x",
    ]);
  });

  it("stays inside a layer until its end", () => {
    const steps = stepsOf(classifier);
    const inside = into(steps, over(steps, entry));
    expect(inside.frame).toBe("h[0]/");
    const dense = out(steps, inside);
    expect(unit(steps, dense)).toBe("forward [h[0]/]");
    const layer = out(steps, dense);
    expect(unit(steps, layer)).toBe("forward [h/]");
    expect(unit(steps, over(steps, layer))).toBe("forward y");
    expect(out(steps, layer)).toEqual({ step: steps.length - 1 });
  });

  it("is undone by stepping back", () => {
    const steps = stepsOf(classifier);
    const positions = [entry];
    for (let at = entry; at.step < steps.length - 1;) {
      at = over(steps, at);
      positions.push(at);
    }
    let at = positions.at(-1) ?? entry;
    for (const before of positions.toReversed().slice(1)) {
      at = back(steps, at);
      expect(at).toEqual(before);
    }
  });
});
