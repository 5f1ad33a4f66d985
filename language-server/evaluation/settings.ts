/** The settings that evaluation goes by, as the features room reads them from the client. */
import type { Limits } from "./limits.js";

/** When a document is evaluated without being asked to. All but `manual` evaluate it when it is opened. */
export const triggers = ["onSave", "onType", "manual"] as const;
export type Trigger = (typeof triggers)[number];

export interface EvaluationSettings {
  readonly trigger: Trigger;
  readonly limits: Limits;
}
