/** The variables view, watches, hovers and what is typed into the console: the state that the trace stands at. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import {
  type TraceEdit,
  traceEvaluateRequest,
  traceScopesRequest,
  traceSetVariableRequest,
  type TraceVariable,
  traceVariablesRequest,
} from "../../../language-server/protocol.js";
import { Handles } from "./handles.js";
import { type Answer, done, refuse, type Refusal } from "./requests.js";
import type { Trace } from "./trace.js";
import type { TraceServer } from "./trace-server.js";

interface Expandable {
  readonly reference: string;
  readonly indexed: number;
  readonly named: number;
  /** A scope's rows are not counted. */
  readonly isScope: boolean;
}

const stale = "The trace went on: this is not its state any more.";

export class Variables {
  /** Whether the editor shows shapes beside values. */
  showsTypes = false;
  private readonly handles = new Handles<Expandable>();

  constructor(
    private readonly server: TraceServer,
    private readonly trace: Trace,
  ) {}

  /** The trace stands elsewhere: what was shown so far is not asked for again. */
  clear(): void {
    this.handles.clear();
  }

  async scopes(): Promise<Answer<DebugProtocol.ScopesResponse["body"]>> {
    // An editor that asks while the text is being edited is to show nothing.
    if (this.trace.waits()) return done({ scopes: [] });
    const told = await this.trace.ask((now) =>
      this.server.request(traceScopesRequest, now),
    );
    if (told.kind === "refusal")
      return this.trace.waits() ? done({ scopes: [] }) : told;
    const scopes = told.value.map(({ name, reference }) => ({
      name,
      variablesReference: this.handles.add({
        reference,
        indexed: 0,
        named: 0,
        isScope: true,
      }),
      expensive: false,
    }));
    return done({ scopes });
  }

  async variables({
    variablesReference,
    filter,
    start,
    count,
  }: DebugProtocol.VariablesArguments): Promise<
    Answer<DebugProtocol.VariablesResponse["body"]>
  > {
    const expandable = this.handles.get(variablesReference);
    if (!expandable) return refuse(stale, false);
    const { reference, indexed, named, isScope } = expandable;
    const isEmpty =
      !isScope &&
      ((filter === "indexed" && indexed === 0) ||
        (filter === "named" && named === 0));
    if (isEmpty) return done({ variables: [] });
    const told = await this.trace.ask((now) =>
      this.server.request(traceVariablesRequest, {
        ...now,
        reference,
        ...(start !== undefined && { start }),
        // 0 means all of them.
        ...(count && { count }),
      }),
    );
    if (told.kind === "refusal") return told;
    const variables = told.value.map((variable) => ({
      name: variable.name,
      ...this.shown(variable),
      ...(!variable.editable && {
        presentationHint: { attributes: ["readOnly"] },
      }),
    }));
    return done({ variables });
  }

  async evaluate({
    expression,
  }: DebugProtocol.EvaluateArguments): Promise<
    Answer<DebugProtocol.EvaluateResponse["body"]>
  > {
    const told = await this.trace.ask((now) =>
      this.server.request(traceEvaluateRequest, { ...now, expression }),
    );
    if (told.kind === "refusal") return told;
    if (told.value.kind === "problem") return refuse(told.value.message, false);
    const { value: result, ...rest } = this.shown(told.value.variable);
    return done({ result, ...rest });
  }

  /** The edit that gives a variable another value. */
  async edit({
    variablesReference,
    name,
    value,
  }: DebugProtocol.SetVariableArguments): Promise<
    | {
        readonly kind: "edit";
        readonly edit: TraceEdit;
        readonly value: string;
      }
    | Refusal
  > {
    const expandable = this.handles.get(variablesReference);
    if (!expandable) return refuse(stale);
    const { reference } = expandable;
    const told = await this.trace.ask((now) =>
      this.server.request(traceSetVariableRequest, {
        ...now,
        reference,
        name,
        value,
      }),
    );
    if (told.kind === "refusal") return told;
    return told.value.kind === "problem"
      ? refuse(told.value.message)
      : told.value;
  }

  private shown({
    value,
    type,
    reference,
    indexed = 0,
    named = 0,
    evaluateName,
  }: TraceVariable): Omit<DebugProtocol.Variable, "name"> {
    const variablesReference =
      reference === undefined
        ? 0
        : this.handles.add({ reference, indexed, named, isScope: false });
    return {
      value,
      variablesReference,
      ...(this.showsTypes && type !== undefined && { type }),
      ...(indexed > 0 && { indexedVariables: indexed }),
      ...(named > 0 && { namedVariables: named }),
      ...(evaluateName !== undefined && { evaluateName }),
    };
  }
}
