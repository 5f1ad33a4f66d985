/** Settings of `train` that are a number or a switch, as what is chosen from. */
import { type TrainingArgument, trainingSettings } from "../ops/optimizers.js";

export function settingNamed(
  name: string | undefined,
): TrainingArgument | undefined {
  const setting = trainingSettings.find((each) => each.name === name);
  return setting && !("calls" in setting) ? setting : undefined;
}
