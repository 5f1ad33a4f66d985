// A value that is used very often: what a step costs does not grow with what has come back before, and long sums are cut.
import { describe, expect, it, vi } from "vitest";
import { answerOf } from "../../language-server/evaluation/answers.js";
import type { Use } from "../../language-server/evaluation/questions.js";
import { sumAlong } from "../../language-server/evaluation/running-sums.js";
import { chainRule } from "../../language-server/presentation/chain-rule.js";
import { Traced } from "./traced.js";

/** `w` is used that many times. */
const program = (uses: number): string => `network N {
  input x = 1
  weight w = 2
  n0 = x * w
${Array.from({ length: uses - 1 }, (_, at) => `  n${at + 1} = n${at} + w`).join("\n")}
  output f = n${uses - 1}
}`;

const idOf = (traced: Traced, name: string): number =>
  traced.tape.graph.names.find((each) => each.name === name)?.node ?? -1;

describe("a value of very many uses", () => {
  it("is traced in time that grows with the number of steps, not with its square", async () => {
    const traced = Traced.of(program(500));
    const { length } = traced.trace.steps;
    const contribution = vi.spyOn(traced.tape, "contribution");
    for (let step = 0; step < length; step++) await traced.step({ step });
    expect(contribution.mock.calls.length).toBeLessThan(10 * length);
  });

  it("has its sum so far as what the others came to, and the last one", async () => {
    const traced = Traced.of(program(40));
    const { steps, progress } = traced.trace;
    const all = progress.contributionsTo("w");
    const { lines } = await traced.step({ step: all[29] ?? -1 });
    expect(lines.slice(-2)).toEqual([
      "∂f/∂w so far = 29 + 1",
      "             = 30",
    ]);
    const { lines: sum } = await traced.step({ step: steps.length - 2 });
    expect(sum[0]).toMatch(/^∂f\/∂w: .* n28 and 28 others$/);
  });

  it("has the same sum on every way to a position", () => {
    const traced = Traced.of(program(30));
    const w = idOf(traced, "w");
    const sumAt = (step: number): number | undefined => {
      const of = traced.trace.progress.gradient("w", step)?.of;
      return of?.kind === "gradient" && of.uses
        ? sumAlong(traced.tape, w, of.uses)?.[0]
        : undefined;
    };
    const { length } = traced.trace.steps;
    const steps = Array.from({ length }, (_, step) => step);
    const forth = steps.map(sumAt);
    const back = steps.toReversed().map(sumAt).toReversed();
    expect(back).toEqual(forth);
    expect(forth.filter((sum) => sum !== undefined).at(-1)).toBe(29);
  });

  it("has the first of its contributions written out in a hover", () => {
    const traced = Traced.of(program(40));
    const node = idOf(traced, "w");
    const { graph } = traced.tape;
    const uses = answerOf(traced.tape, {
      kind: "uses",
      params: { node, elements: 4 },
    }) as readonly Use[];
    const [gradient] = answerOf(traced.tape, {
      kind: "tensors",
      params: { of: [{ kind: "gradient", node }], elements: 4 },
    }) as readonly Use["contribution"][];
    if (!gradient) throw new Error("w has no gradient.");
    const rule = chainRule({
      graph,
      labels: traced.labels,
      objective: "f",
      node,
      gradient,
      uses,
      digits: 4,
    });
    expect(rule).toHaveLength(15);
    expect(rule[0]).toMatch(/\+ …$/);
    expect(rule.at(-2)).toBe("  in 28 other places");
    expect(rule.at(-1)).toMatch(/1 \+ 1 \+ … = 40$/);
  });
});
