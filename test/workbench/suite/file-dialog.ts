// VS Code's dialog for the name of a file, in which one types a path.
import assert from "node:assert/strict";
import { eventually } from "./editor.js";
import type { Screen } from "./screen.js";

const dialog = ".quick-input-widget:not([style*='display: none'])";

const isOpen = async (screen: Screen): Promise<boolean> =>
  (await screen.texts(dialog)).length > 0;

export function dialogGone(screen: Screen): Promise<true> {
  return eventually("no dialog", async () =>
    (await isOpen(screen)) ? undefined : true,
  );
}

/** Presses Enter on what the dialog suggests, once it suggests this path and has read the folder; then it closes. */
export async function acceptSuggestion(
  screen: Screen,
  path: string,
): Promise<void> {
  await screen.waitFor(`${dialog} input:focus`);
  await eventually(`the dialog to suggest ${path}`, () => ready(screen, path));
  let pressed = 0;
  await eventually("the dialog to close", async () => {
    // While it looks at the disk it does not take the key: whoever sees it stay for two seconds presses again.
    if (Date.now() - pressed > 2000 && (await ready(screen, path))) {
      await screen.press("Enter");
      pressed = Date.now();
    }
    const said = (await screen.texts(`${dialog} .quick-input-message`)).join();
    assert.ok(!said.includes("exist"), `the dialog says: ${said}`);
    return (await isOpen(screen)) ? undefined : true;
  });
}

async function ready(screen: Screen, path: string): Promise<true | undefined> {
  const suggested = await screen.valueOf(`${dialog} input`);
  const busy = await screen.texts(
    `${dialog} .monaco-progress-container.active`,
  );
  return suggested === path && busy.length === 0 ? true : undefined;
}
