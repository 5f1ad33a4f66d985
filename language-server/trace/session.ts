/**
 * One open trace: a network at one text, its steps and its numbers. Everything is answered for a position that is given;
 * where the trace stands is the client's business.
 */
import type { Summary, TensorPart } from "../evaluation/questions.js";
import type { Program } from "../evaluation/live-evaluations.js";
import type { Run } from "../evaluation/run.js";
import type { NodeId, SourceRange } from "../graph/graph.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { BoundShape } from "../graph/shape.js";
import type {
  TracePosition,
  TraceStep,
  TraceVariable,
} from "../graph/trace-model.js";
import type { Equation } from "../graph/mathml.js";
import { NodeLabels } from "../presentation/node-labels.js";
import { shownTensor } from "../presentation/trace-lines.js";
import type {
  TraceEvaluated,
  TraceSetVariableAnswer,
  TraceSetVariableParams,
  TraceVariablesParams,
} from "../protocol.js";
import { type DescribeContext, describeStep } from "./describe.js";
import { type AskElementSum, termRows } from "./element-terms.js";
import {
  type ExceptionStop,
  exceptionStops,
  exceptionsWanted,
} from "./exceptions.js";
import { Expressions } from "./expressions.js";
import { Journey, type Judged } from "./journey.js";
import type { NetworkTrace } from "./network-trace.js";
import { numberEdit } from "./set-variable.js";
import { stepEquations } from "./step-equations.js";
import { tensorNow } from "./traced-tensors.js";
import {
  readReference,
  type TracedTensor,
  type VariableReference,
} from "./variable-reference.js";
import { elementRows, scopeRows, variableOf } from "./variables.js";

export interface TraceSessionOptions {
  readonly id: number;
  readonly program: Program;
  readonly trace: NetworkTrace;
  readonly run: Run;
  /** The program with another text in place of its own. */
  readonly lower: (text: string) => LoweredFile;
  /** The number of a file of the program; absent for others. */
  readonly fileOf: (uri: string) => number | undefined;
  /** Significant digits, as the settings say now. */
  readonly digits: () => Promise<number>;
}

/** As many elements of a tensor as a line of text can show. */
const elements = 256;

const outdated =
  "The text has changed since the trace was started. Restart the trace to set values.";

export class TraceSession {
  readonly journey: Journey;
  /** Whether the text is another one by now. */
  isOutdated = false;
  private readonly labels: NodeLabels;
  private readonly expressions: Expressions;
  private readonly unpin: () => void;
  private knownKinks: ReadonlyMap<NodeId, number> | undefined;
  private knownExceptions: Promise<readonly ExceptionStop[]> | undefined;

  constructor(private readonly options: TraceSessionOptions) {
    const { program, run, trace, lower, fileOf } = options;
    const { texts } = program.lowered;
    const textAt = ({ file, start, end }: SourceRange): string | undefined =>
      texts[file]?.slice(start, end);
    this.labels = new NodeLabels(trace.drawn.network.graph, textAt);
    this.expressions = new Expressions(trace, lower, run.limits.memory);
    this.journey = new Journey({
      trace,
      fileOf,
      judge: (expression, at) => this.judge(expression, at),
      exceptions: () => this.exceptions(),
    });
    this.unpin = run.pin();
  }

  get id(): number {
    return this.options.id;
  }

  get program(): Program {
    return this.options.program;
  }

  get trace(): NetworkTrace {
    return this.options.trace;
  }

  get run(): Run {
    return this.options.run;
  }

  /** The numbers can go. */
  close(): void {
    this.unpin();
  }

  async step(at: TracePosition): Promise<TraceStep> {
    return describeStep(await this.describing(), at);
  }

  /** The same as formulas; empty where it is said in words. */
  async equations(at: TracePosition): Promise<Equation[]> {
    const digits = await this.options.digits();
    return stepEquations(this, this.labels, at, digits);
  }

  async variables({
    at,
    reference: text,
    start,
    count,
  }: TraceVariablesParams): Promise<TraceVariable[]> {
    const reference = readReference(text);
    if (!reference) return [];
    const context = await this.describing();
    if (reference.kind === "scope")
      return scopeRows(context, reference.scope, at);
    const { of: tensor, at: index } = reference;
    if (reference.kind === "terms")
      return termRows(context, tensor, index, at.step);
    const now = this.tensorAt(tensor, at);
    if (!now) return [];
    return elementRows(context, tensor, now.of, now.shape, {
      at: index,
      ...(start !== undefined && { start }),
      ...(count !== undefined && { count }),
    });
  }

  /** The value of an expression in the state of the position. */
  async evaluate(text: string, at: TracePosition): Promise<TraceEvaluated> {
    const evaluated = await this.value(text, at);
    if (evaluated.kind === "problem") {
      const { message } = evaluated;
      return { kind: "problem", message };
    }
    const { tensor, summary, note } = evaluated;
    const context = await this.describing();
    const name = text.trim();
    const row = variableOf(context, name, tensor, [], summary);
    const variable: TraceVariable = {
      ...row,
      ...(note !== undefined && { type: `${row.type ?? ""}, ${note}` }),
      evaluateName: name,
    };
    return { kind: "value", variable };
  }

  setVariable({
    reference: text,
    name,
    value,
  }: TraceSetVariableParams): TraceSetVariableAnswer {
    const reference: VariableReference | undefined = readReference(text);
    const { uri, version } = this.program;
    if (this.isOutdated) return { kind: "problem", message: outdated };
    if (!reference)
      return { kind: "problem", message: `There is no variable ${name}.` };
    const edit = numberEdit(this.trace, reference, name, value);
    if (edit.kind === "problem") return edit;
    const { range } = edit;
    return {
      kind: "edit",
      edit: { uri, version, range, text: edit.text },
      value: edit.text,
    };
  }

  /** Tensors in the order asked for. */
  async read(
    of: readonly TensorPart[],
  ): Promise<readonly (Summary | undefined)[]> {
    if (of.length === 0) return [];
    const answer = await this.run.ask("tensors", { of, elements });
    return answer ?? of.map(() => undefined);
  }

  /** What steps are described with. */
  async describing(): Promise<
    DescribeContext & { readonly askElementSum: AskElementSum }
  > {
    const digits = await this.options.digits();
    return {
      trace: this.trace,
      labels: this.labels,
      read: (of) => this.read(of),
      kinks: () => this.kinks(),
      askElementSum: (params) => this.run.ask("elementSum", params),
      digits,
    };
  }

  private tensorAt(
    tensor: TracedTensor,
    at: TracePosition,
  ): { readonly of: TensorPart; readonly shape: BoundShape } | undefined {
    if (tensor.kind !== "expression")
      return tensorNow(this.trace, tensor, at.step);
    const now = this.expressions.at(tensor.text, at.step);
    if (now.kind === "problem") return undefined;
    if (now.kind === "tensor") return this.tensorAt(now.tensor, at);
    const { expression, shape } = now;
    return { of: { kind: "expression", expression }, shape };
  }

  private async value(
    text: string,
    at: TracePosition,
  ): Promise<
    | {
        readonly kind: "value";
        readonly tensor: TracedTensor;
        readonly summary: Summary;
        readonly note?: string;
      }
    | Extract<Judged, { kind: "problem" }>
  > {
    const now = this.expressions.at(text, at.step);
    if (now.kind === "problem") return now;
    if (now.kind === "expression") {
      const { expression } = now;
      const answer = await this.run.ask("expression", { expression, elements });
      if (!answer)
        return problem("The trace has lost its numbers. Restart it.");
      if ("fault" in answer) return problem(answer.fault);
      const tensor: TracedTensor = { kind: "expression", text };
      return { kind: "value", tensor, summary: answer.value };
    }
    const { tensor } = now;
    const found =
      tensor.kind === "expression"
        ? undefined
        : tensorNow(this.trace, tensor, at.step);
    const [summary] = found ? await this.read([found.of]) : [];
    if (!found || !summary) return problem(`${text} has no value.`);
    const { note } = found;
    return {
      kind: "value",
      tensor,
      summary,
      ...(note !== undefined && { note }),
    };
  }

  private async judge(text: string, at: TracePosition): Promise<Judged> {
    const value = await this.value(text, at);
    if (value.kind === "problem") return value;
    const { summary } = value;
    const isZero =
      summary.min === 0 &&
      summary.max === 0 &&
      summary.nans + summary.infinities === 0;
    const digits = await this.options.digits();
    return {
      kind: "value",
      holds: !isZero,
      text: shownTensor(summary, digits),
    };
  }

  private async kinks(): Promise<ReadonlyMap<NodeId, number>> {
    const found = this.knownKinks ?? (await this.run.ask("kinks", {}));
    this.knownKinks = found && new Map(found);
    return this.knownKinks ?? new Map<NodeId, number>();
  }

  private exceptions(): Promise<readonly ExceptionStop[]> {
    this.knownExceptions ??= this.findExceptions();
    return this.knownExceptions;
  }

  private async findExceptions(): Promise<readonly ExceptionStop[]> {
    const glances = await this.run.ask("glances", exceptionsWanted(this.trace));
    if (!glances) {
      this.knownExceptions = undefined;
      return [];
    }
    return exceptionStops(this.trace, glances, await this.options.digits());
  }
}

const problem = (message: string): Extract<Judged, { kind: "problem" }> => ({
  kind: "problem",
  message,
  isPending: false,
});
