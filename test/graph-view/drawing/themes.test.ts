// Whether everybody can see the drawing: contrasts as WCAG 2.2 asks for them, on the ground that VS Code's themes give.
import { describe, expect, it } from "vitest";
import {
  type Theme,
  type ThemeName,
  themes,
} from "../../../src/graph-view/drawing/style/themes.js";

interface Demand {
  /** Of text with what is behind it: 4.5 is level AA (1.4.3), 7 is AAA (1.4.6). */
  readonly text: number;
  /** Of lines that have to be seen (1.4.11). */
  readonly line: number;
}

const demands: Readonly<Record<ThemeName, Demand>> = {
  light: { text: 4.5, line: 3 },
  dark: { text: 4.5, line: 3 },
  "high-contrast": { text: 7, line: 4.5 },
  "high-contrast-light": { text: 7, line: 4.5 },
};

/** Grounds of the editor besides the theme's own. */
const editorGrounds: Readonly<Record<ThemeName, readonly string[]>> = {
  light: ["#ffffff"],
  dark: ["#1e1e1e", "#1f1f1f"],
  "high-contrast": ["#000000"],
  "high-contrast-light": ["#ffffff"],
};

const wireNames = Object.keys(themes.light).filter((name) =>
  /^wire-\d$/.test(name),
);

describe.each(Object.entries(themes) as [ThemeName, Theme][])(
  "the %s theme",
  (name, theme) => {
    const grounds = [theme.background, theme.frame, ...editorGrounds[name]];
    const least = (colour: string | undefined): number =>
      Math.min(...grounds.map((ground) => contrast(colour ?? "", ground)));

    it.each(["text", "quiet-text", "dead", "broken", ...wireNames])(
      "has %s that can be read",
      (variable) => {
        expect(
          least(Object.entries(theme).find(([key]) => key === variable)?.[1]),
        ).toBeGreaterThanOrEqual(demands[name].text);
      },
    );

    it.each([
      ["text", "operation"],
      ["text", "input"],
      ["text", "parameter"],
      ["text", "box"],
      ["quiet-text", "box"],
    ] as const)("has %s on %s that can be read", (text, ground) => {
      expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(
        demands[name].text,
      );
    });

    it.each([
      "operation-line",
      "input-line",
      "parameter-line",
      "constant-line",
      "box-line",
      "frame-line",
      "objective-line",
      "wire",
      "failed",
      "selected",
      "current",
    ] as const)("has a %s that can be seen", (variable) => {
      expect(least(theme[variable])).toBeGreaterThanOrEqual(demands[name].line);
    });
  },
);

/** Of WCAG 2.2: 1 for equal colours, 21 for black and white. Colours are `#rrggbb`. */
function contrast(a: string, b: string): number {
  const [brighter = 0, darker = 0] = [luminance(a), luminance(b)].sort(
    (one, other) => other - one,
  );
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
