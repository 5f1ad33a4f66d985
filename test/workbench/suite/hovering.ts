// The pointer on a text, and what a hover says.
import { eventually } from "./editor.js";
import type { Screen } from "./screen.js";

/** In milliseconds: whoever sees no hover by then moves the pointer again. */
const patience = 3000;

/**
 * Points at a text in the editor until a hover says that. Lines that move under the pointer (lenses and hints come when
 * they come) take the hover away.
 */
export function hoverOver(
  screen: Screen,
  text: string,
  said: string,
  widget = ".monaco-hover",
): Promise<string> {
  return eventually(`"${said}" in the hover of "${text}"`, async () => {
    await screen.point(text);
    try {
      return await screen.waitForText(widget, said, patience);
    } catch {
      await screen.point(null);
      return undefined;
    }
  });
}
