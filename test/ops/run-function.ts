/**
 * Runs anything that can be called, composites and layers included, with a builder that evaluates at once and
 * remembers what it did for the reverse pass.
 */
import type {
  Attributes,
  AttributeValue,
  NodeId,
} from "../../language-server/graph/graph.js";
import type { BoundShape } from "../../language-server/graph/shape.js";
import type {
  Builder,
  LayerFunction,
  Operand,
} from "../../language-server/ops/composite.js";
import type { FormalArgument } from "../../language-server/ops/operation.js";
import {
  type Callable,
  operations,
} from "../../language-server/ops/registry.js";
import {
  hasGradient,
  Refused,
  type Run,
  runBackward,
  runForward,
  type Tensor,
  tensor,
} from "./run-operation.js";

/** A value, and how it was made where it was. */
interface Node {
  readonly value: Tensor;
  readonly run?: Run;
  readonly operands: readonly NodeId[];
}

export interface FunctionRun {
  readonly output: Tensor;
  /** Gradients of Σ upstream · output by the operands, then by the parameters in order; absent where none flows. */
  readonly gradients: (upstream: Float64Array) => (Float64Array | undefined)[];
}

/** Calls a function on operands and, for a layer, parameters. Throws `Refused` where a record refuses. */
export function runFunction(
  callable: Callable,
  operands: readonly Tensor[],
  given: Attributes,
  parameters: ReadonlyMap<string, Tensor> = new Map(),
  training = true,
): FunctionRun {
  const attributes = withDefaults(callable.signature, given);
  const nodes: Node[] = [...operands, ...parameters.values()].map((value) => ({
    value,
    operands: [],
  }));
  const builder = eagerBuilder(nodes, training);
  const ids = [...operands.keys()];
  const names = [...parameters.keys()];
  const result =
    "kind" in callable
      ? callable.kind === "layer"
        ? callable.build(
            builder,
            ids,
            new Map(names.map((name, i) => [name, operands.length + i])),
            attributes,
          )
        : callable.build(builder, ids, attributes)
      : builder.apply(callable.name, ids, attributes);
  if (result === undefined) throw new Refused("nothing was built");
  const output = nodes[result]?.value ?? tensor([], []);
  return {
    output,
    gradients: (upstream) =>
      reversePass(nodes, result, upstream).slice(
        0,
        operands.length + parameters.size,
      ),
  };
}

/** The parameters that a layer call owns, with their shapes in numbers. */
export function ownedParameters(
  layer: LayerFunction,
  operands: readonly BoundShape[],
  given: Attributes,
): ReadonlyMap<string, BoundShape> {
  const owned = layer.parameters(
    operands,
    withDefaults(layer.signature, given),
  );
  if ("mismatch" in owned) throw new Refused(owned.mismatch);
  return new Map(owned.map(({ name, shape }) => [name, shape as BoundShape]));
}

/** The attributes of a call, with the signature's defaults for what is left out. */
export function withDefaults(
  signature: readonly FormalArgument[],
  given: Attributes,
): Attributes {
  const attributes: Record<string, AttributeValue> = {};
  for (const { name, kind, default: standard } of signature)
    if (kind !== "tensor" && kind !== "tensors" && kind !== "ids")
      attributes[name] = standard;
  return { ...attributes, ...given };
}

function eagerBuilder(nodes: Node[], training: boolean): Builder {
  return {
    apply(name, operands, attributes = {}): Operand {
      const operation = operations.get(name);
      if (!operation) throw new Error(`There is no operation ${name}`);
      const ids = operands.filter((operand) => operand !== undefined);
      if (ids.length < operands.length) return undefined;
      const inputs = ids.flatMap((id) => nodes[id]?.value ?? []);
      const run = runForward(
        operation,
        inputs,
        withDefaults(operation.signature, attributes),
        training,
      );
      return nodes.push({ value: run.output, run, operands: ids }) - 1;
    },
    constant: (value) =>
      nodes.push({ value: tensor([], [value]), operands: [] }) - 1,
    shapeOf: (node) => nodes[node]?.value.shape ?? [],
    refuse({ mismatch }) {
      throw new Refused(mismatch);
    },
  };
}

function reversePass(
  nodes: readonly Node[],
  result: NodeId,
  upstream: Float64Array,
): (Float64Array | undefined)[] {
  const gradients: (Float64Array | undefined)[] = nodes.map(() => undefined);
  gradients[result] = upstream;
  for (let id = nodes.length - 1; id >= 0; id--) {
    const { run, operands = [] } = nodes[id] ?? {};
    const above = gradients[id];
    if (!run || !above) continue;
    for (const [operand, from] of operands.entries()) {
      if (!hasGradient(run.operation, operand)) continue;
      const contribution = runBackward(run, above, operand);
      const before = gradients[from];
      gradients[from] = before
        ? before.map((value, i) => value + (contribution[i] ?? 0))
        : contribution;
    }
  }
  return gradients;
}
