/** Which requests about checks are answered: where they stand, and how they end. */
import type { Connection } from "vscode-languageserver";
import {
  checkFilesRequest,
  type ChecksParams,
  checksRequest,
  type RunChecksParams,
  runChecksRequest,
} from "../protocol.js";
import type { Checks } from "./checks.js";
import { cancellable } from "./requests.js";

export function listenForChecks(connection: Connection, checks: Checks): void {
  connection.onRequest(
    checkFilesRequest.method,
    cancellable(() => checks.files()),
  );
  connection.onRequest(
    checksRequest.method,
    cancellable((params: ChecksParams) => checks.of(params)),
  );
  connection.onRequest(
    runChecksRequest.method,
    cancellable((params: RunChecksParams, token) => checks.run(params, token)),
  );
}
