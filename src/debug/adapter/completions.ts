/** Completion in the debug console: the names that have a value in the state that the trace stands at. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import {
  traceScopesRequest,
  traceVariablesRequest,
} from "../../../language-server/protocol.js";
import { type Answer, done } from "./requests.js";
import type { Trace } from "./trace.js";
import type { TraceServer } from "./trace-server.js";

/** Rows of a scope that are looked at. */
const most = 1000;

/**
 * What is being typed: a derivative, a name, a path. A quotient of two names looks like the beginning of neither, so the
 * part behind its slash is tried as well.
 */
const beginnings = [/[\p{L}\p{M}\p{N}_.∂/]*$/u, /[\p{L}\p{M}\p{N}_.∂]*$/u];

/** @param before the text in front of the cursor */
export async function complete(
  server: TraceServer,
  trace: Trace,
  before: string,
): Promise<Answer<DebugProtocol.CompletionsResponse["body"]>> {
  const names = await namesIn(server, trace);
  for (const beginning of beginnings) {
    const typed = beginning.exec(before)?.[0] ?? "";
    const targets = [...names]
      .filter((name) => isMeant(typed, name))
      .map((label) => ({
        label,
        type: "variable" as const,
        start: before.length - typed.length,
        length: typed.length,
      }));
    if (targets.length > 0) return done({ targets });
  }
  return done({ targets: [] });
}

/** `d` and `dL` mean `∂L/∂…` too: few keyboards have the sign. */
function isMeant(typed: string, name: string): boolean {
  const plain = (text: string): string => text.replaceAll("∂", "d");
  return name.startsWith(typed) || plain(name).startsWith(plain(typed));
}

async function namesIn(
  server: TraceServer,
  trace: Trace,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const scopes = await trace.ask((now) =>
    server.request(traceScopesRequest, now),
  );
  if (scopes.kind === "refusal") return names;
  for (const { reference } of scopes.value) {
    const told = await trace.ask((now) =>
      server.request(traceVariablesRequest, { ...now, reference, count: most }),
    );
    if (told.kind === "refusal") continue;
    for (const { evaluateName } of told.value)
      if (evaluateName !== undefined) names.add(evaluateName);
  }
  return names;
}
