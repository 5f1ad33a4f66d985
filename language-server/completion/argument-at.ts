/** The name of an argument, or of a setting of `train`, at a place of a program: `axis` in `sum(x, axis: 0)`. */
import { trainingSettings } from "../ops/optimizers.js";
import { argumentsOf } from "./callables.js";
import { spellFormal } from "../presentation/signature.js";
import { callAt } from "./call-at.js";
import { type Cursor, placeAt } from "./cursor.js";
import { namesInSight, type ProgramSeen } from "./names-in-sight.js";
import { scanStart } from "./scan-start.js";
import { settingSummary } from "./settings.js";

export interface ArgumentAt {
  /** Where the name stands. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly kind: "argument" | "setting";
  /** As it is written; absent where it has none. */
  readonly default?: string;
  /** Of what: `sum`, `train`. */
  readonly of: string;
  readonly summary: string;
}

const name = String.raw`[\p{L}_][\p{L}\p{M}_0-9₀-₉]*`;
const label = new RegExp(
  String.raw`(?<![\p{L}\p{M}_0-9₀-₉.])${name}(?:\.${name})*(?=\s*:)`,
  "gu",
);

export function argumentAt(
  text: string,
  offset: number,
  program: ProgramSeen,
): ArgumentAt | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = text.indexOf("\n", offset);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  for (const { 0: word, index } of line.matchAll(label)) {
    const start = lineStart + index;
    const end = start + word.length;
    if (offset < start || offset > end) continue;
    const behind = text.indexOf(":", end) + 1;
    const scan = scanStart(program.outline, start);
    const place = placeAt(text, behind, scan);
    const found =
      place.kind === "code" ? named(word, place.cursor, program) : undefined;
    return found && { ...found, start, end };
  }
  return undefined;
}

function named(
  word: string,
  cursor: Cursor,
  program: ProgramSeen,
): Omit<ArgumentAt, "start" | "end"> | undefined {
  const call = callAt(cursor, namesInSight(program, cursor));
  if (!call) {
    const setting =
      cursor.block === "train"
        ? trainingSettings.find((each) => each.name === word)
        : undefined;
    return (
      setting && {
        name: word,
        kind: "setting",
        of: "train",
        summary: settingSummary(setting),
      }
    );
  }
  const { forms, chosen, frame } = call;
  const form = forms[chosen];
  if (!form || frame.written.at(-1)?.name !== word) return undefined;
  const formal = argumentsOf(form).find((each) => each.name === word);
  if (!formal) return undefined;
  const standard = spellFormal(formal).slice(word.length + 2);
  return {
    name: word,
    kind: "argument",
    of: form.name,
    summary: formal.summary,
    ...(standard !== "" && standard !== "…" && { default: standard }),
  };
}
