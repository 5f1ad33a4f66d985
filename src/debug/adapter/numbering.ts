/** Lines and columns: ours count from 0, the editor's from 0 or 1 as it says at the beginning. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TracePlace } from "../../../language-server/protocol.js";

export class Numbering {
  private constructor(
    private readonly firstLine: number,
    private readonly firstColumn: number,
  ) {}

  /** The protocol's rule where nothing is said. */
  static readonly fromOne = new Numbering(1, 1);

  static of({
    linesStartAt1 = true,
    columnsStartAt1 = true,
  }: DebugProtocol.InitializeRequestArguments): Numbering {
    return new Numbering(linesStartAt1 ? 1 : 0, columnsStartAt1 ? 1 : 0);
  }

  /** An editor's line as one of ours. */
  read(line: number): number {
    return line - this.firstLine;
  }

  readColumn(column: number): number {
    return column - this.firstColumn;
  }

  column(column: number): number {
    return column + this.firstColumn;
  }

  line(line: number): number {
    return line + this.firstLine;
  }

  /** From and to in the editor's numbers; the end is behind the last character. */
  range({ range: { start, end } }: TracePlace): {
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
  } {
    return {
      line: this.line(start.line),
      column: this.column(start.character),
      endLine: this.line(end.line),
      endColumn: this.column(end.character),
    };
  }
}
