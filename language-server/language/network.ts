/** A network of its own: its statements as one graph, with an objective, bound where its inputs have values. */
import { bindGraph } from "../engine/bind.js";
import {
  type DimensionBindings,
  evaluateDimension,
  namesInDimension,
} from "../graph/dimension.js";
import type {
  DimensionBinding,
  Graph,
  GraphNode,
  NamedValue,
  SourceRange,
} from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import type { Network } from "../grammar/generated/ast.js";
import {
  type Collected,
  type Context,
  missesNames,
  report,
  type SourceUnit,
} from "./context.js";
import { GraphBuilder } from "./graph-builder.js";
import { lowerInstance, type Instance, type InstanceName } from "./instance.js";
import { sourceOf, sourceOfName } from "./source.js";
import { checkTrainings } from "./training.js";

export function lowerNetwork(
  network: Network,
  index: number,
  unit: SourceUnit,
  files: readonly string[],
  collected: Collected,
): LoweredNetwork {
  const builder = new GraphBuilder();
  const context: Context = {
    unit,
    collected,
    builder,
    scope: unit.scope,
    active: [network],
    network: index,
    seed: 0,
  };
  checkTrainings(network, context);
  const instance = lowerInstance(network, { keyPrefix: "" }, context);
  const objective = chooseObjective(
    network,
    instance,
    hasErrors(network, context) || isIncomplete(unit, collected),
    context,
  );
  const dimensions = dimensionsOf(instance);
  const bindings: DimensionBindings = new Map(
    dimensions.flatMap(({ name, size }) =>
      size === undefined ? [] : [[name, size] as const],
    ),
  );
  const isBound =
    instance.unfed.length === 0 && bindings.size === dimensions.length;
  if (isBound) bind(builder, bindings, dimensions, context);
  const graph: Graph = {
    network: network.name,
    files,
    ...builder.parts(),
    names: instance.names.map(namedValue),
    checks: instance.checks,
    dimensions,
    outputs: instance.outputs.flatMap(({ node }) =>
      node === undefined ? [] : [node],
    ),
    ...(objective && { objective }),
    seed: instance.seed,
    evaluable: isBound && !builder.lacksValues,
  };
  return {
    name: network.name,
    source: sourceOf(network, unit.file),
    nameSource: sourceOfName(network, unit.file),
    graph,
    parameterCount: countParameters(graph, bindings),
    shapes: new Map<string, Shape>(
      instance.names.map(({ name, node }) => [name, builder.shapeOf(node)]),
    ),
    ...(instance.training && { training: instance.training }),
  };
}

/** Whether something is missing that is no error of the network's own: what an import has, what is being read. */
const isIncomplete = (unit: SourceUnit, { requests }: Collected): boolean =>
  missesNames(unit) || requests.pending.length > 0;

/** Without the other spellings, which only the names of a program need. */
const namedValue = ({
  name,
  kind,
  node,
  trainable,
  isBias,
  source,
  statement,
  inner,
  declaration,
}: InstanceName): NamedValue => ({
  name,
  kind,
  node,
  trainable,
  isBias,
  source,
  statement,
  inner,
  ...(declaration && { declaration }),
});

function hasErrors(network: Network, { unit, collected }: Context): boolean {
  const { broken } = unit;
  if ([network, ...network.statements].some((part) => broken.has(part)))
    return true;
  const { start, end } = sourceOf(network, unit.file);
  return collected.problems.some(
    ({ severity, source }) =>
      severity === "error" &&
      source.file === unit.file &&
      source.start >= start &&
      source.end <= end,
  );
}

/** The loss; without one, the only scalar output. */
function chooseObjective(
  network: Network,
  instance: Instance,
  hasErrors: boolean,
  context: Context,
): Graph["objective"] {
  const { builder } = context;
  const { loss, outputs } = instance;
  const scalars = outputs.filter(
    ({ node }) => node !== undefined && builder.shapeOf(node).length === 0,
  );
  const chosen = loss ?? (scalars.length === 1 ? scalars[0] : undefined);
  if (!chosen) {
    if (!hasErrors) {
      const why =
        scalars.length > 1
          ? `there is no loss, and more than one scalar output (${scalars.map(({ name }) => `\`${name}\``).join(", ")})`
          : "there is neither a loss nor a scalar output";
      report(
        context,
        sourceOfName(network, context.unit.file),
        "no-objective",
        `\`${network.name}\` has values and no gradients: ${why}. Write \`loss L = …\` to say what gradients are of.`,
        { severity: "hint" },
      );
    }
    return undefined;
  }
  const { node, name } = chosen;
  if (node === undefined) return undefined;
  if (builder.isDerived(node)) {
    return report(
      context,
      chosen.place,
      "second-derivative",
      `The objective \`${name}\` depends on a derivative: ∂ may be used in checks, and in definitions that the objective does not depend on.`,
    );
  }
  return { node, name };
}

function dimensionsOf({ scope, sizes }: Instance): DimensionBinding[] {
  return scope.dimensions().map(({ name, source }) => {
    const bound = sizes.get(name);
    return bound
      ? { name, source, size: bound.size, boundBy: bound.boundBy }
      : { name, source };
  });
}

/** Gives every node its size; reports where the sizes do not fit, which leaves those nodes and what depends on them unbound. */
function bind(
  builder: GraphBuilder,
  bindings: DimensionBindings,
  dimensions: readonly DimensionBinding[],
  context: Context,
): void {
  for (const { node, mismatch } of bindGraph(builder.nodes, bindings)) {
    const place = builder.nodes[node];
    if (!place) continue;
    const sizes = dimensions
      .flatMap(({ name, size, boundBy }) =>
        size === undefined
          ? []
          : [
              `\`${name}\` is ${String(size)} by the value of \`${boundBy ?? ""}\``,
            ],
      )
      .join(", ");
    report(
      context,
      outermostCall(place, builder),
      mismatch.code ?? "shape-mismatch",
      `With the given data${sizes ? ` (${sizes})` : ""}: ${mismatch.mismatch}.`,
      { related: builder.origins(mismatch, place.operands) },
    );
  }
}

/** Where a node of a function or of a network used as a layer was called from; its own place otherwise. */
function outermostCall(node: GraphNode, builder: GraphBuilder): SourceRange {
  let place = node.source;
  for (
    let group = builder.groups[node.group];
    group;
    group = builder.groups[group.parent]
  ) {
    if (group.kind !== "layer" && group.kind !== "call") place = group.source;
  }
  return place;
}

function countParameters(
  { names, nodes }: Graph,
  bindings: DimensionBindings,
): number | undefined {
  let count = 0;
  for (const { node, trainable } of names) {
    if (!trainable) continue;
    const size = sizeOf(nodes[node]?.shape ?? []);
    // A count that depends on the data is no property of the network, though this run knows it.
    if (namesInDimension(size).length > 0) return undefined;
    count += evaluateDimension(size, bindings) ?? 0;
  }
  return count;
}
