/** The graph's messages: who asks is answered, who looks is told of changes. */
import type { Connection } from "vscode-languageserver";
import {
  type GraphExplainParams,
  graphExplainRequest,
  graphNodesRequest,
  type GraphNodesParams,
  type GraphParams,
  graphRequest,
  graphSubscribeNotification,
  type GraphSubscription,
  graphUnsubscribeNotification,
} from "../protocol.js";
import type { GraphAnswers } from "./graph-answers.js";
import type { GraphSubscribers } from "./graph-subscribers.js";
import { cancellable } from "./requests.js";

export function listenForGraphs(
  connection: Connection,
  answers: GraphAnswers,
  subscribers: GraphSubscribers,
): void {
  connection.onRequest(
    graphRequest.method,
    cancellable((params: GraphParams) => answers.graph(params)),
  );
  connection.onRequest(
    graphExplainRequest.method,
    cancellable((params: GraphExplainParams) => answers.explain(params)),
  );
  connection.onRequest(graphNodesRequest.method, (params: GraphNodesParams) =>
    answers.nodesAt(params),
  );
  connection.onNotification(
    graphSubscribeNotification.method,
    (subscription: GraphSubscription) => {
      subscribers.subscribe(subscription);
    },
  );
  connection.onNotification(
    graphUnsubscribeNotification.method,
    ({ subscriber }: Pick<GraphSubscription, "subscriber">) => {
      subscribers.unsubscribe(subscriber);
    },
  );
}
