/** The steps of a pass in sections: one for each layer, and for what stands between two layers. */
import type { ModelGroup } from "../../graph/graph-model.js";
import { nameOfGroup } from "../../trace/group-boxes.js";
import type { NumberedStep, SectionContext } from "./context.js";
import { codeSpan, math } from "./markdown.js";

export interface Section {
  /** Absent where there is one section only. */
  readonly title?: string;
  readonly steps: readonly NumberedStep[];
}

const inLayers: ReadonlySet<ModelGroup["kind"]> = new Set([
  "layer",
  "network",
  "repeat",
] as const);

/** As many names as a title lists. */
const mostNames = 4;

export function sectionsByLayer(
  context: SectionContext,
  steps: readonly NumberedStep[],
): Section[] {
  const runs: {
    readonly layer?: ModelGroup;
    readonly steps: NumberedStep[];
  }[] = [];
  for (const step of steps) {
    const layer = layerOf(context, step);
    const last = runs.at(-1);
    if (last && last.layer?.id === layer?.id) last.steps.push(step);
    else runs.push({ ...(layer && { layer }), steps: [step] });
  }
  if (runs.length < 2) return [{ steps }];
  return runs.map(({ layer, steps: inside }) => ({
    title: layer ? codeSpan(nameOfGroup(layer)) : namesOf(context, inside),
    steps: inside,
  }));
}

/** The outermost layer that the step belongs to. */
function layerOf(
  { trace }: SectionContext,
  { group }: NumberedStep,
): ModelGroup | undefined {
  const { groups } = trace.steps;
  const outermost = groups.path(group).at(-1);
  const found = outermost === undefined ? undefined : groups.group(outermost);
  return found && inLayers.has(found.kind) ? found : undefined;
}

function namesOf(
  { names }: SectionContext,
  steps: readonly NumberedStep[],
): string {
  const formulas = steps.map(({ node }) => math(names.formula(node)));
  const distinct = [...new Set(formulas)];
  const listed = distinct.slice(0, mostNames).join(", ");
  return distinct.length > mostNames ? `${listed}, …` : listed;
}
