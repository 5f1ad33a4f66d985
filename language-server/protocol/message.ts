// The two kinds of custom messages.

/** A message from the client that is answered. The types exist for the compiler only. */
export interface Request<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}

/** A message in either direction without an answer. */
export interface Notification<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}
