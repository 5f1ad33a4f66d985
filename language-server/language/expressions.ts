/** Expressions: each becomes a node of the graph, or is reported and becomes nothing. */
import type { Operand } from "../ops/composite.js";
import {
  type Binary,
  type Expression,
  type Pipe,
  type Reference,
  isBinary,
  isPipe,
  isPostfix,
} from "../grammar/generated/ast.js";
import { lowerCall } from "./calls.js";
import { constantValue, foldNode } from "./constants.js";
import {
  addConstant,
  applyOperation,
  type Context,
  missesNames,
  noteOccurrence,
  report,
} from "./context.js";
import { parseNumber, readDenseLiteral } from "./dense-literal.js";
import { lowerArray, signedNumber } from "./literals.js";
import { spelledColumn } from "./dataset-reading.js";
import { lowerPartial } from "./derivatives.js";
import { lowerPostfix } from "./postfix.js";
import { valueAdvice } from "./familiar-spellings.js";
import { offerName } from "./nearest-name.js";
import { builtInConstants, type ValueEntity } from "./scope.js";
import { sourceOf, excerptOf } from "./source.js";
import { resolveFunction } from "../ops/registry.js";

/** The operation behind each operator. */
const operators: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "subtract",
  "−": "subtract",
  "*": "multiply",
  "·": "multiply",
  "×": "multiply",
  "/": "divide",
  "@": "matmul",
  "^": "power",
  "==": "equal",
  "!=": "not_equal",
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
};

/** The node that computes an expression; `undefined` where it, or a part of it, has an error, which is reported. */
export function lowerExpression(
  expression: Expression | undefined,
  context: Context,
): Operand {
  if (!expression) return undefined;
  const { effort } = context.collected;
  const tooDeep = effort.enter();
  try {
    if (tooDeep !== undefined)
      return report(context, expression, "over-budget", tooDeep);
    return effort.isExhausted
      ? undefined
      : lowerPresentExpression(expression, context);
  } finally {
    effort.leave();
  }
}

function lowerPresentExpression(
  expression: Expression,
  context: Context,
): Operand {
  if (isBinary(expression) || isPipe(expression))
    return lowerSpine(expression, context);
  if (isPostfix(expression)) return lowerPostfix(expression, context);
  switch (expression.$type) {
    case "NumberLiteral":
      return addConstant(context, parseNumber(expression.text), expression);
    case "DenseLiteral":
      return addConstant(
        context,
        readDenseLiteral(expression.text),
        expression,
      );
    case "ArrayLiteral":
      return lowerArray(expression, context);
    case "Reference":
      return lowerReference(expression, context);
    case "Call":
      return lowerCall(
        expression.function,
        expression.arguments,
        expression,
        context,
      );
    case "Partial":
      return lowerPartial(expression, [], context);
    case "Negation": {
      const number = signedNumber(expression);
      if (number !== undefined) return addConstant(context, number, expression);
      const operand = lowerExpression(expression.operand, context);
      return applyOperation(context, "negate", [operand], {}, expression);
    }
    case "TextLiteral":
      return report(
        context,
        expression,
        "not-a-value",
        `The string ${excerptOf(expression)} is not a value: strings stand only as arguments, such as \`mode: "edge"\`.`,
      );
    case "SwitchLiteral":
      return report(
        context,
        expression,
        "not-a-value",
        `\`${expression.text}\` is a switch for arguments, such as \`bias: false\`, not a value. Write 1 or 0 for a number.`,
      );
  }
}

/** Chains like `a + b + c` or `x |> f |> g` lean to the left as far as they are long: walked down, then built up. */
function lowerSpine(top: Binary | Pipe, context: Context): Operand {
  const chain: (Binary | Pipe)[] = [];
  let innermost: Expression | undefined = top;
  while (isBinary(innermost) || isPipe(innermost)) {
    chain.push(innermost);
    innermost = isPipe(innermost) ? innermost.input : innermost.left;
  }
  let result = lowerExpression(innermost, context);
  for (const link of chain.reverse()) {
    result = isPipe(link)
      ? lowerStage(link, result, context)
      : lowerBinary(link, result, context);
  }
  return result;
}

function lowerBinary(binary: Binary, left: Operand, context: Context): Operand {
  const right = lowerExpression(binary.right, context);
  const operation = operators[binary.operator];
  return operation
    ? applyOperation(context, operation, [left, right], {}, binary)
    : undefined;
}

function lowerStage(pipe: Pipe, input: Operand, context: Context): Operand {
  const stage = pipe.stage as Pipe["stage"] | undefined;
  if (!stage?.function) return undefined;
  return lowerCall(
    stage.function,
    [{ piped: input, value: pipe.input }, ...stage.arguments],
    pipe,
    context,
    stage,
  );
}

function lowerReference(reference: Reference, context: Context): Operand {
  const { name } = reference;
  const entity = context.scope.lookUp(name);
  if (!entity) {
    const number = builtInConstants.get(name);
    if (number === undefined) return reportUndefined(reference, context);
    const source = sourceOf(reference, context.unit.file);
    noteOccurrence(context, { source, kind: "builtin", name });
    return addConstant(context, number, reference, name);
  }
  const node = nodeOf(entity, reference, context);
  noteOccurrence(context, {
    source: sourceOf(reference, context.unit.file),
    declaration: entity.source,
    kind: entity.kind,
    name,
    ...(entity.kind === "value" && node !== undefined && { node }),
  });
  return node;
}

function nodeOf(
  entity: ValueEntity,
  reference: Reference,
  context: Context,
): Operand {
  const { name } = reference;
  switch (entity.kind) {
    case "value":
      if (context.constantsFor) return reportNotConstant(reference, context);
      return entity.outputs
        ? report(
            context,
            reference,
            "several-outputs",
            `\`${name}\` has several outputs: choose one, ${entity.outputs.map((output) => `\`${name}.${output}\``).join(" or ")}.`,
            { data: { outputs: entity.outputs } },
          )
        : entity.node;
    case "argument":
      return context.argumentBuilder
        ? argumentAsConstant(entity.node, reference, context)
        : entity.node;
    case "hyperparameter":
      return (
        entity.value && addConstant(context, entity.value, reference, name)
      );
    case "constant": {
      const { declaration, unit } = entity;
      const value = constantValue(declaration, unit, context, reference);
      return value && addConstant(context, value, reference, name);
    }
    case "dimension":
      if (typeof entity.dimension === "number")
        return addConstant(context, entity.dimension, reference, name);
      return context.constantsFor
        ? reportNotConstant(
            reference,
            context,
            "is a dimension, whose size is known only from the data",
          )
        : applyOperation(
            context,
            "dimension",
            [],
            { dimension: entity.dimension },
            reference,
          );
    case "dataset":
      return report(
        context,
        reference,
        "not-a-value",
        `\`${name}\` is a dataset: choose columns, as in \`${name}[${spelledColumn(entity.declaration.inputs[0]?.name)}]\`, or \`${name}.inputs\`, \`${name}.targets\`.`,
      );
  }
}

/** Inside a function, an argument may be used as a constant where it was given one. */
function argumentAsConstant(
  node: Operand,
  reference: Reference,
  context: Context,
): Operand {
  const { argumentBuilder } = context;
  if (node === undefined || !argumentBuilder) return undefined;
  if (argumentBuilder.varies(node))
    return reportNotConstant(
      reference,
      context,
      "is given a value of the network here",
    );
  const value = foldNode(argumentBuilder, node, context, reference);
  return value && addConstant(context, value, reference);
}

function reportNotConstant(
  reference: Reference,
  context: Context,
  what = "is a value of the network",
): undefined {
  return report(
    context,
    reference,
    "not-constant",
    `Expected a constant for ${context.constantsFor ?? "this"}: literals, constants, hyperparameters, datasets and functions of these. \`${reference.name}\` ${what}.`,
  );
}

export function reportUndefined(
  reference: Reference,
  context: Context,
): undefined {
  const { name } = reference;
  if (!name) return undefined;
  if (context.below?.has(name)) {
    if (context.constantsFor) return reportNotConstant(reference, context);
    return report(
      context,
      reference,
      "undefined-name",
      `\`${name}\` is defined further down: a statement sees the names above it. Move its definition up.`,
    );
  }
  if (context.unit.callables.has(name) || resolveFunction(name, 1)) {
    return report(
      context,
      reference,
      "undefined-name",
      `\`${name}\` is a function, not a value: call it, \`${name}(…)\`, or pipe into it, \`… |> ${name}\`.`,
    );
  }
  if (builtInConstants.has(name)) {
    return report(
      context,
      reference,
      "invalid-derivative",
      `\`${name}\` is a constant, not a value of the network: derivatives are by inputs, parameters and defined values.`,
    );
  }
  if (missesNames(context.unit)) return undefined;
  const advice = valueAdvice(name, context.scope);
  const nearest = advice
    ? undefined
    : offerName(
        name,
        () => [...context.scope.names(), ...builtInConstants.keys()],
        context,
      );
  const offer = advice ?? (nearest && `Did you mean \`${nearest}\`?`);
  return report(
    context,
    reference,
    "undefined-name",
    `There is no value named \`${name}\` here.${offer ? ` ${offer}` : ""}`,
    nearest ? { data: { nearest } } : {},
  );
}
