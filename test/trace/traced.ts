// Programs as traces, without a server: the steps, what each says, and the numbers, straight from a tape.
import { TextDocument } from "langium";
import { evaluateGraph } from "../../language-server/analysis/evaluate-graph.js";
import type { Tape } from "../../language-server/engine/tape.js";
import { glancesOf } from "../../language-server/evaluation/glances.js";
import type {
  Summary,
  TensorPart,
} from "../../language-server/evaluation/questions.js";
import { tensorsOf } from "../../language-server/evaluation/tensors-of.js";
import type {
  TraceFilter,
  TracePosition,
  TraceStep,
  TraceVariable,
} from "../../language-server/graph/trace-model.js";
import { NodeLabels } from "../../language-server/presentation/node-labels.js";
import {
  type DescribeContext,
  describeStep,
} from "../../language-server/trace/describe.js";
import {
  exceptionStops,
  exceptionsWanted,
} from "../../language-server/trace/exceptions.js";
import { NetworkTrace } from "../../language-server/trace/network-trace.js";
import { readReference } from "../../language-server/trace/variable-reference.js";
import { scopeRows, scopes } from "../../language-server/trace/variables.js";
import { draw, uri } from "../graph-model/draw.js";

export class Traced {
  readonly trace: NetworkTrace;
  /** What was read of the tape since it was last looked at. */
  asked: TensorPart[] = [];
  private readonly context: DescribeContext;

  private constructor(
    readonly tape: Tape,
    trace: NetworkTrace,
    readonly labels: NodeLabels,
    digits: number,
  ) {
    this.trace = trace;
    this.context = {
      trace,
      labels,
      digits,
      kinks: () =>
        Promise.resolve(
          new Map(tape.kinks.map(({ node, count }) => [node, count])),
        ),
      read: (of) => Promise.resolve(this.read(of)),
    };
  }

  /** The network of that name, or the last of the program. */
  static of(text: string, name?: string, digits = 4): Traced {
    const drawn = draw(text, name);
    const { graph } = drawn.network;
    if (!graph.evaluable || !graph.objective)
      throw new Error("The network cannot be traced.");
    const evaluation = evaluateGraph(graph, { memoryLimit: 1e9 });
    if (evaluation.kind !== "evaluated") throw new Error(evaluation.kind);
    const document = TextDocument.create(uri, "nn", 1, text);
    const trace = new NetworkTrace(drawn, {
      uriOf: () => uri,
      textOf: (file) => (file === 0 ? text : undefined),
      rangeOf: ({ start, end }) => ({
        start: document.positionAt(start),
        end: document.positionAt(end),
      }),
    });
    const labels = new NodeLabels(graph, ({ file, start, end }) =>
      file === 0 ? text.slice(start, end) : undefined,
    );
    return new Traced(evaluation.tape, trace, labels, digits);
  }

  step(at: TracePosition): Promise<TraceStep> {
    return describeStep(this.context, at);
  }

  /** Every row of every scope. */
  async rows(at: TracePosition): Promise<Record<string, TraceVariable[]>> {
    const all: Record<string, TraceVariable[]> = {};
    for (const { name, reference } of scopes()) {
      const read = readReference(reference);
      if (read?.kind === "scope")
        all[name] = await scopeRows(this.context, read.scope, at);
    }
    return all;
  }

  /** Where the filter pauses, and why. */
  exceptions(
    filter: TraceFilter,
  ): { readonly step: number; readonly message: string }[] {
    const glances = glancesOf(this.tape, exceptionsWanted(this.trace));
    return exceptionStops(this.trace, glances, 4).filter(
      (each) => each.filter === filter,
    );
  }

  private read(of: readonly TensorPart[]): (Summary | undefined)[] {
    this.asked.push(...of);
    return tensorsOf(this.tape, { of, elements: 256 });
  }
}
