/** Completion in the debug console: the names that have a value in the state that the trace stands at. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import {
  traceScopesRequest,
  traceVariablesRequest,
} from "../../../language-server/protocol.js";
import type { Numbering } from "./numbering.js";
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

/** @param column the cursor's, as the editor counts */
export async function complete(
  server: TraceServer,
  trace: Trace,
  numbering: Numbering,
  { text, column }: DebugProtocol.CompletionsArguments,
): Promise<Answer<DebugProtocol.CompletionsResponse["body"]>> {
  const before = text.slice(0, numbering.readColumn(column));
  const names = [...(await namesIn(server, trace))];
  for (const beginning of beginnings) {
    const typed = beginning.exec(before)?.[0] ?? "";
    const start = numbering.column(before.length - typed.length);
    const place = { type: "variable", start, length: typed.length } as const;
    const targets = names.flatMap((name) => {
      if (name.startsWith(typed)) return [{ label: name, ...place }];
      // An editor leaves out what does not begin as the text does: such a label has to be written as the text is.
      const label = withoutSigns(name);
      return label.startsWith(typed) ? [{ label, text: name, ...place }] : [];
    });
    if (targets.length > 0) return done({ targets });
  }
  return done({ targets: [] });
}

/** `dL/dw` means `∂L/∂w` too: few keyboards have the sign. */
const withoutSigns = (name: string): string => name.replaceAll("∂", "d");

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
