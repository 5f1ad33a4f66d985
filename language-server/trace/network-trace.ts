/** All that is known of a trace without its numbers: the steps, what is done at each, and where it stands in the text. */
import type { DrawnNetwork } from "../graph-model/build.js";
import { type ProgramTexts, StepPlaces } from "./places.js";
import { Progress } from "./progress.js";
import { StepList } from "./steps.js";

export class NetworkTrace {
  readonly steps: StepList;
  readonly progress: Progress;
  readonly places: StepPlaces;

  constructor(
    readonly drawn: DrawnNetwork,
    readonly texts: ProgramTexts,
  ) {
    this.steps = new StepList(drawn);
    this.progress = new Progress(drawn, this.steps);
    this.places = new StepPlaces(drawn, this.steps, texts);
  }
}
