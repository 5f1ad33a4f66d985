// How an evaluation status reads in the status bar.
import type { EvaluationStatus } from "../language-server/protocol.js";

export interface StatusLook {
  /** With VS Code's icon notation. */
  readonly text: string;
  readonly tooltip: string;
  readonly isProblem: boolean;
}

/**
 * @param version the version of the document on screen. A status of an older one is stale even before the server says
 * so; nothing is shown where the document asks for no values.
 */
export function describeStatus(
  status: EvaluationStatus,
  version: number,
): StatusLook | undefined {
  switch (status.state) {
    case "none":
      return undefined;
    case "evaluating":
      return look("$(sync~spin) NN: evaluating", "Evaluating the networks.");
    case "evaluated":
      if (status.version !== version) return stale;
      if (status.message !== undefined)
        return {
          text: `$(warning) NN: ${firstLine(status.message)}`,
          tooltip: `Evaluated in ${duration(status.milliseconds ?? 0)}, as far as there are no errors: ${status.message}.\nClick to evaluate again.`,
          isProblem: true,
        };
      return look(
        `$(check) NN: evaluated in ${duration(status.milliseconds ?? 0)}`,
        "The values belong to the text on screen. Click to evaluate again.",
      );
    case "stale":
      return stale;
    case "problem": {
      const message = status.message ?? "The networks have no values.";
      return {
        text: `$(warning) NN: ${firstLine(message)}`,
        tooltip: `${message}\nClick to evaluate again.`,
        isProblem: true,
      };
    }
  }
}

export const serverStopped: StatusLook = {
  text: "$(error) NN: language server stopped",
  tooltip: "The language server stopped. Click to start it again.",
  isProblem: true,
};

const stale = look(
  "$(history) NN: stale",
  "The text on screen is not evaluated. Save it, or click, to evaluate it.",
);

function look(text: string, tooltip: string): StatusLook {
  return { text, tooltip, isProblem: false };
}

/** Whole milliseconds up to ten seconds, then seconds. */
function duration(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1) return "under 1 ms";
  if (milliseconds < 10_000) return `${Math.round(milliseconds)} ms`;
  return `${Math.round(milliseconds / 1000)} s`;
}

const longest = 60;

function firstLine(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
