/** The statements that define a name: inputs, weights, biases, layers, definitions, outputs, the loss. */
import type { Operand } from "../ops/composite.js";
import {
  type Shape,
  formatShape,
  shapesProvablyDiffer,
} from "../graph/shape.js";
import type { NodeId } from "../graph/graph.js";
import {
  type Bias,
  type Declaration,
  type Definition,
  type Layer,
  type Loss,
  type Output,
  type Weight,
  isCall,
} from "../grammar/generated/ast.js";
import {
  addConstant,
  applyOperation,
  type Context,
  noteOccurrence,
  report,
} from "./context.js";
import { lowerShape } from "./dimensions.js";
import { lowerExpression } from "./expressions.js";
import { isInitialiserCall, lowerInitialiser } from "./initialisers.js";
import { lowerInput } from "./inputs.js";
import { defineName, type InstanceState } from "./instance.js";
import { fillParameter, loadParameter } from "./layer-calls.js";
import { LayerStatement } from "./layer-statement.js";
import { isLoadCall } from "./load.js";
import { excerptOf, sourceOf, sourceOfName } from "./source.js";

export function lowerDeclaration(
  statement: Declaration,
  state: InstanceState,
  context: Context,
): void {
  switch (statement.$type) {
    case "Input":
      lowerInput(statement, state, context);
      return;
    case "Weight":
    case "Bias":
      lowerParameter(statement, state, context);
      return;
    case "Output":
      lowerOutput(statement, state, context);
      return;
    default:
      lowerDefinition(statement, state, context);
  }
}

/** `weight w: [3, 4] = 0.1`: a trainable tensor under its own name. */
function lowerParameter(
  statement: Weight | Bias,
  state: InstanceState,
  context: Context,
): void {
  // Without a name it is what the parser made of the word behind an error: `dense(x, 2).weight`.
  if (!statement.name) return;
  const kind = statement.$type === "Weight" ? "weight" : "bias";
  const shape = statement.shape && lowerShape(statement.shape, context);
  const node =
    statement.shape && !shape
      ? undefined
      : parameterNode(statement, shape, state, context);
  defineName(statement.name, kind, node, statement, state, context);
}

function parameterNode(
  statement: Weight | Bias,
  shape: Shape | undefined,
  { given }: InstanceState,
  context: Context,
): Operand {
  if (context.unit.broken.has(statement)) {
    return brokenParameter(statement, shape, context);
  }
  const { value, name } = statement;
  const isWeight = statement.$type === "Weight";
  const key = `${given.keyPrefix}${name}`;
  const place = value ?? statement;
  if (isCall(value) && isLoadCall(value))
    return loadParameter(value, shape, context);
  if (!value || (isCall(value) && isInitialiserCall(value, context))) {
    if (!shape) {
      return report(
        context,
        statement,
        "missing-shape",
        `\`${name}\` needs a shape${value ? "" : " or a value"}: \`${isWeight ? "weight" : "bias"} ${name}: [3, 4]\`.`,
      );
    }
    const filled = isCall(value)
      ? lowerInitialiser(value, shape, key, context)
      : isWeight
        ? applyOperation(
            context,
            "initialise",
            [],
            {
              initialiser: "glorot_uniform",
              values: [],
              key,
              seed: context.seed,
              shape,
            },
            statement,
          )
        : addConstant(context, 0, statement);
    return fillParameter(filled, shape, place, context);
  }
  const constant = lowerExpression(value, {
    ...context,
    constantsFor: `the value of a ${isWeight ? "weight" : "bias"}`,
  });
  if (constant === undefined) return undefined;
  return fillParameter(
    constant,
    shape ?? context.builder.shapeOf(constant),
    place,
    context,
  );
}

/** A parameter whose value does not parse: its shape still checks what uses it, and nothing is evaluated. */
function brokenParameter(
  statement: Weight | Bias,
  shape: Shape | undefined,
  context: Context,
): Operand {
  context.builder.lacksValues = true;
  return (
    shape && applyOperation(context, "parameter", [], { shape }, statement)
  );
}

function lowerDefinition(
  statement: Layer | Definition | Loss,
  state: InstanceState,
  context: Context,
): void {
  const kind = kinds[statement.$type];
  const { node, layer } = definedValue(statement, state, context);
  const several =
    layer.severalOutputs?.place === statement.value
      ? layer.severalOutputs
      : undefined;
  defineName(
    statement.name,
    kind,
    node,
    statement,
    state,
    context,
    several?.names,
  );
  listMembers(layer, statement, state, context);
  if (statement.$type === "Layer" && node !== undefined && !layer.callsLayers) {
    report(
      context,
      statement,
      "layer-without-parameters",
      `\`${statement.name}\` calls no layer and owns no parameters: \`layer\` can be left out.`,
      { severity: "hint" },
    );
  }
  if (statement.$type !== "Loss") return;
  if (state.instance.loss) {
    report(
      context,
      statement,
      "duplicate-loss",
      "A network has at most one loss. Make this one a definition, or add the two up.",
      {
        related: [
          {
            message: "the first loss is here",
            source: sourceOf(state.instance.loss.place, context.unit.file),
          },
        ],
      },
    );
    return;
  }
  const shape = node === undefined ? [] : context.builder.shapeOf(node);
  if (shape.length > 0) {
    report(
      context,
      statement,
      "loss-not-scalar",
      `A loss is a scalar, \`${statement.name}\` has shape ${formatShape(shape)}. Take its mean or its sum.`,
    );
  }
  state.instance.loss = {
    name: statement.name,
    node: shape.length > 0 ? undefined : node,
    place: statement,
  };
}

const kinds = {
  Layer: "layer",
  Definition: "definition",
  Loss: "loss",
} as const;

/** `output f = …` defines an output, `output f` marks a name above as one. */
function lowerOutput(
  statement: Output,
  state: InstanceState,
  context: Context,
): void {
  const { name, value } = statement;
  if (value) {
    const { node, layer } = definedValue(statement, state, context);
    if (defineName(name, "output", node, statement, state, context))
      state.instance.outputs.push({ name, node, place: statement });
    listMembers(layer, statement, state, context);
    return;
  }
  const entity = state.scope.ownEntity(name);
  if (entity?.kind !== "value") {
    if (name)
      report(
        context,
        statement,
        "undefined-name",
        `There is no value named \`${name}\` above to mark as an output. Define it first, or write \`output ${name} = …\`.`,
      );
    return;
  }
  noteOccurrence(context, {
    source: sourceOfName(statement, context.unit.file),
    declaration: entity.source,
    kind: "value",
    name,
    ...(entity.node !== undefined && { node: entity.node }),
  });
  if (state.instance.outputs.some((output) => output.name === name)) {
    report(
      context,
      statement,
      "duplicate-name",
      `\`${name}\` is already an output.`,
      { severity: "warning" },
    );
    return;
  }
  checkAnnotation(statement, entity.node, context);
  state.instance.outputs.push({ name, node: entity.node, place: statement });
}

function definedValue(
  statement: Layer | Definition | Loss | Output,
  { given }: InstanceState,
  context: Context,
): { node: Operand; layer: LayerStatement } {
  const source = sourceOf(statement, context.unit.file);
  const layer = new LayerStatement(
    statement.name,
    given.keyPrefix,
    statement.$type === "Layer" ? "layer" : "definition",
    source.start,
  );
  const inner: Context = { ...context, statement: layer };
  const first = context.builder.nodes.length;
  const lower = () => lowerExpression(statement.value, inner);
  const value =
    statement.$type === "Layer"
      ? context.builder.within(
          {
            kind: "layer",
            label: statement.name,
            source,
            path: `${given.keyPrefix}${statement.name}`,
          },
          lower,
        )
      : lower();
  const several = layer.severalOutputs;
  if (several && several.place !== statement.value) {
    report(
      context,
      several.place,
      "several-outputs",
      `This network has several outputs: give it a \`layer\` of its own and choose one, ${several.names.map((name) => `\`.${name}\``).join(" or ")}.`,
    );
  }
  const node = context.unit.broken.has(statement)
    ? undefined
    : ownNode(value, first, statement, context);
  checkAnnotation(statement, node, context);
  return { node, layer };
}

/** A name has a node of its own, so that its gradient is that of its own uses: `q = x` is not another word for x. */
function ownNode(
  value: Operand,
  firstNew: NodeId,
  statement: Declaration,
  context: Context,
): Operand {
  if (value === undefined) return undefined;
  const isOwn = value >= firstNew && !context.builder.isLabelled(value);
  return isOwn
    ? value
    : applyOperation(
        context,
        "identity",
        [value],
        {},
        statement.value ?? statement,
      );
}

function checkAnnotation(
  statement: Declaration,
  node: Operand,
  context: Context,
): void {
  const annotated = statement.shape && lowerShape(statement.shape, context);
  if (!annotated || node === undefined) return;
  const found = context.builder.shapeOf(node);
  const { value } = statement;
  if (shapesProvablyDiffer(annotated, found)) {
    report(
      context,
      statement.shape ?? statement,
      "shape-mismatch",
      `\`${statement.name}\` is annotated ${formatShape(annotated)}, its value ${value ? `\`${excerptOf(value)}\` ` : ""}has shape ${formatShape(found)}.`,
      { data: { found: formatShape(found) } },
    );
  }
}

function listMembers(
  layer: LayerStatement,
  statement: Declaration,
  { instance, paths }: InstanceState,
  context: Context,
): void {
  const source = sourceOf(statement, context.unit.file);
  for (const member of layer.named()) {
    for (const spelling of [member.name, ...member.aliases]) {
      if (!paths.has(spelling)) paths.set(spelling, member.node);
    }
    context.builder.setLabel(member.node, member.name);
    instance.names.push({ ...member, statement: source });
  }
}
