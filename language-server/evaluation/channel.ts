/**
 * The way between the language server and the worker that evaluates: messages of plain data, whatever kind of worker it
 * is. Node's worker threads are in node-worker.ts and worker.ts; a browser's worker needs two files like them.
 */
import type { FromWorker, ToWorker } from "./messages.js";

/** The worker as the server sees it. */
export interface WorkerHandle {
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, when the worker ended without being told to, with the reason for people. */
  onLost(listener: (reason: string) => void): void;
  /** Ends the worker at once, whatever it is doing. */
  stop(): void;
}

/** Starts a worker. Cheap enough to be done again after a crash, slow enough not to be done for each run. */
export type SpawnWorker = () => WorkerHandle;

/** The server as the worker sees it. */
export interface ServerHandle {
  send(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}
