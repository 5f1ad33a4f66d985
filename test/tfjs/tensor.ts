/** Tensors as TensorFlow.js's tests know them: a node of the recording, with TensorFlow.js's methods. */
import type { Attributes, NodeId } from "../../language-server/graph/graph.js";
import {
  boundSize,
  type BoundShape,
} from "../../language-server/graph/shape.js";
import { notShared, recording } from "./recording.js";

/** What stands for every dtype: there is one kind of number, so what the tests say of dtypes says nothing of us. */
export const anyDtype = { dtype: "float64" } as const;

/** Methods by name, which are the functions of `tf` with the tensor as first argument. Set by tf/index.ts. */
export const methods = new Map<string, (...operands: unknown[]) => unknown>();

export class Tensor {
  readonly #node: NodeId;

  constructor(node: NodeId) {
    this.#node = node;
  }

  static nodeOf(tensor: Tensor): NodeId {
    return tensor.#node;
  }

  get shape(): number[] {
    return [...recording().shapeOf(this.#node)];
  }

  get rank(): number {
    return this.shape.length;
  }

  get size(): number {
    return boundSize(this.shape);
  }

  get dtype(): unknown {
    return anyDtype;
  }

  /** In row-major order. */
  dataSync(): Float64Array {
    return recording().numbersOf(this.#node);
  }

  data(): Promise<Float64Array> {
    return Promise.resolve(this.dataSync());
  }

  arraySync(): unknown {
    return nested(this.dataSync(), this.shape);
  }

  array(): Promise<unknown> {
    return Promise.resolve(this.arraySync());
  }

  /** Elements by their indices. */
  buffer(): Promise<{
    readonly shape: readonly number[];
    readonly get: (...indices: number[]) => unknown;
  }> {
    const { shape } = this;
    const numbers = this.dataSync();
    const get = (...indices: number[]): unknown =>
      numbers[shape.reduce((at, size, i) => at * size + (indices[i] ?? 0), 0)];
    return Promise.resolve({ shape, get });
  }

  /** Nothing needs to be freed. */
  dispose(): void {
    return undefined;
  }
}

/** The real tensors behind the proxies that the tests hold. */
const tensors = new WeakMap<object, Tensor>();

/** A tensor that knows TensorFlow.js's methods, and gives the case up where it is asked for another one. */
export function tensorOfNode(node: NodeId): Tensor {
  const tensor = new Tensor(node);
  const proxy = new Proxy(tensor, {
    get: (target, name): unknown => {
      if (typeof name === "symbol" || ignored.has(name))
        return Reflect.get(target, name, target);
      if (name in target) {
        const found: unknown = Reflect.get(target, name, target);
        return typeof found === "function"
          ? (found.bind(target) as unknown)
          : found;
      }
      const method = methods.get(name);
      return method
        ? (...others: unknown[]) => method(proxy, ...others)
        : notShared(`tensor.${name}`);
    },
  });
  tensors.set(proxy, tensor);
  return proxy;
}

/** What JavaScript and the test runner ask of any object. */
const ignored = new Set([
  "then",
  "constructor",
  "toJSON",
  "asymmetricMatch",
  "nodeType",
  "$$typeof",
]);

export const nodeOf = (tensor: Tensor): NodeId =>
  Tensor.nodeOf(tensors.get(tensor) ?? tensor);

export const isTensor = (value: unknown): value is Tensor =>
  value instanceof Tensor;

/** An operation on tensors. */
export const apply = (
  operation: string,
  operands: readonly Tensor[],
  attributes: Attributes = {},
): Tensor =>
  tensorOfNode(recording().apply(operation, operands.map(nodeOf), attributes));

export const fromNumbers = (
  numbers: ArrayLike<number>,
  shape: BoundShape,
): Tensor => tensorOfNode(recording().input(numbers, shape));

/** What an argument stands for: a tensor, a number, or nested arrays of numbers. */
export function tensorOf(value: unknown): Tensor {
  if (isTensor(value)) return value;
  const { numbers, shape } = flatten(value);
  return fromNumbers(numbers, shape);
}

export const tensorsOf = (values: unknown): Tensor[] =>
  Array.isArray(values)
    ? values.map(tensorOf)
    : notShared("arguments that TensorFlow.js refuses");

/** The numbers of nested arrays, and the shape that they make. */
export function flatten(value: unknown): {
  readonly numbers: readonly number[];
  readonly shape: readonly number[];
} {
  if (typeof value === "number") return { numbers: [value], shape: [] };
  if (typeof value === "boolean")
    return { numbers: [Number(value)], shape: [] };
  const list = listOf(value);
  if (!list) return notShared("arguments that are no tensors of numbers");
  const parts = list.map(flatten);
  const [first] = parts;
  if (parts.some(({ shape }) => String(shape) !== String(first?.shape)))
    return notShared("arguments that are no tensors of numbers");
  return {
    numbers: parts.flatMap(({ numbers }) => numbers),
    shape: [list.length, ...(first?.shape ?? [])],
  };
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  return ArrayBuffer.isView(value) && "length" in value
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : undefined;
}

function nested(numbers: Float64Array, shape: readonly number[]): unknown {
  const [count, ...rest] = shape;
  if (count === undefined) return numbers[0];
  const size = boundSize(rest);
  return Array.from({ length: count }, (_, i) =>
    nested(numbers.subarray(i * size, (i + 1) * size), rest),
  );
}
