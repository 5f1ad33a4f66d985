// An evaluation worker without a thread: the same messages, cloned as they would be on their way to one.
import type {
  SpawnWorker,
  WorkerHandle,
} from "../../language-server/evaluation/channel.js";
import { serveEvaluations } from "../../language-server/evaluation/evaluation-worker.js";
import type {
  FromWorker,
  ToWorker,
} from "../../language-server/evaluation/messages.js";

export const spawnInMemory: SpawnWorker = (): WorkerHandle => {
  let toServer: (message: FromWorker) => void = () => undefined;
  let toWorker: (message: ToWorker) => void = () => undefined;
  let isStopped = false;
  serveEvaluations({
    send: (message) => {
      const copy = structuredClone(message);
      setImmediate(() => {
        if (!isStopped) toServer(copy);
      });
    },
    onMessage: (listener) => {
      toWorker = listener;
    },
  });
  return {
    send: (message) => {
      const copy = structuredClone(message);
      setImmediate(() => {
        if (!isStopped) toWorker(copy);
      });
    },
    onMessage: (listener) => {
      toServer = listener;
    },
    onLost: () => undefined,
    stop: () => {
      isStopped = true;
    },
  };
};
