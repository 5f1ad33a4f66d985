/** A network of an evaluated file as it is drawn, with the numbers of its tape. */
import { glancesOf } from "../language-server/evaluation/glances.js";
import type {
  GraphModel,
  GraphValues,
} from "../language-server/graph/graph-model.js";
import type { SourceRange } from "../language-server/graph/graph.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import {
  type DrawnNetwork,
  drawNetwork,
} from "../language-server/graph-model/build.js";
import { findingsOf } from "../language-server/graph-model/findings.js";
import {
  glancesWanted,
  graphValues,
} from "../language-server/graph-model/values.js";
import { defaultDigits } from "../language-server/presentation/numbers.js";
import type { EvaluatedFile } from "./evaluate-file.js";
import type { SourceFile } from "./source-file.js";

export interface EvaluatedDrawing {
  readonly model: GraphModel;
  /** Absent where the network was not evaluated. */
  readonly values: GraphValues | undefined;
}

/** The network's structure. */
export function drawn(
  { document, lowered }: SourceFile,
  network: LoweredNetwork,
): DrawnNetwork {
  const { uri, version } = document;
  return drawNetwork({
    uri,
    version,
    network,
    texts: lowered.texts,
    rangeOf: ({ start, end }: SourceRange) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    }),
  });
}

export function drawEvaluated(
  { source, networks, problems }: EvaluatedFile,
  network: LoweredNetwork,
): EvaluatedDrawing {
  const { document, lowered } = source;
  const { version } = document;
  const picture = drawn(source, network);
  const { model } = picture;
  const evaluated = networks.find((each) => each.network === network);
  if (!evaluated?.tape) return { model, values: undefined };
  const { tape, checks } = evaluated;
  const ofText = new Set(lowered.problems);
  const findings = findingsOf(
    picture,
    { checks, problems: problems.filter((problem) => !ofText.has(problem)) },
    defaultDigits,
  );
  const wanted = glancesWanted(picture);
  const values = graphValues(picture, wanted, glancesOf(tape, wanted), {
    version,
    stale: false,
    digits: defaultDigits,
    findings,
  });
  return { model, values };
}
