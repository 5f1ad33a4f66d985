/** What the debugger's hover evaluates: the language server knows where an expression begins and ends. */
import {
  type Disposable,
  EvaluatableExpression,
  type EvaluatableExpressionProvider,
  languages,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { traceExpressionRequest } from "../../language-server/protocol.js";
import { rangeOf } from "../graph-view/source-link.js";
import { languageId, sendRequest } from "../language-client.js";

export function registerHoveredExpressions(
  client: BaseLanguageClient,
): Disposable {
  const provider: EvaluatableExpressionProvider = {
    provideEvaluatableExpression: async (document, { line, character }) => {
      if (!client.isRunning()) return undefined;
      const found = await sendRequest(client, traceExpressionRequest, {
        uri: client.code2ProtocolConverter.asUri(document.uri),
        position: { line, character },
      });
      return found
        ? new EvaluatableExpression(
            rangeOf(client, found.range),
            found.expression,
          )
        : undefined;
    },
  };
  return languages.registerEvaluatableExpressionProvider(languageId, provider);
}
