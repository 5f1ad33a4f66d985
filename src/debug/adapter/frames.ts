/** The call stack: the step, in the layer that it is done in, in the layers around that, in the network. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TraceStep } from "../../../language-server/protocol.js";
import type { Sources } from "./sources.js";

/** @returns nothing where there is no step to show */
export function stackOf(
  step: TraceStep | undefined,
  sources: Sources,
  { startFrame = 0, levels = 0 }: DebugProtocol.StackTraceArguments,
): DebugProtocol.StackTraceResponse["body"] {
  const frames = (step?.frames ?? []).map(({ name, place }, index) => ({
    // All frames are seen in the same state, so that a number from the last stop does no harm.
    id: index + 1,
    name: index === 0 && step ? `${name}: ${step.title}` : name,
    ...(place
      ? sources.place(place)
      : { line: 0, column: 0, presentationHint: "label" as const }),
  }));
  // 0 levels are all of them.
  const end = levels === 0 ? frames.length : startFrame + levels;
  return {
    stackFrames: frames.slice(startFrame, end),
    totalFrames: frames.length,
  };
}
