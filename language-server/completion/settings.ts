/** Settings of `train`: those that are a number or a switch, as what is chosen from, and what each is for. */
import {
  type TrainingArgument,
  type TrainingSetting,
  trainingSettings,
} from "../ops/optimizers.js";

export function settingNamed(
  name: string | undefined,
): TrainingArgument | undefined {
  const setting = trainingSettings.find((each) => each.name === name);
  return setting && !("calls" in setting) ? setting : undefined;
}

export const settingSummary = (setting: TrainingSetting): string =>
  "calls" in setting
    ? `One of ${setting.calls.map(({ name }) => name).join(", ")}.`
    : setting.summary;
