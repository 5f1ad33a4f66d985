/**
 * The colours of the drawing, as data: a value for each CSS variable and theme. The page sets the variables from here
 * (and may set them from the editor's theme instead); an exported picture has the values themselves.
 */
export type ThemeName =
  "light" | "dark" | "high-contrast" | "high-contrast-light";

export type Theme = Readonly<Record<ThemeVariable, string>>;

/**
 * Names of CSS variables, without `--nn-`. `wire` is one along which no gradient is known, `wire-0` and on those of the
 * gradient scale; `dead` is gradient 0, `broken` NaN and infinity.
 */
export type ThemeVariable =
  | "background"
  | "text"
  | "quiet-text"
  | "operation"
  | "operation-line"
  | "input"
  | "input-line"
  | "parameter"
  | "parameter-line"
  | "constant-line"
  | "box"
  | "box-line"
  | "frame"
  | "frame-line"
  | "objective-line"
  | "wire"
  | `wire-${number}`
  | "dead"
  | "broken"
  | "failed"
  | "on-failed"
  | "selected"
  | "highlighted"
  | "current"
  | "traced"
  | "traced-line";

/** Wires from vanishing to exploding, one for each decade of the scale: blue, grey, red. */
const wireColours = (...colours: string[]): Record<`wire-${number}`, string> =>
  Object.fromEntries(
    colours.map((colour, index) => [`wire-${index}`, colour] as const),
  );

const light: Theme = {
  background: "#ffffff",
  text: "#1b1f24",
  "quiet-text": "#59626d",
  operation: "#ffffff",
  "operation-line": "#3b434d",
  input: "#e4f3e6",
  "input-line": "#2f7d3b",
  parameter: "#fdf1d6",
  "parameter-line": "#8f6300",
  "constant-line": "#7a838d",
  box: "#eef2f8",
  "box-line": "#5a6b84",
  frame: "#f8fafc",
  "frame-line": "#8191a6",
  "objective-line": "#6b3fa0",
  wire: "#737c87",
  dead: "#68717b",
  broken: "#c4007a",
  failed: "#c62828",
  "on-failed": "#ffffff",
  selected: "#0b62d6",
  highlighted: "#ffe08a",
  current: "#0b7a6f",
  traced: "#ffdf2b",
  "traced-line": "#8a5a00",
  ...wireColours(
    "#1b74c5",
    "#2a6eb3",
    "#3a699b",
    "#4a637f",
    "#5b5f66",
    "#87573a",
    "#ac4b23",
    "#c93c10",
    "#de1a0c",
  ),
};

const dark: Theme = {
  background: "#1e1f22",
  text: "#e6e8eb",
  "quiet-text": "#a3abb5",
  operation: "#2a2d31",
  "operation-line": "#c3c9d1",
  input: "#1d3a24",
  "input-line": "#6fc27d",
  parameter: "#40331a",
  "parameter-line": "#dfae4d",
  "constant-line": "#7b838d",
  box: "#2a3140",
  "box-line": "#8fa3c2",
  frame: "#23262b",
  "frame-line": "#6f7b8c",
  "objective-line": "#b995ec",
  wire: "#8b939d",
  dead: "#8a929c",
  broken: "#ff6ec7",
  failed: "#f2645c",
  "on-failed": "#1e1f22",
  selected: "#59a6ff",
  highlighted: "#5f5220",
  current: "#3fcabb",
  traced: "#8a6d00",
  "traced-line": "#ffd43b",
  ...wireColours(
    "#5696d7",
    "#68a0d6",
    "#84b0d8",
    "#a2bcd2",
    "#bdc1c7",
    "#d9b090",
    "#ec9b66",
    "#fa8446",
    "#ff6438",
  ),
};

const highContrast: Theme = {
  ...dark,
  background: "#000000",
  text: "#ffffff",
  "quiet-text": "#ffffff",
  operation: "#000000",
  "operation-line": "#ffffff",
  input: "#000000",
  "input-line": "#7dff94",
  parameter: "#000000",
  "parameter-line": "#ffd166",
  "constant-line": "#ffffff",
  box: "#000000",
  "box-line": "#ffffff",
  frame: "#000000",
  "frame-line": "#6fc3df",
  "objective-line": "#d9b8ff",
  wire: "#ffffff",
  dead: "#bfbfbf",
  broken: "#ff8ad6",
  failed: "#ff7b72",
  "on-failed": "#000000",
  selected: "#f38518",
  highlighted: "#264f78",
  current: "#3ff0de",
  traced: "#000000",
  "traced-line": "#ffff00",
  ...wireColours(
    "#6cb6ff",
    "#83c0ff",
    "#a5d0ff",
    "#c9e0f2",
    "#ffffff",
    "#ffd9b0",
    "#ffb57d",
    "#ff9a5c",
    "#ff7f5f",
  ),
};

const highContrastLight: Theme = {
  ...light,
  text: "#000000",
  "quiet-text": "#292929",
  "operation-line": "#000000",
  input: "#ffffff",
  "input-line": "#0b5c1b",
  parameter: "#ffffff",
  "parameter-line": "#6b4a00",
  "constant-line": "#292929",
  box: "#ffffff",
  "box-line": "#0f4a85",
  frame: "#ffffff",
  "frame-line": "#0f4a85",
  "objective-line": "#4b1f80",
  wire: "#292929",
  dead: "#595959",
  broken: "#a1005f",
  failed: "#a10d0d",
  selected: "#0f4a85",
  highlighted: "#ffe9a8",
  current: "#00574e",
  traced: "#ffffff",
  "traced-line": "#7a1f00",
  ...wireColours(
    "#0055aa",
    "#0a4f99",
    "#1d4a80",
    "#2f4764",
    "#3b3f45",
    "#6b3a1c",
    "#85300b",
    "#962700",
    "#a81200",
  ),
};

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light,
  dark,
  "high-contrast": highContrast,
  "high-contrast-light": highContrastLight,
};

/** `--nn-text: #1b1f24; …`, for a rule of a style sheet. */
export const themeDeclarations = (theme: Theme): string =>
  Object.entries<string>(theme)
    .map(([name, value]) => `--nn-${name}: ${value};`)
    .join(" ");
