/**
 * What the debug adapter needs from outside: the language server's messages, and what only the editor can do. The
 * extension gives it both, and so do the tests.
 */
import type {
  Notification,
  Request,
  TraceEdit,
  TraceOpened,
  TraceParams,
  TracePosition,
  TraceStep,
} from "../../../language-server/protocol.js";

/** Ends what was begun. */
export type Stop = () => void;

export interface TraceServer {
  /**
   * Rejects where the server stopped or could not answer.
   * @param signal when it is aborted the server is told, and may answer with what it has so far
   */
  request<Params, Result>(
    request: Request<Params, Result>,
    params: Params,
    signal?: AbortSignal,
  ): Promise<Result>;
  notify<Params>(notification: Notification<Params>, params: Params): void;
  /** The server says that the text of a trace changed. */
  onOutdated(listener: (trace: TraceParams) => void): Stop;
  /**
   * A text was evaluated or saved: a trace that waits for it may go on. The listener is told whether the editor may be led
   * to the step: not where the user has put the cursor elsewhere and goes on typing.
   */
  onTextReady(listener: (leads: boolean) => void): Stop;

  /** Has the server know the program's text. A path of this machine, or an address. */
  openProgram(path: string): Promise<OpenedProgram>;
  /** Asks which network is meant; `undefined` where the question was not answered. */
  chooseNetwork(
    networks: readonly NetworkChoice[],
  ): Promise<string | undefined>;
  /** False where the text is another one by now, or may not be edited. */
  applyEdit(edit: TraceEdit): Promise<boolean>;
  /** The address by which the server knows the file at a path of this machine. */
  uriOf(path: string): string;
  /** The path on this machine where the address has one, otherwise the address. */
  pathOf(uri: string): string;
  /** What the views of the editor show from now on; nothing while there is nothing to show. */
  shown(stop: TraceStop | undefined): void;
}

export type OpenedProgram =
  | { readonly kind: "program"; readonly uri: string }
  | { readonly kind: "problem"; readonly message: string };

export interface NetworkChoice {
  readonly name: string;
  /** What its gradients are of, if anything. */
  readonly objective?: string;
}

/** Where a trace stands still. */
export interface TraceStop {
  readonly uri: string;
  readonly opened: TraceOpened;
  readonly at: TracePosition;
  readonly step: TraceStep;
}
