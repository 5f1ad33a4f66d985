// What holds of every trace: it says what the tape says, it is the same in both directions, and it knows nothing of what
// is to come.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TensorPart } from "../../language-server/evaluation/questions.js";
import { tensorOf } from "../../language-server/evaluation/tensors-of.js";
import type { TracePosition } from "../../language-server/graph/trace-model.js";
import { back, entry, into, over } from "../../language-server/trace/walk.js";
import { randomPrograms } from "./random-programs.js";
import { Traced } from "./traced.js";

const runs = { numRuns: 12 };

/** Every position that a motion comes by, from the entry to the end. */
function positions(traced: Traced, motion: typeof over): TracePosition[] {
  const { steps } = traced.trace;
  const all = [entry];
  for (let at = entry; at.step < steps.length - 1;) {
    at = motion(steps, at);
    all.push(at);
  }
  return all;
}

const stateAt = async (
  traced: Traced,
  at: TracePosition,
): Promise<unknown> => ({
  step: await traced.step(at),
  rows: await traced.rows(at),
});

/** The same, done the naive way: step after step, with nothing but what each of them does. */
class OnPaper {
  readonly values = new Set<number>();
  readonly gradients = new Map<number, Float64Array>();
  readonly contributions = new Set<string>();

  constructor(private readonly traced: Traced) {
    // Numbers of the program, and what follows from them alone.
    const given = new Set(["input", "parameter", "derivative"]);
    for (const { id, operation, operands } of traced.tape.graph.nodes)
      if (
        !given.has(operation) &&
        operands.every((each) => this.values.has(each))
      )
        this.values.add(id);
  }

  do(index: number): void {
    const { trace, tape } = this.traced;
    const step = trace.steps.at(index);
    if (!step) return;
    const { kind, node, wire } = step;
    if (kind === "given" || kind === "forward") this.values.add(node.node);
    // A second name of a value is known with it.
    for (const { id, operation, operands } of tape.graph.nodes)
      if (
        operation === "identity" &&
        trace.progress.drawnAs(id)?.node === node.node &&
        operands[0] === node.node
      )
        this.values.add(id);
    if (kind === "seed") this.gradients.set(node.node, Float64Array.of(1));
    if (kind !== "backward" || !wire) return;
    this.contributions.add(`${node.node} ${wire.operand}`);
    const to = trace.progress.node(wire.from)?.node ?? -1;
    const contribution = tape.contribution(node.node, wire.operand);
    const before = this.gradients.get(to);
    this.gradients.set(
      to,
      contribution?.map((value, at) => value + (before?.[at] ?? 0)) ??
        new Float64Array(),
    );
  }

  /** Whether a tensor is made of nothing but what has been done. */
  knows(of: TensorPart): boolean {
    const { tape } = this.traced;
    switch (of.kind) {
      case "value":
        return this.values.has(of.node);
      case "gradient": {
        // A part of it, such as what has come back through one layer.
        if (of.uses)
          return Array.from(of.uses).every(
            (each, at, uses) =>
              at % 2 === 1 || this.contributions.has(`${each} ${uses[at + 1]}`),
          );
        const shown = tensorOf(tape, of)?.data;
        const sum = this.gradients.get(of.node);
        return (
          sum?.length === shown?.length &&
          sum?.every((value, at) => isClose(value, shown?.[at] ?? NaN)) === true
        );
      }
      case "contribution":
        return this.contributions.has(`${of.consumer} ${of.operand}`);
      case "local":
        return this.values.has(of.consumer);
      case "expression":
        return false;
    }
  }
}

const isClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));

describe("a trace of any program", () => {
  it("is the same on the way forth and on the way back", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms, async (text) => {
        const traced = Traced.of(text);
        for (const motion of [over, into]) {
          const there = positions(traced, motion);
          const states = await Promise.all(
            there.map((at) => stateAt(traced, at)),
          );
          let at = there.at(-1) ?? entry;
          for (let place = there.length - 1; place >= 0; place--) {
            expect(await stateAt(traced, at)).toEqual(states[place]);
            const before = back(traced.trace.steps, at);
            if (motion === over) at = before;
            else at = there[place - 1] ?? entry;
          }
          expect(at).toEqual(entry);
        }
      }),
      runs,
    );
  });

  it("shows nothing of what is to come", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms, async (text) => {
        const traced = Traced.of(text);
        const paper = new OnPaper(traced);
        for (const [index, at] of positions(traced, into).entries()) {
          if (index > 0) paper.do(at.step);
          traced.asked = [];
          await stateAt(traced, at);
          await stateAt(traced, { step: at.step });
          for (const asked of traced.asked)
            expect(paper.knows(asked), JSON.stringify([at, asked])).toBe(true);
        }
      }),
      runs,
    );
  });

  it("ends with every gradient of the tape", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms, async (text) => {
        const traced = Traced.of(text);
        const paper = new OnPaper(traced);
        const { steps } = traced.trace;
        for (let step = 0; step < steps.length; step++) paper.do(step);
        for (const { node, name } of traced.trace.drawn.model.nodes) {
          if (name === undefined) continue;
          const gradient = traced.tape.gradient(node);
          const sum = paper.gradients.get(node);
          expect(sum?.length).toBe(gradient?.length);
          for (const [at, value] of sum?.entries() ?? [])
            expect(isClose(value, gradient?.[at] ?? NaN)).toBe(true);
        }
        const end = { step: steps.length - 1 };
        const { Values, Parameters } = await traced.rows(end);
        const named = traced.trace.drawn.model.nodes.filter(
          ({ name }) => name !== undefined,
        );
        const shown = [...(Values ?? []), ...(Parameters ?? [])];
        expect(shown.map(({ name }) => name)).toEqual(
          expect.arrayContaining(named.map(({ label }) => label)),
        );
      }),
      runs,
    );
  });
});
