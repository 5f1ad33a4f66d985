// Elementwise operations on tensors: broadcasting against a naive walk over all elements, forward and backward.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  callSites,
  firstBinarySite,
} from "../../language-server/engine/call-sites.js";
import {
  elementwiseBackward,
  elementwiseCall,
  elementwiseForward,
  elementwiseLocalDerivative,
} from "../../language-server/engine/elementwise.js";
import {
  type BoundShape,
  boundSize,
} from "../../language-server/graph/shape.js";
import type { ElementwiseOperation } from "../../language-server/ops/operation.js";
import { operations } from "../../language-server/ops/registry.js";
import { GraphBuilder, listed } from "./build-graph.js";

/** Element `at` of the result falls on this element of an operand. */
function operandElement(
  at: number,
  operand: BoundShape,
  result: BoundShape,
): number {
  let element = 0;
  let stride = 1;
  let rest = at;
  for (let fromEnd = 1; fromEnd <= result.length; fromEnd++) {
    const length = result[result.length - fromEnd] ?? 1;
    const own = operand[operand.length - fromEnd] ?? 1;
    const index = rest % length;
    rest = Math.floor(rest / length);
    if (fromEnd > operand.length) continue;
    if (own > 1) element += index * stride;
    stride *= own;
  }
  return element;
}

/** A result shape, and operands' shapes that broadcast to it: leading axes cut off, some axes 1. */
const shapes = (operands: number) =>
  fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }).chain((result) =>
    fc.tuple(
      fc.constant(result),
      fc.array(
        fc
          .tuple(
            fc.integer({ min: 0, max: result.length }),
            fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
          )
          .map(([cut, ones]) =>
            result.slice(cut).map((size, axis) => (ones[axis] ? 1 : size)),
          ),
        { minLength: operands - 1, maxLength: operands - 1 },
      ),
    ),
  );

/** Numbers that differ from element to element, positive, below 2. */
const someNumbers = (size: number, salt: number): Float64Array =>
  Float64Array.from(
    { length: size },
    (_, i) => 0.5 + ((i * 7 + salt * 3) % 11) / 8,
  );

function checkBroadcast(
  operation: ElementwiseOperation,
  result: BoundShape,
  others: readonly BoundShape[],
): void {
  // One operand has the result's shape, so that this is what they broadcast to.
  const operandShapes = [...others, result];
  const inputs = operandShapes.map((s, k) => someNumbers(boundSize(s), k));
  const call = elementwiseCall(operation, inputs, operandShapes, result, {});
  const output = new Float64Array(boundSize(result));
  elementwiseForward(call, output);
  const upstream = someNumbers(output.length, 5);
  const point = (at: number): [number, number, number] => {
    const [a = 0, b = 0, c = 0] = operandShapes.map(
      (shape, k) => inputs[k]?.[operandElement(at, shape, result)] ?? NaN,
    );
    return [a, b, c];
  };
  for (const [at, out] of output.entries())
    expect(out).toBe(operation.forward(...point(at), []));
  for (const [k, shape] of operandShapes.entries()) {
    const partial = operation.partials[k];
    if (!partial) continue;
    const gradient = new Float64Array(boundSize(shape));
    elementwiseBackward(call, output, upstream, k, gradient);
    const local = new Float64Array(output.length);
    elementwiseLocalDerivative(call, output, k, local);
    const naive = new Float64Array(gradient.length);
    for (const [at, out] of output.entries()) {
      const element = operandElement(at, shape, result);
      const derivative = partial(...point(at), out, []);
      expect(local[at]).toBe(derivative);
      naive[element] = (naive[element] ?? 0) + (upstream[at] ?? 0) * derivative;
    }
    for (const [element, sum] of naive.entries())
      expect(gradient[element]).toBeCloseTo(sum, 12);
  }
}

describe("broadcasting", () => {
  it.each(["add", "multiply", "divide", "maximum", "less"])("%s", (name) => {
    const operation = operations.get(name);
    if (operation?.kernel !== "elementwise") throw new Error(name);
    fc.assert(
      fc.property(shapes(2), ([result, others]) => {
        checkBroadcast(operation, result, others);
      }),
    );
  });

  it("where, of three operands", () => {
    const operation = operations.get("where");
    if (operation?.kernel !== "elementwise") throw new Error("where");
    fc.assert(
      fc.property(shapes(3), ([result, others]) => {
        checkBroadcast(operation, result, others);
      }),
    );
  });
});

describe("relu, which does not branch on the sign", () => {
  const relu = operations.get("relu");
  const points = [-2, -0, 0, 3, -5e-324, 5e-324, 1.7e308, -Infinity, Infinity];
  const run = (numbers: readonly number[], upstream: number) => {
    if (relu?.kernel !== "elementwise") throw new Error("relu");
    const shape = [numbers.length];
    const x = Float64Array.from(numbers);
    const call = elementwiseCall(relu, [x], [shape], shape, {});
    const output = new Float64Array(numbers.length);
    elementwiseForward(call, output);
    const gradient = new Float64Array(numbers.length);
    const up = new Float64Array(numbers.length).fill(upstream);
    elementwiseBackward(call, output, up, 0, gradient);
    return { output: [...output], gradient: [...gradient] };
  };

  it("gives the number or 0, of either infinity too, and never −0", () => {
    expect(run(points, 1).output).toEqual([
      0,
      0,
      0,
      3,
      0,
      5e-324,
      1.7e308,
      0,
      Infinity,
    ]);
    expect(run([NaN], 1)).toEqual({ output: [NaN], gradient: [1] });
  });

  it.each([2.5, -2.5, Infinity, NaN])(
    "passes %d back where it is open",
    (up) => {
      const wanted = points.map((x) => (x > 0 ? up : 0));
      expect(run(points, up).gradient).toEqual(wanted);
    },
  );
});

describe("the loops' call sites are the records they are numbered for", () => {
  it.each(callSites.map(({ operation }, site) => [operation.name, site]))(
    "%s",
    (name, site) => {
      const operation = operations.get(name);
      if (operation?.kernel !== "elementwise") throw new Error(name);
      expect(operation.arity).toBe(site < firstBinarySite ? 1 : 2);
      expect(operation.signature).toHaveLength(operation.arity);
      checkBroadcast(
        operation,
        [6],
        Array.from({ length: operation.arity - 1 }, () => [6]),
      );
    },
  );

  it.each(callSites.map(({ operation }) => operation))(
    "$name as a scalar",
    (operation) => {
      const build = new GraphBuilder();
      const numbers = [0.75, 1.5].slice(0, operation.arity);
      const operands = numbers.map((number) => build.input(number));
      const node = build.apply(operation.name, operands);
      const tape = build.run(node);
      const [a = 0, b = 0] = numbers;
      const out = operation.forward(a, b, 0, []);
      expect(listed(tape.value(node))).toEqual([out]);
      for (const [k, operand] of operands.entries()) {
        const partial = operation.partials[k]?.(a, b, 0, out, []);
        expect(listed(tape.gradient(operand))).toEqual([partial]);
        expect(listed(tape.localDerivative(node, k))).toEqual([partial]);
      }
    },
  );
});

describe("an operation with parameters", () => {
  it("keeps nodes with different parameters apart", () => {
    const build = new GraphBuilder();
    const x = build.input(-2);
    const steep = build.apply("leaky_relu", [x], { slope: 0.5 });
    const flat = build.apply("leaky_relu", [x], { slope: 0.1 });
    const standard = build.apply("leaky_relu", [x]);
    const sum = build.apply("add", [
      build.apply("add", [steep, flat]),
      standard,
    ]);
    const tape = build.run(sum);
    expect(
      [steep, flat, standard].map((node) => listed(tape.value(node))),
    ).toEqual([[-1], [-0.2], [-0.02]]);
    expect(tape.gradient(x)?.[0]).toBeCloseTo(0.61, 12);
    expect(listed(tape.localDerivative(steep, 0))).toEqual([0.5]);
  });

  it("takes them on tensors as well", () => {
    const build = new GraphBuilder();
    const x = build.input([-2, 4]);
    const y = build.apply("leaky_relu", [x], { slope: 0.5 });
    const tape = build.run(build.apply("sum", [y]));
    expect(listed(tape.value(y))).toEqual([-1, 4]);
    expect(listed(tape.gradient(x))).toEqual([0.5, 1]);
  });
});

it("sums gradients over stretched axes", () => {
  const build = new GraphBuilder();
  const x = build.input([1, 2, 3, 4, 5, 6], [2, 3]);
  const bias = build.parameter([10, 20, 30], [3]);
  const scale = build.parameter([2, 3], [2, 1]);
  const shifted = build.apply("add", [x, bias]);
  const scaled = build.apply("multiply", [shifted, scale]);
  const tape = build.run(build.apply("sum", [scaled]));
  expect(listed(tape.value(scaled))).toEqual([22, 44, 66, 42, 75, 108]);
  expect(listed(tape.gradient(bias))).toEqual([5, 5, 5]);
  expect(listed(tape.gradient(scale))).toEqual([66, 75]);
  expect(listed(tape.contribution(scaled, 1))).toEqual([66, 75]);
  expect(listed(tape.localDerivative(scaled, 0))).toEqual([2, 2, 2, 3, 3, 3]);
});
