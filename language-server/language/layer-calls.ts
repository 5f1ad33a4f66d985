/** Calls of layers that own parameters: which they own, what fills them, and the operations that they are made of. */
import type { AstNode } from "langium";
import type { NodeId } from "../graph/graph.js";
import {
  type Shape,
  formatShape,
  shapesProvablyDiffer,
} from "../graph/shape.js";
import type {
  LayerFunction,
  Operand,
  OwnedParameter,
} from "../ops/composite.js";
import {
  type Call,
  type Expression,
  isCall,
  isSwitchLiteral,
} from "../grammar/generated/ast.js";
import {
  type Actual,
  bindArguments,
  type BoundArguments,
  type GivenParameter,
} from "./arguments.js";
import {
  addConstant,
  applyOperation,
  builderAt,
  type Context,
  report,
  reportMismatch,
} from "./context.js";
import { lowerInitialiser, isInitialiserCall } from "./initialisers.js";
import { isLoadCall, lowerLoad } from "./load.js";
import type { LayerStatement, Member } from "./layer-statement.js";
import { sourceOf } from "./source.js";

/** The statement that a call of a layer or a network belongs to; reports where it has no place. */
export function statementForLayer(
  name: string,
  place: AstNode,
  context: Context,
): LayerStatement | undefined {
  const { statement, inFunction, constantsFor } = context;
  if (inFunction || constantsFor || !statement) {
    return report(
      context,
      place,
      "misplaced-layer",
      `\`${name}\` owns parameters and has no place ${inFunction ? "in a function" : constantsFor ? `in ${constantsFor}` : "here"}: call it in a \`layer\` of a network.`,
    );
  }
  if (statement.kind === "check") {
    return report(
      context,
      place,
      "misplaced-layer",
      `\`${name}\` owns parameters and has no place in a check: call it in a \`layer\` above, and check that.`,
    );
  }
  if (statement.kind === "definition") {
    report(
      context,
      place,
      "missing-layer",
      `\`${name}\` owns parameters: write \`layer ${statement.name} = …\`.`,
      { data: { name: statement.name, statement: statement.start } },
    );
  }
  return statement;
}

export function lowerLayerCall(
  record: LayerFunction,
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const statement = statementForLayer(record.name, place, context);
  if (!statement) return undefined;
  const bound = bindArguments(record, actuals, place, context);
  if (!bound) return undefined;
  const operands = bound.operands.filter((operand) => operand !== undefined);
  const key = statement.nextCallKey();
  if (operands.length < bound.operands.length) return undefined;
  const { builder, unit } = context;
  const owned = record.parameters(
    operands.map((operand) => builder.shapeOf(operand)),
    bound.attributes,
  );
  if ("mismatch" in owned)
    return reportMismatch(context, owned, operands, place);
  const source = sourceOf(place, unit.file);
  return builder.within(
    {
      kind: "call",
      label: record.name,
      source,
      path: key,
      attributes: bound.attributes,
    },
    () => {
      const members: Member[] = [];
      const parameters = new Map<string, Operand>();
      for (const parameter of owned) {
        const given = bound.parameters.get(parameter.name);
        const made = makeParameter(
          parameter,
          given,
          `${key}.${parameter.name}`,
          place,
          context,
        );
        parameters.set(parameter.name, made?.node);
        if (made?.owned && made.node !== undefined)
          members.push(memberOf(parameter, made.node, source));
      }
      reportAbsent(record, owned, bound.parameters, context);
      statement.addCall(members);
      return record.build(
        builderAt(context, place),
        operands,
        parameters,
        bound.attributes,
      );
    },
  );
}

const memberOf = (
  { name, isBias }: OwnedParameter,
  node: NodeId,
  source: Member["source"],
): Member => ({
  suffix: `.${name}`,
  kind: "parameter",
  node,
  trainable: true,
  isBias,
  source,
  inner: false,
});

/** Parameters that are set although the call's switches leave them out. */
function reportAbsent(
  record: LayerFunction,
  owned: readonly OwnedParameter[],
  given: BoundArguments["parameters"],
  context: Context,
): void {
  for (const [name, { value }] of given) {
    if (!owned.some((parameter) => parameter.name === name)) {
      report(
        context,
        value,
        "invalid-argument",
        `This call of \`${record.name}\` has no parameter \`${name}\` to set.`,
      );
    }
  }
}

interface MadeParameter {
  readonly node: Operand;
  readonly owned: boolean;
}

function makeParameter(
  parameter: OwnedParameter,
  given: GivenParameter | undefined,
  key: string,
  place: AstNode,
  context: Context,
): MadeParameter | undefined {
  const { shape, initialiser } = parameter;
  if (!given) {
    const value =
      typeof initialiser === "number"
        ? addConstant(context, initialiser, place)
        : applyOperation(
            context,
            "initialise",
            [],
            {
              initialiser: initialiser.name,
              values: initialiser.values,
              key,
              seed: context.seed,
              shape,
            },
            place,
          );
    return { node: fillParameter(value, shape, place, context), owned: true };
  }
  const { value } = given;
  if (isSwitchLiteral(value)) {
    return report(
      context,
      value,
      "invalid-argument",
      `The parameter \`${parameter.name}\` cannot be switched ${value.text === "true" ? "on" : "off"}: give it a number, an array or an initialiser.`,
    );
  }
  if (isCall(value) && isInitialiserCall(value, context)) {
    if (isLoadCall(value))
      return { node: loadParameter(value, shape, context), owned: true };
    const drawn = lowerInitialiser(value, shape, key, context);
    return { node: fillParameter(drawn, shape, value, context), owned: true };
  }
  const { node } = given;
  if (node === undefined) return undefined;
  return context.builder.varies(node)
    ? { node: useAsParameter(node, parameter, value, context), owned: false }
    : { node: fillParameter(node, shape, value, context), owned: true };
}

/** A tensor of the network in a parameter's place must have the parameter's shape. */
function useAsParameter(
  value: NodeId,
  { name, shape }: OwnedParameter,
  given: Expression,
  context: Context,
): Operand {
  const found = context.builder.shapeOf(value);
  return shapesProvablyDiffer(found, shape)
    ? report(
        context,
        given,
        "shape-mismatch",
        `The parameter \`${name}\` has shape ${formatShape(shape)} here, this tensor has ${formatShape(found)}.`,
      )
    : value;
}

/** A trainable tensor from a file. Where it cannot be had, or not yet, its shape still checks what uses it. */
export function loadParameter(
  call: Call,
  shape: Shape | undefined,
  context: Context,
): Operand {
  const loaded = lowerLoad(call, context, shape);
  const known = shape ?? loaded?.shape;
  if (!known) return undefined;
  return loaded?.node === undefined
    ? applyOperation(context, "parameter", [], { shape: known }, call)
    : fillParameter(loaded.node, known, call, context);
}

/** A trainable tensor of the shape: a scalar fills it, anything else has that very shape. */
export function fillParameter(
  value: Operand,
  shape: Shape,
  place: AstNode,
  context: Context,
): Operand {
  if (value === undefined) return undefined;
  const found = context.builder.shapeOf(value);
  if (found.length > 0 && shapesProvablyDiffer(found, shape)) {
    return report(
      context,
      place,
      "shape-mismatch",
      `Expected a number or an array of shape ${formatShape(shape)}, found shape ${formatShape(found)}.`,
      { data: { given: formatShape(found) } },
    );
  }
  return applyOperation(context, "parameter", [value], { shape }, place);
}
