/** The style sheet of the drawing. Colours are CSS variables with the light theme's values behind them. */
import { letters } from "../layout/letters.js";
import { scaleSteps } from "./gradient-scale.js";
import { type Theme, themeDeclarations, themes } from "./themes.js";

/** Monospaced fonts of the three systems; none of them is wider than text/text-width.ts reckons. */
const mono =
  'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
const sans =
  'system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif';
const fonts = { mono, sans };

const textRules = Object.entries(letters)
  .map(
    ([role, { font, size }]) =>
      `.nn .${role} { font: ${size}px ${fonts[font]}; }`,
  )
  .join("\n");

const stepRules = scaleSteps
  .map(
    ({ index, width }) =>
      `.nn .step-${index} { color: var(--nn-wire-${index}); stroke-width: ${width}px; }`,
  )
  .join("\n");

const rules = `
.nn { color: var(--nn-text); background: var(--nn-background); }
.nn text { fill: currentColor; stroke: none; unicode-bidi: isolate; white-space: pre; }
${textRules}
.nn .title { font-weight: 600; }
.nn .detail, .nn .shape { color: var(--nn-quiet-text); }
.nn .outline { stroke-width: 1.5px; }
.nn .operation .outline { fill: var(--nn-operation); stroke: var(--nn-operation-line); }
.nn .input .outline { fill: var(--nn-input); stroke: var(--nn-input-line); }
.nn .parameter .outline { fill: var(--nn-parameter); stroke: var(--nn-parameter-line); }
.nn .constant .outline { fill: var(--nn-background); stroke: var(--nn-constant-line); stroke-dasharray: 2 2; }
.nn .tag .outline { fill: var(--nn-background); stroke: var(--nn-constant-line); stroke-dasharray: 2 2; }
.nn .terminal .outline { fill: var(--nn-background); stroke: var(--nn-operation-line); }
.nn .objective .outline { stroke: var(--nn-objective-line); stroke-width: 2.5px; }
.nn .box .outline, .nn .box .behind { fill: var(--nn-box); stroke: var(--nn-box-line); }
.nn .frame .outline, .nn .neurons .outline { fill: var(--nn-frame); stroke: var(--nn-frame-line); stroke-width: 1px; }
.nn .unit .body { fill: var(--nn-operation); stroke: var(--nn-operation-line); stroke-width: 1.5px; }
.nn .dot { fill: var(--nn-operation-line); }
.nn .bus { fill: none; stroke: var(--nn-wire); stroke-width: 1px; }
.nn .wire { color: var(--nn-wire); }
.nn .line { fill: none; stroke: currentColor; stroke-linejoin: round; }
.nn .head { fill: currentColor; stroke: none; }
.nn .wire .value, .nn .sum { text-anchor: middle; }
.nn .wire .of-value { color: var(--nn-text); }
${stepRules}
.nn .unknown { stroke-width: 1.25px; }
.nn .dead { color: var(--nn-dead); stroke-width: 1.25px; }
.nn .dead .line { stroke-dasharray: 3 4; }
.nn .broken { color: var(--nn-broken); stroke-width: 3px; }
.nn .broken .line { stroke-dasharray: 10 3 2 3; }
.nn .of-value.broken { color: var(--nn-broken); }
.nn.stale .value { color: var(--nn-quiet-text); font-style: italic; text-decoration: underline dotted; }
.nn .mark circle { fill: var(--nn-failed); stroke: var(--nn-background); stroke-width: 1.5px; }
.nn .mark path { fill: none; stroke: var(--nn-on-failed); stroke-width: 2px; stroke-linecap: round; }
.nn .failed > .outline { stroke: var(--nn-failed); stroke-width: 2.5px; }
.nn .halo { fill: none; stroke: none; }
.nn .highlighted > .halo { fill: var(--nn-highlighted); }
.nn .current > .halo { stroke: var(--nn-current); stroke-width: 4px; }
.nn .selected > .halo { stroke: var(--nn-selected); stroke-width: 3px; }
.nn .traced > .halo { fill: var(--nn-traced); stroke: var(--nn-traced-line); stroke-width: 2.5px; }
.nn .pointer { fill: var(--nn-traced-line); stroke: var(--nn-background); stroke-width: 1.5px; }
.nn .wire .under { fill: none; stroke: none; stroke-linejoin: round; }
.nn .wire.highlighted .under { stroke: var(--nn-highlighted); stroke-width: 10px; }
.nn .wire.current .under { stroke: var(--nn-current); stroke-width: 9px; opacity: 0.5; }
.nn .wire.selected .under { stroke: var(--nn-selected); stroke-width: 9px; opacity: 0.5; }
.nn .wire.traced .under { stroke: var(--nn-traced-line); stroke-width: 7px; stroke-dasharray: 8 4; opacity: 0.55; }
.nn .legend { color: var(--nn-quiet-text); }
`.trim();

/** For the page: rules with variables, whose values the page sets for its theme. */
export const styleSheet = `.nn { ${themeDeclarations(themes.light)} }\n${rules}`;

/** For a picture of its own: the values stand in the rules, as not every program that shows SVG knows variables. */
export function styleSheetFor(theme: Theme): string {
  const colours = new Map<string, string>(Object.entries<string>(theme));
  return rules.replaceAll(/var\(--nn-([\w-]+)\)/g, (variable, name: string) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`No theme sets ${variable}.`);
    return colour;
  });
}
