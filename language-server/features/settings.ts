/** The settings under `nn.` that the server goes by, read with care: a client may send anything. */
import {
  type EvaluationSettings,
  type Trigger,
  triggers,
} from "../evaluation/settings.js";
import { defaultDigits } from "../presentation/numbers.js";

export interface Settings {
  readonly evaluation: EvaluationSettings;
  /** Significant digits of a number. */
  readonly digits: number;
  readonly inlayHints: InlayHintSettings;
}

export interface InlayHintSettings {
  readonly values: boolean;
  readonly gradients: boolean;
  readonly shapes: boolean;
}

export interface ReadSettings {
  readonly settings: Settings;
  /** What was wrong with the settings, for people; the default stands in for each of them. */
  readonly complaints: readonly string[];
}

const bytesPerMegabyte = 1e6;

/** Reads what a client holds under `nn`; the defaults are those that package.json declares. */
export function readSettings(section: unknown): ReadSettings {
  const reader = new SettingsReader(section);
  const settings: Settings = {
    evaluation: {
      trigger: reader.choice<Trigger>("evaluation.trigger", triggers, "onSave"),
      limits: {
        time: reader.number("evaluation.timeLimit", 0.1, Infinity, 10),
        memory:
          reader.number("evaluation.memoryLimit", 1, Infinity, 1024) *
          bytesPerMegabyte,
      },
    },
    digits: Math.round(reader.number("display.digits", 1, 17, defaultDigits)),
    inlayHints: {
      values: reader.switch("inlayHints.values"),
      gradients: reader.switch("inlayHints.gradients"),
      shapes: reader.switch("inlayHints.shapes"),
    },
  };
  return { settings, complaints: reader.complaints };
}

class SettingsReader {
  readonly complaints: string[] = [];

  constructor(private readonly section: unknown) {}

  number(path: string, least: number, most: number, fallback: number): number {
    const range =
      most === Infinity
        ? `a number of at least ${least}`
        : `a number from ${least} to ${most}`;
    return this.read(path, fallback, range, (value) =>
      typeof value === "number" && value >= least && value <= most
        ? value
        : undefined,
    );
  }

  choice<Choice extends string>(
    path: string,
    choices: readonly Choice[],
    fallback: Choice,
  ): Choice {
    const names = choices.map((choice) => `"${choice}"`).join(", ");
    return this.read(path, fallback, `one of ${names}`, (value) =>
      choices.find((choice) => choice === value),
    );
  }

  switch(path: string): boolean {
    return this.read(path, true, "true or false", (value) =>
      typeof value === "boolean" ? value : undefined,
    );
  }

  private read<Value>(
    path: string,
    fallback: Value,
    expected: string,
    accept: (value: unknown) => Value | undefined,
  ): Value {
    const value = path
      .split(".")
      .reduce<unknown>((object, key) => property(object, key), this.section);
    if (value === undefined || value === null) return fallback;
    const accepted = accept(value);
    if (accepted !== undefined) return accepted;
    this.complaints.push(
      `The setting nn.${path} is ${JSON.stringify(value)}, expected ${expected}; ${JSON.stringify(fallback)} is used.`,
    );
    return fallback;
  }
}

function property(object: unknown, key: string): unknown {
  return typeof object === "object" && object !== null && key in object
    ? (object as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
