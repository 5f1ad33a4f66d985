/** `repeat`: a network chained with itself, each instance with parameters of its own. */
import type { AstNode } from "langium";
import type { NodeId } from "../graph/graph.js";
import type { Operand } from "../ops/composite.js";
import { type Argument, isReference } from "../grammar/generated/ast.js";
import { noteArgumentNames } from "./argument-names.js";
import {
  type Actual,
  bindArguments,
  type BoundArguments,
} from "./arguments.js";
import { foldWhole } from "./constants.js";
import {
  type Context,
  missesNames,
  noteOccurrence,
  report,
} from "./context.js";
import { networkCall } from "./effort.js";
import { lowerExpression } from "./expressions.js";
import { statementForLayer } from "./layer-calls.js";
import type { LayerStatement, Member } from "./layer-statement.js";
import {
  expand,
  hyperparameterSignature,
  inputNames,
  membersOf,
  type NetworkEntity,
} from "./network-calls.js";
import { sourceOf } from "./source.js";

const mostRepetitions = 10_000;

/** `repeat(x, 12, Block, width: 768)`: a chain of instances, each with parameters of its own. */
export function lowerRepeat(
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const statement = statementForLayer("repeat", place, context);
  if (!statement) return undefined;
  const positional = actuals.filter(
    (actual) => "piped" in actual || !actual.name,
  );
  const [first, times, block] = positional;
  if (
    !first ||
    !times ||
    !block ||
    positional.length !== 3 ||
    "piped" in times ||
    "piped" in block
  ) {
    return report(
      context,
      place,
      "missing-argument",
      "`repeat` takes a value, how often, and a network: repeat(x, 12, Block, width: 768).",
    );
  }
  const entity = isReference(block.value)
    ? context.unit.callables.get(block.value.name)
    : undefined;
  if (entity?.kind !== "network") {
    if (!entity && missesNames(context.unit)) return undefined;
    return report(
      context,
      block,
      "undefined-function",
      "Expected the name of a network as the third argument of `repeat`.",
    );
  }
  noteOccurrence(context, {
    source: sourceOf(block.value, context.unit.file),
    declaration: entity.source,
    kind: "network",
    name: entity.declaration.name,
  });
  noteArgumentNames(entity, actuals, context);
  const start =
    "piped" in first ? first.piped : lowerExpression(first.value, context);
  const count = foldWhole(times.value, context, "how often `repeat` goes");
  if (count === undefined) return undefined;
  if (count < 1 || count > mostRepetitions) {
    return report(
      context,
      times,
      "invalid-argument",
      `\`repeat\` goes 1 to ${mostRepetitions.toLocaleString("en")} times, not ${String(count)}.`,
    );
  }
  const inputs = inputNames(entity.declaration);
  if (inputs.length !== 1) {
    return report(
      context,
      block,
      "invalid-argument",
      `\`repeat\` chains networks of one input, \`${entity.declaration.name}\` has ${String(inputs.length)}.`,
    );
  }
  const named = bindArguments(
    {
      name: entity.declaration.name,
      signature: hyperparameterSignature(entity.declaration),
    },
    actuals.filter((actual) => !("piped" in actual) && actual.name),
    place,
    context,
  );
  if (!named || start === undefined) return undefined;
  if (context.active.includes(entity.declaration)) return undefined;
  const { effort } = context.collected;
  const tooMany = effort.call(networkCall * count);
  if (tooMany !== undefined)
    return report(context, place, "over-budget", tooMany);
  if (effort.isExhausted) return undefined;
  return chain(
    entity,
    start,
    count,
    named.attributes,
    { place, block, statement },
    context,
  );
}

/** Where a `repeat` stands in the program. */
interface Repetition {
  readonly place: AstNode;
  /** The argument that names the network. */
  readonly block: Argument;
  readonly statement: LayerStatement;
}

function chain(
  entity: NetworkEntity,
  start: NodeId,
  count: number,
  hyperparameters: BoundArguments["attributes"],
  { place, block, statement }: Repetition,
  context: Context,
): Operand {
  const key = statement.nextCallKey();
  const members: Member[] = [];
  let value: Operand = start;
  context.builder.within(
    {
      kind: "repeat",
      label: `${entity.declaration.name} × ${String(count)}`,
      source: sourceOf(place, context.unit.file),
      path: key,
    },
    () => {
      for (let k = 0; k < count && value !== undefined; k++) {
        const instance = expand(
          entity,
          [value],
          hyperparameters,
          `${key}[${String(k)}]`,
          place,
          context,
        );
        members.push(...membersOf(instance, `[${String(k)}].`, place, context));
        if (instance.outputs.length !== 1) {
          value = report(
            context,
            block,
            "invalid-argument",
            `\`repeat\` chains networks of one output, \`${entity.declaration.name}\` has ${String(instance.outputs.length)}.`,
          );
          break;
        }
        value = instance.outputs[0]?.node;
      }
    },
  );
  statement.addCall(members);
  return value;
}
