/**
 * The published networks that run in seconds, on random inputs: every value is there and finite, what should be a
 * distribution is one, and where a loss is added its gradient arrives at every parameter.
 */
import { expect, test } from "vitest";
import type { Tape } from "../../language-server/engine/tape.js";
import type { Graph } from "../../language-server/graph/graph.js";
import { formatShape } from "../../language-server/graph/shape.js";
import { recorded } from "../engine/build-graph.js";
import { type Change, lastNetworkOf } from "./programs.js";

interface Evaluated {
  readonly program: string;
  readonly changes: readonly Change[];
  /** The output that sums to 1 over an axis, and its shape. */
  readonly output: string;
  readonly shape: string;
  readonly axis: number;
}

/** The end of the last network, with a loss before it. */
const withLoss = (output: string, loss: string): Change => [
  output,
  `${output}\n  loss L = ${loss}`,
];

const networks: readonly Evaluated[] = [
  {
    program: "lenet5",
    changes: [
      ["[batch, 1, 28, 28]", "[4, 1, 28, 28] = normal(0, 1)"],
      withLoss(
        "output digits = softmax(logits)",
        "cross_entropy(logits, [3, 1, 4, 1])",
      ),
    ],
    output: "digits",
    shape: "[4, 10]",
    axis: 1,
  },
  {
    program: "resnet18",
    changes: [
      ["[batch, 3, 224, 224]", "[2, 3, 64, 64] = normal(0, 1)"],
      withLoss(
        "output classification = softmax(logits)",
        "cross_entropy(logits, [3, 999])",
      ),
    ],
    output: "classification",
    shape: "[2, 1000]",
    axis: 1,
  },
  {
    program: "resnet50",
    changes: [["[batch, 3, 224, 224]", "[1, 3, 64, 64] = normal(0, 1)"]],
    output: "classification",
    shape: "[1, 1000]",
    axis: 1,
  },
  {
    program: "mobilenetv2",
    changes: [
      ["[batch, 3, 224, 224]", "[1, 3, 224, 224] = normal(0, 1)"],
      withLoss("output p = softmax(logits)", "cross_entropy(logits, [7])"),
    ],
    output: "p",
    shape: "[1, 1000]",
    axis: 1,
  },
  {
    program: "unet",
    changes: [
      ["size = 256", "size = 32"],
      ["[batch, 1, size, size]", "[1, 1, size, size] = normal(0, 1)"],
    ],
    output: "p",
    shape: "[1, 2, 32, 32]",
    axis: 1,
  },
  {
    program: "lstm-classifier",
    changes: [
      ["input ids: [batch, seq]", "input ids = [[3, 1, 4], [9999, 0, 5]]"],
      withLoss("output p = softmax(logits)", "cross_entropy(logits, [0, 1])"),
    ],
    output: "p",
    shape: "[2, 2]",
    axis: 1,
  },
  {
    program: "transformer-encoder",
    changes: [
      ["[batch, seq, width]", "[2, 7, width] = normal(0, 1)"],
      ["output y", "output p = softmax(y)\n  loss L = mean(y^2)"],
    ],
    output: "p",
    shape: "[2, 7, 512]",
    axis: 2,
  },
];

test.each(networks)(
  "$program",
  async ({ program, changes, output, shape, axis }) => {
    const { graph } = await lastNetworkOf(
      `examples/networks/${program}.nn`,
      changes,
    );
    const { tape } = recorded(graph);
    expect(tape.faults).toEqual([]);
    const notFinite = graph.names.filter(
      ({ node }) => tape.value(node)?.every(Number.isFinite) !== true,
    );
    expect(notFinite).toEqual([]);

    const node = nodeOf(output, graph);
    const found = graph.nodes[node]?.boundShape ?? [];
    expect(formatShape(found)).toBe(shape);
    for (const sum of sumsOver(axis, found, tape.value(node)))
      expect(sum).toBeCloseTo(1, 12);

    const withoutGradient = graph.names
      .filter(({ trainable }) => trainable && graph.objective !== undefined)
      .filter((parameter) => !arrivesAt(parameter.node, tape))
      .map(({ name }) => name);
    expect(withoutGradient).toEqual([]);
  },
  120_000,
);

const nodeOf = (wanted: string, { names }: Graph): number =>
  names.find(({ name }) => name === wanted)?.node ?? -1;

/** Whether there is a gradient, finite and not all 0. */
function arrivesAt(node: number, tape: Tape): boolean {
  const gradient = tape.gradient(node);
  return (
    gradient !== undefined &&
    gradient.every(Number.isFinite) &&
    gradient.some((each) => each !== 0)
  );
}

function sumsOver(
  axis: number,
  shape: readonly number[],
  numbers: Float64Array = new Float64Array(0),
): number[] {
  const size = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const sums = new Array<number>(numbers.length / size).fill(0);
  for (const [at, each] of numbers.entries()) {
    const place = Math.floor(at / (size * inner)) * inner + (at % inner);
    sums[place] = (sums[place] ?? 0) + each;
  }
  return sums;
}
