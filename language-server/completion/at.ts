/** What the parts of completion are told of the place at the cursor. */
import type { Cursor } from "./cursor.js";
import type { ProgramSeen, Sight } from "./names-in-sight.js";

export interface At {
  readonly cursor: Cursor;
  readonly sight: Sight;
  readonly program: ProgramSeen;
  /** A little of the text behind the cursor. */
  readonly after: string;
}
