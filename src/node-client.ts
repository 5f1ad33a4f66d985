// The client on Node: talks to the server process, and adds what it shows and what it can be told to do.
import type { ChildProcess } from "node:child_process";
import type { ExtensionContext } from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { registerTestingView } from "./checks/testing-view.js";
import { registerCopyValue } from "./commands/copy-value.js";
import { registerEvaluate } from "./commands/evaluate.js";
import { registerNudge } from "./commands/nudge.js";
import { registerOpenExamples } from "./commands/open-examples.js";
import { registerShowGraph } from "./commands/show-graph.js";
import { registerShowTracedGraph } from "./commands/show-traced-graph.js";
import { registerSummary } from "./commands/summary.js";
import { registerTraceBackprop } from "./commands/trace-backprop.js";
import { registerWorkedSolution } from "./commands/worked-solution.js";
import { registerHoveredExpressions } from "./debug/hovered-expressions.js";
import { StepHighlight } from "./debug/step-highlight.js";
import { registerTracing } from "./debug/tracing.js";
import { evaluateWhenClean } from "./evaluate-when-clean.js";
import { GraphPanels } from "./graph-view/panels.js";
import { clientOptions, languageId } from "./language-client.js";
import { startServer } from "./node-server.js";
import { reportFailures, watchServer } from "./server-failures.js";
import { createStatusBar } from "./status-bar.js";

/** The client's errors go to its log alone; what people need to know, server-failures.ts tells them. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * Does not wait for the server.
 * @param server the process to talk to; after a crash another one is started
 * @returns ends the client and its server
 */
export function connect(
  context: ExtensionContext,
  server: ChildProcess,
): () => Promise<void> {
  const processes = [server];
  const failures = watchServer(() => client.state === State.Starting);
  const client: LanguageClient = new QuietClient(
    languageId,
    "NN Live",
    () => Promise.resolve(processes.pop() ?? startServer(context)),
    { ...clientOptions, ...failures.options },
  );
  const graphs = new GraphPanels(context, client);
  const tracing = registerTracing(client);
  context.subscriptions.push(
    graphs,
    registerShowGraph(client, graphs),
    tracing,
    new StepHighlight(client, tracing.traces),
    registerHoveredExpressions(client),
    registerShowTracedGraph(tracing.traces, graphs),
    registerTraceBackprop(client, graphs),
    registerWorkedSolution(client, graphs),
    reportFailures(client, failures),
    createStatusBar(client, failures, graphs),
    evaluateWhenClean(client),
    registerEvaluate(client, graphs),
    registerCopyValue(client),
    registerTestingView(client),
    registerOpenExamples(context),
    registerSummary(client, graphs),
    registerNudge(client),
  );
  client.start().catch(() => undefined); // told by reportFailures
  return () => client.stop();
}
