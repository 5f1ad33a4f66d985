/** What the adapter says that it can do. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TraceFilter } from "../../../language-server/protocol.js";

interface Filter extends DebugProtocol.ExceptionBreakpointsFilter {
  readonly filter: TraceFilter;
}

export const exceptionFilters: readonly Filter[] = [
  {
    filter: "nan",
    label: "NaN or infinity",
    description:
      "Stops at the operation whose value or gradient is NaN or infinite first.",
    default: true,
  },
  {
    filter: "vanished",
    label: "Vanished gradient",
    description:
      "Stops where a gradient is so small that nothing learns by it.",
    default: false,
  },
  {
    filter: "exploded",
    label: "Exploded gradient",
    description: "Stops where a gradient is so large that a step overshoots.",
    default: false,
  },
];

export const isFilter = (name: string): name is TraceFilter =>
  exceptionFilters.some(({ filter }) => filter === name);

export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsStepBack: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsSetVariable: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ["∂", "/"],
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsExceptionInfoRequest: true,
  supportsCancelRequest: true,
  exceptionBreakpointFilters: [...exceptionFilters],
};
