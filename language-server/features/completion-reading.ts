/** What there is to read of an item that completion offers: documentation as in a hover, the value at the last evaluation. */
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import { callFormsOf } from "../completion/callables.js";
import { describeFunction } from "../presentation/function-description.js";
import { valueLabel } from "../presentation/labels.js";
import { spellSignature } from "../presentation/signature.js";
import type { ClientSettings } from "./client-settings.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { Traces } from "./traces.js";

/** What an item remembers of its offer. */
export interface ItemData {
  readonly uri: string;
  readonly offset: number;
  readonly value?: string;
  readonly callee?: string;
  readonly setting?: string;
  readonly summary?: string;
}

export interface ReadingContext {
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly summaries: Summaries;
  readonly settings: ClientSettings;
  readonly traces: Traces;
}

export interface Reading {
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

export async function readItem(
  data: ItemData | undefined,
  context: ReadingContext,
): Promise<Reading> {
  if (!data) return {};
  const { value, callee, summary } = data;
  const program = context.programs.current(data.uri);
  if (value !== undefined && program) {
    const detail = await lastValue(value, data.offset, program, context);
    return detail === undefined ? {} : { detail };
  }
  const documentation =
    callee === undefined ? undefined : documentationOf(callee, data, program);
  const text = documentation ?? summary;
  return text ? { documentation: text } : {};
}

/**
 * The text changes while a list is shown, and an item is read once: so the value says that it is the one of the last
 * evaluation, which stays true.
 */
async function lastValue(
  name: string,
  offset: number,
  program: OpenProgram,
  { evaluations, summaries, settings, traces }: ReadingContext,
): Promise<string | undefined> {
  const network = program.lowered.networks.findLast(
    ({ nameSource }) => nameSource.start <= offset,
  );
  if (!network || traces.shown(program.uri, network.name)) return undefined;
  const values = evaluations.valuesOf(program, network);
  const named = values?.network.graph.names.find((each) => each.name === name);
  if (!values || !named) return undefined;
  const [[summary], { digits }] = await Promise.all([
    summaries.read(values.run, [{ node: named.node, quantity: "value" }]),
    settings.of(program.uri),
  ]);
  if (!summary) return undefined;
  const { text } = valueLabel(name, summary, { digits, isStale: false }, true);
  return `${name} ${text} at the last evaluation`;
}

function documentationOf(
  callee: string,
  { setting }: ItemData,
  program: OpenProgram | undefined,
): string | undefined {
  const builtIn =
    setting === undefined ? describeFunction(callee, undefined) : undefined;
  if (builtIn !== undefined) return builtIn;
  const [form] = callFormsOf(
    callee,
    program?.lowered.definitions ?? [],
    setting,
  );
  if (!form) return undefined;
  const spelled = spellSignature(form.name, form.signature);
  return `\`\`\`nn\n${spelled}\n\`\`\`\n\n${form.summary}`;
}
