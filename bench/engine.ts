// How fast the engine runs scalar graphs and a small classifier, beside peers measured in the same run.
import { planGraph } from "../language-server/engine/plan.js";
import { runGraph, runPlan } from "../language-server/engine/run.js";
import type { NodeId } from "../language-server/graph/graph.js";
import { GraphBuilder } from "../test/engine/build-graph.js";
import {
  classifier,
  classifierBatch,
  classifierSizes,
  draw,
} from "./classifier.js";
import { medianTimes } from "./measure.js";
import { type PeerNode, peerNode, runPeer } from "./peer-objects.js";

const memoryLimit = 4e9;

/** The same scalar graph for the engine and for its peer, grown together. */
class ScalarPair {
  readonly build = new GraphBuilder();
  readonly peers: PeerNode[] = [];
  /** Nodes that are computed, which is what times are divided by. */
  computed = 0;

  input(value: number): NodeId {
    const id = this.build.input(value);
    this.peers[id] = peerNode("input", value);
    return id;
  }

  apply(
    operation: "add" | "multiply" | "sigmoid" | "relu",
    ...operands: NodeId[]
  ): NodeId {
    const id = this.build.apply(operation, operands);
    const [a, b] = operands.map((operand) => this.peers[operand]);
    this.peers[id] = peerNode(operation, 0, a, b);
    this.computed++;
    return id;
  }
}

/** z = a w + b, z = a w + b, …: one long dependency. */
function multiplyAddChain(count: number): ScalarPair {
  const pair = new ScalarPair();
  const weight = pair.input(0.9);
  const bias = pair.input(0.1);
  let last = pair.input(1);
  while (pair.computed < count)
    last = pair.apply("add", pair.apply("multiply", last, weight), bias);
  return pair;
}

/** The same with an activation after every sum, and weights of their own. */
function neuronChain(count: number): ScalarPair {
  const pair = new ScalarPair();
  let last = pair.input(1);
  for (let layer = 0; pair.computed < count; layer++) {
    const product = pair.apply("multiply", last, pair.input(1.5));
    const sum = pair.apply("add", product, pair.input(0.2));
    last = pair.apply(layer % 2 === 0 ? "sigmoid" : "relu", sum);
  }
  return pair;
}

function benchScalars(name: string, pair: ScalarPair): void {
  const graph = pair.build.graph(pair.build.nodes.length - 1);
  const planned = planGraph(graph, memoryLimit);
  if (planned.kind !== "plan") throw new Error(planned.kind);
  // Ids have gaps where a node of the engine has no peer.
  const peers = Object.values(pair.peers);
  const start = performance.now();
  runGraph(graph, { memoryLimit });
  const first = performance.now() - start;
  const times = medianTimes(
    {
      engine: () => runPlan(planned.plan, { memoryLimit }),
      "engine with planning": () => runGraph(graph, { memoryLimit }),
      "objects with a switch": () => {
        runPeer(peers);
      },
    },
    41,
  );
  console.log(
    `${name}: ${pair.computed.toLocaleString("en")} computed nodes, forward + backward`,
  );
  const peer = times["objects with a switch"] ?? NaN;
  const row = (label: string, time: number): void => {
    const perNode = ((time * 1e6) / pair.computed).toFixed(1);
    console.log(
      `  ${label.padEnd(24)} ${perNode.padStart(7)} ns a node   × ${(time / peer).toFixed(2)}`,
    );
  };
  for (const [label, time] of Object.entries(times)) row(label, time);
  row("the very first run", first);
}

/** As many numbers as the classifier has parameters. */
function drawParameters(): void {
  for (const [layer, units] of classifierSizes.slice(1).entries())
    draw(`w${layer}`, units * (classifierSizes[layer] ?? 0));
}

/** The same products of matrices, forward and backward, as triple loops. */
function naiveProducts(): void {
  for (const [layer, units] of classifierSizes.slice(1).entries()) {
    const inner = classifierSizes[layer] ?? 0;
    const x = new Float64Array(classifierBatch * inner).fill(0.5);
    const w = new Float64Array(units * inner).fill(0.5);
    const out = new Float64Array(classifierBatch * units);
    // out = x wᵀ, then the gradient of w and of x, each with as many multiply-adds.
    for (let product = 0; product < 3; product++) {
      for (let i = 0; i < classifierBatch; i++) {
        for (let j = 0; j < units; j++) {
          let sum = 0;
          for (let k = 0; k < inner; k++)
            sum += (x[i * inner + k] ?? 0) * (w[j * inner + k] ?? 0);
          out[i * units + j] = sum;
        }
      }
    }
  }
}

function benchClassifier(): void {
  const graph = classifier();
  const planned = planGraph(graph, memoryLimit);
  if (planned.kind !== "plan") throw new Error(planned.kind);
  const times = medianTimes(
    {
      engine: () => runPlan(planned.plan, { memoryLimit }),
      "naive matrix products": naiveProducts,
      "drawing its weights": drawParameters,
    },
    21,
  );
  console.log("784-256-128-10 at batch 64, forward + backward");
  const peer = times["naive matrix products"] ?? NaN;
  for (const [label, time] of Object.entries(times))
    console.log(
      `  ${label.padEnd(24)} ${time.toFixed(2).padStart(7)} ms   × ${(time / peer).toFixed(2)}`,
    );
}

benchScalars("multiply-add chain", multiplyAddChain(100_000));
benchScalars("neuron chain", neuronChain(100_000));
benchClassifier();
