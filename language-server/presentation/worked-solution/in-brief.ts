/** A large network's passes: layers are taken as one step, and only so many of them are written out. */
import type { TracePosition } from "../../graph/trace-model.js";
import { describeStep } from "../../trace/describe.js";
import { entry, over } from "../../trace/walk.js";
import { conventions } from "./backward.js";
import type { SectionContext } from "./context.js";
import { fenced } from "./markdown.js";

/** As many steps of a pass are written out. */
const mostLines = 200;

export async function passesInBrief(
  context: SectionContext,
): Promise<string[]> {
  const { steps } = context.trace;
  const positions: Record<
    "forward" | "backward" | "afterwards",
    TracePosition[]
  > = { forward: [], backward: [], afterwards: [] };
  for (let at = over(steps, entry); ; at = over(steps, at)) {
    const before = positions[steps.passOf(at.step)];
    before.push(at);
    if (at.step >= steps.length - 1) break;
  }
  const count = steps.length.toLocaleString("en");
  return [
    `The trace of this network has ${count} steps, too many to be written out as formulas. Each layer is taken as one step here; \`NN: Trace Backprop\` goes into them.`,
    "## 2. The forward pass",
    await written(context, positions.forward),
    "## 3. The backward pass",
    await written(context, positions.backward),
    ...conventions(context),
    ...(positions.afterwards.length === 0
      ? []
      : [
          "## 4. What the program computes from the gradients",
          await written(context, positions.afterwards),
        ]),
  ];
}

async function written(
  context: SectionContext,
  positions: readonly TracePosition[],
): Promise<string> {
  const shown = positions.slice(0, mostLines);
  const described = await Promise.all(
    shown.map((at) => describeStep(context, at)),
  );
  const lines = described.flatMap(({ title, kind, pass, lines: more }) =>
    kind === "layer" && pass === "backward"
      ? [title, ...more.map((line) => `  ${line}`)]
      : [title],
  );
  const hidden = positions.length - shown.length;
  const block = fenced(lines.join("\n"), "text");
  return hidden === 0
    ? block
    : `${block}\n\nThese are the first ${mostLines} of ${positions.length.toLocaleString("en")} steps of this pass; the other ${hidden.toLocaleString("en")} are left out.`;
}
