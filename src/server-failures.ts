// What happens when the language server crashes or does not start: it is started again a few times, and then people are
// told once, with what they can do.
import { type Disposable, type Event, EventEmitter, window } from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
} from "vscode-languageclient";

export interface ServerFailures {
  readonly options: Pick<
    LanguageClientOptions,
    "errorHandler" | "initializationFailedHandler"
  >;
  /** The server has ended and is not started again. */
  readonly onGaveUp: Event<void>;
}

/** Crashes that are forgiven, */
const forgiven = 3;
/** if no more of them come within this time, in milliseconds. */
const memory = 3 * 60_000;

/** @param isStarting whether the server has not answered yet: starting it again would not help */
export function watchServer(isStarting: () => boolean): ServerFailures {
  const gaveUp = new EventEmitter<void>();
  let crashes: number[] = [];
  const closed = (): { action: CloseAction; handled: true } => {
    const now = Date.now();
    crashes = [...crashes.filter((time) => now - time < memory), now];
    if (!isStarting() && crashes.length <= forgiven) {
      return { action: CloseAction.Restart, handled: true };
    }
    gaveUp.fire();
    return { action: CloseAction.DoNotRestart, handled: true };
  };
  return {
    options: {
      initializationFailedHandler: () => false,
      errorHandler: { error: () => ({ action: ErrorAction.Continue }), closed },
    },
    onGaveUp: gaveUp.event,
  };
}

export function reportFailures(
  client: BaseLanguageClient,
  { onGaveUp }: ServerFailures,
): Disposable {
  return onGaveUp(async () => {
    const again = "Start Again";
    const log = "Show Log";
    const answer = await window.showErrorMessage(
      "NN Live: the language server stopped. Without it there are no values, hovers and errors.",
      again,
      log,
    );
    if (answer === again) await client.start().catch(() => undefined);
    if (answer === log) client.outputChannel.show();
  });
}
