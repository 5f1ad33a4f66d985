/** Files as the Debug Adapter Protocol names them: by a path where they have one, otherwise by their address. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TracePlace } from "../../../language-server/protocol.js";
import { Numbering } from "./numbering.js";
import type { TraceServer } from "./trace-server.js";

export class Sources {
  /** What the editor said of its lines and columns. */
  numbering = Numbering.fromOne;

  constructor(private readonly server: Pick<TraceServer, "uriOf" | "pathOf">) {}

  /** The address; `undefined` where the source has none, as a text that only the editor knows. */
  uriOf({ path }: DebugProtocol.Source): string | undefined {
    return path === undefined ? undefined : this.server.uriOf(path);
  }

  source(uri: string): DebugProtocol.Source {
    const path = this.server.pathOf(uri);
    return { name: lastPart(path), path };
  }

  /** Where an event or a frame is. */
  place(place: TracePlace): {
    source: DebugProtocol.Source;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
  } {
    return {
      source: this.source(place.uri),
      ...this.numbering.range(place),
    };
  }
}

const lastPart = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
