/** The worker's side of evaluation: runs graphs, keeps their tapes, answers questions. The same in every kind of worker. */
import { evaluateGraph } from "../analysis/evaluate-graph.js";
import type { Tape } from "../engine/tape.js";
import { answerOf } from "./answers.js";
import { isCancelled } from "./cancellation.js";
import type { ServerHandle } from "./channel.js";
import type { Outcome, RunId, RunMessage } from "./messages.js";
import { unpackGraph } from "./packed-graph.js";
import { overTime } from "./stopped-problems.js";

/** Serves until the worker is ended from outside. */
export function serveEvaluations(server: ServerHandle): void {
  const tapes = new Map<RunId, Tape>();
  server.onMessage((message) => {
    const { kind, run } = message;
    if (kind === "release") tapes.delete(run);
    else if (kind === "run") {
      server.send({ kind: "begun", run });
      const { outcome, tape } = execute(message);
      if (tape) tapes.set(run, tape);
      server.send({ kind: "outcome", run, outcome });
    } else {
      const tape = tapes.get(run);
      const answer = tape && answerOf(tape, message.question);
      server.send({ kind: "answer", ask: message.ask, answer });
    }
  });
}

function execute(message: RunMessage): { outcome: Outcome; tape?: Tape } {
  const { run, place, limits, cancelled } = message;
  const begun = performance.now();
  const graph = unpackGraph(message.graph);
  const evaluation = evaluateGraph(graph, {
    memoryLimit: limits.memory,
    timeLimit: limits.time * 1000,
    shouldStop: () => cancelled !== undefined && isCancelled(cancelled, run),
  });
  if (evaluation.kind === "over-budget") {
    const { problem } = evaluation;
    return { outcome: { kind: "stopped", problem } };
  }
  if (evaluation.kind === "stopped") {
    if (evaluation.reason === "cancelled")
      return { outcome: { kind: "cancelled" } };
    const problem = overTime(graph.network, place, limits);
    return { outcome: { kind: "stopped", problem } };
  }
  const { kind, tape, checks, problems } = evaluation;
  const milliseconds = performance.now() - begun;
  return { outcome: { kind, milliseconds, checks, problems }, tape };
}
