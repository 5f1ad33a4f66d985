// The checks of files, for the Testing view.
import type { TextRange } from "../graph/graph-model.js";
import type { Request } from "./message.js";

/** Every file that may have checks: the programs of the workspace's folders, and those that are open. */
export const checkFilesRequest: Request<null, CheckFiles> = {
  method: "nn/checks/files",
};

export interface CheckFiles {
  readonly uris: readonly string[];
}

/** The `expect` statements of a file, open or not. Null where it cannot be read. */
export const checksRequest: Request<ChecksParams, FileChecks | null> = {
  method: "nn/checks",
};

export interface ChecksParams {
  readonly uri: string;
}

export interface FileChecks {
  /** Networks without checks are left out. */
  readonly networks: readonly NetworkChecks[];
  /** Present where the text has the word `expect` and an error: checks may be missing in \`networks\`. */
  readonly error?: FileError;
}

/** The first error of a file, for which it is not good even where all its checks hold. */
export interface FileError {
  readonly message: string;
  readonly range: TextRange;
  /** The network that it is in. */
  readonly network?: string;
}

export interface NetworkChecks {
  readonly name: string;
  /** Where its name stands. */
  readonly range: TextRange;
  readonly checks: readonly CheckStatement[];
}

export interface CheckStatement {
  /** As written, without `expect`. */
  readonly text: string;
  readonly range: TextRange;
}

/**
 * Evaluates a file where that is due, and says how its checks end. Can be cancelled. Null where the file cannot be read, or
 * was edited meanwhile.
 */
export const runChecksRequest: Request<RunChecksParams, ChecksRun | null> = {
  method: "nn/checks/run",
};

export interface RunChecksParams extends ChecksParams {
  /** Left out, all of them. */
  readonly network?: string;
}

export interface ChecksRun {
  /** Of the text that was evaluated; absent where the file is not open. */
  readonly version?: number;
  readonly networks: readonly {
    readonly name: string;
    /** In the order of the network's checks. */
    readonly checks: readonly CheckOutcome[];
  }[];
  readonly error?: FileError;
}

/**
 * - `truncated`: would have held, had its number been rounded and not cut off
 * - `error`: there are no values because of an error or a limit
 * - `no-values`: there are none because the program gives no data
 */
export interface CheckOutcome extends CheckStatement {
  readonly status: "passed" | "failed" | "truncated" | "error" | "no-values";
  /** Why, for people; absent with `passed`. */
  readonly message?: string;
  /** Both sides as numbers, the first that differ; with `failed`. */
  readonly expected?: string;
  readonly actual?: string;
}
