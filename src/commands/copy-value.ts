// `NN: Copy Value`: a value or gradient to the clipboard, of what a hover or the graph passes, or of what the cursor is on.
import { commands, type Disposable, env, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type CopyValueParams,
  copyValueRequest,
} from "../../language-server/protocol.js";
import { sendRequest } from "../language-client.js";
import { commandTarget } from "./choose-network.js";

/** How long the status bar says what was copied, in milliseconds. */
const noticeTime = 4_000;

export function registerCopyValue(client: BaseLanguageClient): Disposable {
  return commands.registerCommand("nn.copyValue", async (passed?: unknown) => {
    const params = isParams(passed) ? passed : await atCursor(client);
    if (params) await copyValue(client, params);
  });
}

/** Says what was copied, or why nothing was. */
export async function copyValue(
  client: BaseLanguageClient,
  params: CopyValueParams,
): Promise<void> {
  const answer = await sendRequest(client, copyValueRequest, params);
  if (answer.kind === "nothing") {
    void window.showInformationMessage(answer.message);
    return;
  }
  await env.clipboard.writeText(answer.text);
  const count = `${answer.size.toLocaleString("en")} number${answer.size === 1 ? "" : "s"}`;
  window.setStatusBarMessage(
    `$(clippy) Copied ${answer.what}: ${count}`,
    noticeTime,
  );
}

/** Asks which of the two tensors is meant, and as what. */
async function atCursor(
  client: BaseLanguageClient,
): Promise<CopyValueParams | undefined> {
  const target = commandTarget(client, undefined, undefined);
  if (!target?.position) {
    void window.showInformationMessage(
      "NN: Copy Value works on a .nn file: put the cursor on a name and try again.",
    );
    return undefined;
  }
  const items = [
    { label: "Value as .nn", quantity: "value", format: "nn" },
    { label: "Value as Python", quantity: "value", format: "python" },
    { label: "Gradient as .nn", quantity: "gradient", format: "nn" },
    { label: "Gradient as Python", quantity: "gradient", format: "python" },
  ] as const;
  const chosen = await window.showQuickPick(items, { title: "Copy Value" });
  const { uri, position } = target;
  return (
    chosen && {
      uri,
      of: { position },
      quantity: chosen.quantity,
      format: chosen.format,
    }
  );
}

/** What the links in hovers pass; the server looks at the rest. */
function isParams(passed: unknown): passed is CopyValueParams {
  return (
    typeof passed === "object" &&
    passed !== null &&
    "uri" in passed &&
    typeof passed.uri === "string" &&
    "of" in passed &&
    typeof passed.of === "object" &&
    "quantity" in passed &&
    "format" in passed
  );
}
