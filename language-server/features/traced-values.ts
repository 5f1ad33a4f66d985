/**
 * Inline values: while a debugger stands at a step of a trace, what is known of a network's values behind their statements.
 * Inlay hints leave the numbers of a traced network to them, so that each is on the screen once.
 */
import type { InlineValueText, Range } from "vscode-languageserver";
import type { NamedValue, SourceRange } from "../graph/graph.js";
import { checkLabel } from "../presentation/labels.js";
import type { GradientSoFar } from "../trace/progress.js";
import { touching } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import type { Settings } from "./settings.js";
import { labelsOf } from "./statement-labels.js";
import type { ShownTrace, Traces } from "./traces.js";

export interface TracedValuesContext {
  readonly program: OpenProgram;
  readonly traces: Traces;
  readonly settings: Settings;
}

/** What stands behind a statement. */
interface Known {
  readonly statement: SourceRange;
  readonly texts: readonly string[];
}

/** Those of the part of the file that the editor shows. */
export async function tracedValues(
  context: TracedValuesContext,
  range: Range,
): Promise<InlineValueText[]> {
  const { program, traces } = context;
  const { document, lowered, uri } = program;
  const isShown = touching(document, range);
  const values: InlineValueText[] = [];
  for (const network of lowered.networks) {
    const shown = traces.shown(uri, network.name);
    if (!shown || shown.waits || !isShown(network.source)) continue;
    const known = [
      ...(await knownNames(shown, context, isShown)),
      ...knownChecks(shown, context, isShown),
    ];
    // Where the trace went on meanwhile, the client asks again.
    if (traces.shown(uri, network.name)?.at !== shown.at) continue;
    for (const { statement, texts } of known) {
      if (texts.length === 0) continue;
      const end = document.positionAt(statement.end);
      values.push({ range: { start: end, end }, text: texts.join("  ") });
    }
  }
  return values;
}

async function knownNames(
  { session, at }: ShownTrace,
  { program, settings }: TracedValuesContext,
  isShown: (statement: SourceRange) => boolean,
): Promise<Known[]> {
  const { progress, drawn } = session.trace;
  const { network } = drawn;
  const { objective, names } = network.graph;
  const wanted = names
    .filter(
      ({ kind, inner, statement }) =>
        kind !== "parameter" && !inner && isShown(statement),
    )
    .map((name) => {
      const carrier = progress.carrierOf(name.node);
      return {
        name,
        hasValue: progress.hasValue(name.node, at.step),
        gradient:
          carrier === undefined
            ? undefined
            : progress.gradient(carrier, at.step),
        all: progress.contributionsTo(carrier ?? "").length,
      };
    });
  // Nothing is asked that is not known yet.
  const values = (
    await session.read(
      wanted
        .filter(({ hasValue }) => hasValue)
        .map(({ name }) => ({ kind: "value", node: name.node })),
    )
  ).values();
  const sums = (
    await session.read(wanted.flatMap(({ gradient }) => gradient?.of ?? []))
  ).values();
  const numbersOnly = { ...settings, inlayHints: onlyNumbers };
  return wanted.map(({ name, hasValue, gradient, all }) => {
    const evaluated = {
      value: hasValue ? values.next().value : undefined,
      gradient: gradient && sums.next().value,
      isStale: false,
      objective: objective?.name,
    };
    const labels = labelsOf(name, network, evaluated, {
      program,
      settings: numbersOnly,
    });
    return {
      statement: name.statement,
      texts: labels.map(({ kind, label }) =>
        kind === "gradient"
          ? `${label.text}${partNote(gradient, all)}`
          : label.text,
      ),
    };
  });
}

const onlyNumbers = { values: true, gradients: true, shapes: false };

/** How many contributions a gradient is the sum of, where more are to come. */
const partNote = (gradient: GradientSoFar | undefined, all: number): string =>
  gradient && !gradient.isComplete
    ? ` (${gradient.steps.length} of ${all})`
    : "";

/** A check is judged as soon as both of its sides are known. */
function knownChecks(
  { session, at }: ShownTrace,
  { settings }: TracedValuesContext,
  isShown: (statement: SourceRange) => boolean,
): Known[] {
  const { progress, drawn } = session.trace;
  const outcome = session.run.result;
  if (outcome?.kind !== "evaluated") return [];
  const isKnown = (node: NamedValue["node"] | undefined): boolean =>
    node !== undefined && progress.hasValue(node, at.step);
  return drawn.network.graph.checks.flatMap((check, index): Known[] => {
    const { source, left, right, text } = check;
    const result = outcome.checks[index];
    if (!isShown(source) || !isKnown(left) || !isKnown(right) || !result)
      return [];
    const style = { digits: settings.digits, isStale: false };
    const label = checkLabel(text, result, style);
    return label ? [{ statement: source, texts: [label.text] }] : [];
  });
}
