/** The drawing's colours in the editor's theme: VS Code marks the body with the kind of its theme. */
import { styleSheet } from "../drawing/style/style-sheet.js";
import {
  type ThemeName,
  themeDeclarations,
  themes,
} from "../drawing/style/themes.js";

/** Later ones win: a high-contrast light theme has both classes. */
const bodyClasses: readonly (readonly [string, ThemeName])[] = [
  ["vscode-light", "light"],
  ["vscode-dark", "dark"],
  ["vscode-high-contrast", "high-contrast"],
  ["vscode-high-contrast-light", "high-contrast-light"],
];

/** The picture stands on the editor's ground. */
const fromEditor =
  "--nn-background: var(--vscode-editor-background); --nn-text: var(--vscode-editor-foreground); --nn-selected: var(--vscode-focusBorder);";

export function adoptTheme(): void {
  const rules = bodyClasses.map(
    ([name, theme]) =>
      `body.${name} .nn { ${themeDeclarations(themes[theme])} ${fromEditor} }`,
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([styleSheet, ...rules].join("\n"));
  document.adoptedStyleSheets.push(sheet);
}

export function themeName(): ThemeName {
  const { classList } = document.body;
  const found = bodyClasses.findLast(([name]) => classList.contains(name));
  return found?.[1] ?? "light";
}
