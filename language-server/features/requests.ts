/** How requests are answered: cancelled ones, and those that an edit overtook, with the protocol's errors. */
import {
  type CancellationToken,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";

/** How long an answer waits for values that are being computed, in milliseconds. */
const patience = 250;

/** Gives up the request that is being answered. */
export function contentModified(): never {
  throw new ResponseError(
    LSPErrorCodes.ContentModified,
    "The text, or a file that it names, changed while the request was answered.",
  );
}

/**
 * A request handler that answers a cancelled request with an error, as soon as it is cancelled: whatever the answer is
 * still waiting for is not waited for.
 */
export function cancellable<Params, Result>(
  answer: (params: Params, token: CancellationToken) => Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return (params, token) =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        reject(
          new ResponseError(
            LSPErrorCodes.RequestCancelled,
            "The request was cancelled.",
          ),
        );
      };
      if (token.isCancellationRequested) {
        cancel();
        return;
      }
      const listener = token.onCancellationRequested(cancel);
      answer(params, token)
        .then(resolve, reject)
        .finally(() => {
          listener.dispose();
        });
    });
}

/** Waits until values are there, but no longer than a reader would notice: later ones come with a refresh. */
export function waitBriefly(promise: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const long = new Promise((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  return Promise.race([promise, long]).finally(() => {
    clearTimeout(timer);
  });
}
