// VS Code's themes, in which people look at the same thing.
import { ConfigurationTarget, workspace } from "vscode";
import type { Screen } from "./screen.js";

const themes = {
  light: { title: "Default Light Modern", kind: "vs" },
  dark: { title: "Default Dark Modern", kind: "vs-dark" },
  "high contrast": { title: "Default High Contrast", kind: "hc-black" },
} as const;

export type Theme = keyof typeof themes;

export const everyTheme: readonly Theme[] = ["light", "dark", "high contrast"];

/** Looks in each theme, once VS Code wears it; afterwards the theme is the one before. */
export async function inThemes(
  screen: Screen,
  names: readonly Theme[],
  look: (theme: Theme) => Promise<void>,
): Promise<void> {
  const settings = workspace.getConfiguration("workbench");
  const { Global } = ConfigurationTarget;
  try {
    for (const name of names) {
      const { title, kind } = themes[name];
      await settings.update("colorTheme", title, Global);
      await screen.waitFor(`.monaco-workbench.${kind}`);
      await look(name);
    }
  } finally {
    await settings.update("colorTheme", undefined, Global);
  }
}
