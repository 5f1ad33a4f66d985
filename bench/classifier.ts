// The small classifier that benchmarks run: 784-256-128-10 with ReLU and cross-entropy, at a batch of 64.
import { fillUniform } from "../language-server/engine/random.js";
import type { Graph } from "../language-server/graph/graph.js";
import { GraphBuilder } from "../test/engine/build-graph.js";

export const classifierBatch = 64;
export const classifierSizes = [784, 256, 128, 10] as const;

/** @param objective whether there are gradients */
export function classifier(objective = true): Graph {
  const build = new GraphBuilder();
  const [features] = classifierSizes;
  let last = build.input(draw("x", classifierBatch * features), [
    classifierBatch,
    features,
  ]);
  for (const [layer, units] of classifierSizes.slice(1).entries()) {
    const inputs = classifierSizes[layer] ?? 0;
    const drawn = draw(`w${layer}`, units * inputs);
    const weight = build.parameter(drawn, [units, inputs]);
    const bias = build.parameter(new Float64Array(units));
    last = build.apply("add", [build.apply("linear", [last, weight]), bias]);
    if (layer < 2) last = build.apply("relu", [last]);
  }
  const target = build.constant(
    Array.from({ length: classifierBatch * 10 }, (_, i) =>
      i % 10 === Math.floor(i / 10) % 10 ? 1 : 0,
    ),
    [classifierBatch, 10],
  );
  const chosen = build.apply("multiply", [
    build.apply("log_softmax", [last], { axis: -1 }),
    target,
  ]);
  const sum = build.apply("sum", [chosen]);
  const loss = build.apply("divide", [sum, build.constant(-classifierBatch)]);
  return build.graph(objective ? loss : undefined);
}

/** Numbers of about the size that weights have. */
export function draw(name: string, count: number): Float64Array {
  const numbers = new Float64Array(count);
  fillUniform(numbers, 0, name);
  return numbers.map((u) => (u - 0.5) / 8);
}
