/** Every kind of problem that has a mechanical mend, and those of a given problem. Rules as data, by diagnostic code. */
import type { DiagnosticCode } from "../graph/diagnostic-codes.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import { failedCheck, invalidCheck, saysLittle } from "./checks.js";
import type { Mend, MendRule } from "./mend.js";
import {
  severalOutputs,
  takenName,
  undefinedColumn,
  undefinedFunction,
  undefinedMember,
  undefinedName,
  unknownArgument,
} from "./names.js";
import { inexactDimension, shapeMismatch } from "./shapes.js";
import {
  duplicateLoss,
  layerWithoutParameters,
  lossNotScalar,
  missingLayer,
  noObjective,
  removeImport,
  removeStatement,
  removeWeight,
} from "./statements.js";
import { syntax } from "./syntax.js";

const duplicateName: MendRule = (mending) =>
  mending.problem.severity === "warning"
    ? removeStatement(mending)
    : takenName(mending);

const rules: Partial<Record<DiagnosticCode, MendRule>> = {
  syntax,
  "undefined-name": undefinedName,
  "undefined-function": undefinedFunction,
  "undefined-member": undefinedMember,
  "undefined-column": undefinedColumn,
  "several-outputs": severalOutputs,
  "unknown-argument": unknownArgument,
  "duplicate-name": duplicateName,
  "redefined-builtin": takenName,
  "missing-layer": missingLayer,
  "layer-without-parameters": layerWithoutParameters,
  "duplicate-loss": duplicateLoss,
  "duplicate-seed": removeStatement,
  "duplicate-training": removeStatement,
  "loss-not-scalar": lossNotScalar,
  "no-objective": noObjective,
  "shape-mismatch": shapeMismatch,
  "inexact-dimension": inexactDimension,
  "invalid-check": invalidCheck,
  "check-failed": failedCheck,
  "check-truncated": failedCheck,
  "check-says-little": saysLittle,
  "unused-import": removeImport,
  "unused-name": removeWeight,
};

/** The mends that come into question, the likeliest first. */
export function mendsOf(problem: Problem, lowered: LoweredFile): Mend[] {
  const text = lowered.texts[0] ?? "";
  const { start, end, file } = problem.source;
  const rule = rules[problem.code];
  if (!rule || file !== 0) return [];
  return rule({ problem, text, found: text.slice(start, end), lowered });
}
