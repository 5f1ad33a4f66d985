/** The messages of traces: each names its trace, and is answered for the position that it gives. */
import type { CancellationToken, Connection } from "vscode-languageserver";
import {
  type Request,
  type TraceAtParams,
  traceBreakpointsRequest,
  traceCloseNotification,
  traceEvaluateRequest,
  traceExpressionRequest,
  type TraceExpressionParams,
  traceMoveRequest,
  traceOpenRequest,
  type TraceOpenParams,
  type TraceParams,
  traceScopesRequest,
  traceSetVariableRequest,
  traceShownNotification,
  traceStepRequest,
  traceVariablesRequest,
} from "../protocol.js";
import type { TraceSession } from "../trace/session.js";
import { scopes } from "../trace/variables.js";
import type { Programs } from "./programs.js";
import { cancellable } from "./requests.js";
import { traceExpressionAt } from "./trace-expression.js";
import type { Traces } from "./traces.js";

export function listenForTraces(
  connection: Connection,
  traces: Traces,
  programs: Programs,
): void {
  /** A request about an open trace; of one that is closed the answer is `null`. */
  const answer = <Params extends TraceParams, Result>(
    { method }: Request<Params, Result | null>,
    handle: (
      session: TraceSession,
      params: Params,
      token: CancellationToken,
    ) => Promise<Result> | Result,
  ): void => {
    connection.onRequest(
      method,
      async (params: Params, token: CancellationToken) => {
        const session = traces.find(params.trace);
        return session ? handle(session, params, token) : null;
      },
    );
  };

  connection.onRequest(
    traceOpenRequest.method,
    cancellable((params: TraceOpenParams, token) =>
      traces.open(params, () => token.isCancellationRequested),
    ),
  );
  answer(traceStepRequest, (session, { at }) => session.step(at));
  answer(traceMoveRequest, (session, params, token) =>
    session.journey.move(
      params.at,
      params.motion,
      () => token.isCancellationRequested,
    ),
  );
  answer(traceBreakpointsRequest, ({ journey }, { breakpoints, filters }) =>
    journey.arm(breakpoints, filters),
  );
  answer(traceScopesRequest, () => scopes());
  answer(traceVariablesRequest, (session, params) => session.variables(params));
  answer(traceEvaluateRequest, (session, { expression, at }) =>
    session.evaluate(expression, at),
  );
  answer(traceSetVariableRequest, (session, params) =>
    session.setVariable(params),
  );
  connection.onRequest(
    traceExpressionRequest.method,
    ({ uri, position }: TraceExpressionParams) => {
      const program = programs.current(uri);
      return program
        ? traceExpressionAt(
            program,
            traces,
            program.document.offsetAt(position),
          )
        : null;
    },
  );
  connection.onNotification(
    traceShownNotification.method,
    (params: TraceAtParams) => {
      traces.show(params);
    },
  );
  connection.onNotification(
    traceCloseNotification.method,
    ({ trace }: TraceParams) => {
      traces.close(trace);
    },
  );
}
