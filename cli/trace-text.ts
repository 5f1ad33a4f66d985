/** A trace as text for a terminal: a line for each step, and below a backward step how it comes about. */
import type {
  TracePass,
  TraceStep,
} from "../language-server/graph/trace-model.js";
import {
  type DescribeContext,
  describeStep,
} from "../language-server/trace/describe.js";
import { insideAt } from "../language-server/trace/walk.js";
import type { Environment } from "./environment.js";

const headings: Readonly<Record<TracePass, string>> = {
  forward: "Forward pass",
  backward: "Backward pass, from the objective",
  afterwards: "Computed from the gradients",
};

/** Writes each step as soon as it is there. */
export async function writeTrace(
  context: DescribeContext,
  { write }: Pick<Environment, "write">,
): Promise<void> {
  const { steps, drawn } = context.trace;
  const { name, graph } = drawn.network;
  write(`${name} · objective ${graph.objective?.name ?? ""}\n`);
  const width = String(steps.length).length;
  let pass: TracePass | undefined;
  for (let index = 0; index < steps.length; index++) {
    const step = await describeStep(context, insideAt(steps, index));
    if (step.pass !== pass) write(`\n${headings[step.pass]}\n`);
    ({ pass } = step);
    const number = String(index + 1).padStart(width);
    write(`  ${number}  ${step.title}\n`);
    const indent = " ".repeat(width + 6);
    for (const line of derivationOf(step)) write(`${indent}${line}\n`);
  }
}

/** What the title does not say. */
function derivationOf({ kind, title, lines }: TraceStep): readonly string[] {
  if (kind === "backward") return lines.filter((line) => line !== title);
  return lines.filter((line) => line.startsWith("shapes: "));
}
