/** What every section of a worked solution is made of. */
import type { ModelNode } from "../../graph/graph-model.js";
import type { GraphNode } from "../../graph/graph.js";
import type { Problem } from "../../graph/problem.js";
import type { DescribeContext } from "../../trace/describe.js";
import type { Step } from "../../trace/steps.js";
import type { FunctionNames } from "./function-names.js";

export interface WorkedSolutionOptions extends DescribeContext {
  /** What the file is called. */
  readonly file: string;
  /** The network's text, with what it uses. */
  readonly program: string;
  /** What the evaluation found, of which the conventions at points without a derivative are told. */
  readonly problems: readonly Problem[];
}

export interface SectionContext extends WorkedSolutionOptions {
  readonly names: FunctionNames;
  readonly objective: string;
}

/** A step with its number in the trace, from 0, and what it is about. */
export interface NumberedStep extends Step {
  readonly index: number;
  readonly node: ModelNode;
  readonly graphNode: GraphNode;
}

/** The steps from one number up to, not including, another one. */
export function stepsBetween(
  { trace }: Pick<SectionContext, "trace">,
  start: number,
  end: number,
): NumberedStep[] {
  const { nodes } = trace.drawn.network.graph;
  const found: NumberedStep[] = [];
  for (let index = start; index < end; index++) {
    const step = trace.steps.at(index);
    const graphNode = step && nodes[step.node.node];
    if (step && graphNode) found.push({ ...step, index, graphNode });
  }
  return found;
}

/** As the trace counts its steps for people. */
export const stepNumber = ({ index }: Pick<NumberedStep, "index">): string =>
  String(index + 1);
