/** The attributes of a launch configuration, which people write by hand. */
import type { TextPosition } from "../../../language-server/protocol.js";
import { refuse, type Refusal } from "./requests.js";

export interface LaunchArguments {
  readonly kind: "launch";
  /** A path or an address. */
  readonly program: string;
  readonly network?: string;
  /** The cursor in the program: the network there is meant where none is named. Set by the extension, not by people. */
  readonly cursor?: TextPosition;
  readonly stopOnEntry: boolean;
}

export function readLaunchArguments(args: object): LaunchArguments | Refusal {
  const { program, network, stopOnEntry, noDebug, cursor } = args as Readonly<
    Record<string, unknown>
  >;
  if (typeof program !== "string" || program === "")
    return refuse(
      `${found("program", program, "a .nn file")} Open the file and start again, or name it in launch.json.`,
    );
  if (network !== undefined && typeof network !== "string")
    return refuse(found("network", network, "the name of a network"));
  if (stopOnEntry !== undefined && typeof stopOnEntry !== "boolean")
    return refuse(found("stopOnEntry", stopOnEntry, "true or false"));
  return {
    kind: "launch",
    program,
    // An empty name is no name: what an input box gives that was left empty.
    ...(network && { network }),
    ...(isPosition(cursor) && { cursor }),
    // "Run Without Debugging" is for the end's numbers.
    stopOnEntry: (stopOnEntry ?? true) && noDebug !== true,
  };
}

function found(name: string, value: unknown, expected: string): string {
  const what = value === undefined ? "nothing" : JSON.stringify(value);
  return `The launch attribute '${name}' should be ${expected}; it is ${what}.`;
}

function isPosition(value: unknown): value is TextPosition {
  if (typeof value !== "object" || value === null) return false;
  const { line, character } = value as Readonly<Record<string, unknown>>;
  return typeof line === "number" && typeof character === "number";
}
