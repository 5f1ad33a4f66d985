/** The requests that the adapter answers, each with its arguments and the body of its answer. */
import type { DebugProtocol } from "@vscode/debugprotocol";

export interface Requests {
  initialize: [
    DebugProtocol.InitializeRequestArguments,
    DebugProtocol.Capabilities,
  ];
  launch: [DebugProtocol.LaunchRequestArguments, undefined];
  configurationDone: [undefined, undefined];
  restart: [DebugProtocol.RestartArguments | undefined, undefined];
  terminate: [DebugProtocol.TerminateArguments | undefined, undefined];
  disconnect: [DebugProtocol.DisconnectArguments | undefined, undefined];
  setBreakpoints: [
    DebugProtocol.SetBreakpointsArguments,
    DebugProtocol.SetBreakpointsResponse["body"],
  ];
  setExceptionBreakpoints: [
    DebugProtocol.SetExceptionBreakpointsArguments,
    undefined,
  ];
  threads: [undefined, DebugProtocol.ThreadsResponse["body"]];
  stackTrace: [
    DebugProtocol.StackTraceArguments,
    DebugProtocol.StackTraceResponse["body"],
  ];
  scopes: [DebugProtocol.ScopesArguments, DebugProtocol.ScopesResponse["body"]];
  variables: [
    DebugProtocol.VariablesArguments,
    DebugProtocol.VariablesResponse["body"],
  ];
  setVariable: [
    DebugProtocol.SetVariableArguments,
    DebugProtocol.SetVariableResponse["body"],
  ];
  evaluate: [
    DebugProtocol.EvaluateArguments,
    DebugProtocol.EvaluateResponse["body"],
  ];
  completions: [
    DebugProtocol.CompletionsArguments,
    DebugProtocol.CompletionsResponse["body"],
  ];
  exceptionInfo: [
    DebugProtocol.ExceptionInfoArguments,
    DebugProtocol.ExceptionInfoResponse["body"],
  ];
  next: [DebugProtocol.NextArguments, undefined];
  stepIn: [DebugProtocol.StepInArguments, undefined];
  stepOut: [DebugProtocol.StepOutArguments, undefined];
  stepBack: [DebugProtocol.StepBackArguments, undefined];
  continue: [
    DebugProtocol.ContinueArguments,
    DebugProtocol.ContinueResponse["body"],
  ];
  reverseContinue: [DebugProtocol.ReverseContinueArguments, undefined];
  pause: [DebugProtocol.PauseArguments, undefined];
}

export type Command = keyof Requests;

/** What a handler makes of a request. */
export type Answer<Body> = Done<Body> | Refusal;

export interface Done<Body> {
  readonly kind: "done";
  readonly body: Body;
  /** What happens once the answer is on its way: events that must not come before it. */
  readonly afterwards?: () => void;
}

/** The request cannot be answered, and why, for people to read. */
export interface Refusal {
  readonly kind: "refusal";
  readonly message: string;
  /** Whether VS Code shows the message by itself, as it does of a launch that fails. */
  readonly showUser: boolean;
}

export type Handlers = {
  readonly [Each in Command]: (
    args: Requests[Each][0],
    signal: AbortSignal,
  ) => Answer<Requests[Each][1]> | Promise<Answer<Requests[Each][1]>>;
};

export const done = <Body>(
  body: Body,
  afterwards?: () => void,
): Done<Body> => ({
  kind: "done",
  body,
  ...(afterwards && { afterwards }),
});

export const refuse = (message: string, showUser = true): Refusal => ({
  kind: "refusal",
  message,
  showUser,
});
