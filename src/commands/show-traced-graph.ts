// `NN: Show Graph of the Trace`: the graph of the network that is being traced, beside the editor.
import { commands, debug, Disposable, window } from "vscode";
import type { TraceStop, Traces } from "../debug/traces.js";
import type { GraphPanels } from "../graph-view/panels.js";
import { languageId } from "../language-client.js";

export function registerShowTracedGraph(
  traces: Traces,
  panels: GraphPanels,
): Disposable {
  /** Where the trace stands that stopped last. */
  let last: TraceStop | undefined;
  return Disposable.from(
    traces.onDidStop((stop) => {
      last = stop;
    }),
    debug.onDidTerminateDebugSession(({ type }) => {
      if (type === languageId) last = undefined;
    }),
    commands.registerCommand("nn.showTracedGraph", () => {
      if (last) panels.show({ uri: last.uri, network: last.opened.network });
      else
        void window.showInformationMessage(
          "NN: Show Graph of the Trace works while a network is traced: start one with NN: Trace Backprop.",
        );
    }),
  );
}
