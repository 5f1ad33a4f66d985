// How fast products, convolutions and a small classifier run, forward and backward, beside PyTorch on one thread where it is
// installed (Debian: python3-torch with libopenblas0-pthread). The two take turns, case by case.
import { type ChildProcess, spawn } from "node:child_process";
import os from "node:os";
import readline from "node:readline";
import { planGraph } from "../language-server/engine/plan.js";
import { runPlan } from "../language-server/engine/run.js";
import { boundSize } from "../language-server/graph/shape.js";
import {
  isMismatch,
  type KernelCall,
  type TensorOperation,
} from "../language-server/ops/operation.js";
import { convolution } from "../language-server/ops/convolution/convolution.js";
import { matmul } from "../language-server/ops/matrix/matmul.js";
import { classifier, classifierSizes, draw } from "./classifier.js";
import { quantile } from "./measure.js";

interface Case {
  readonly name: string;
  /** Batch, channels, height, width. */
  readonly image: readonly [number, number, number, number];
  readonly outputs: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly groups?: number;
}

const cases: readonly Case[] = [
  { name: "LeNet-5 c1", image: [16, 1, 28, 28], outputs: 6, kernel: 5 },
  { name: "LeNet-5 c3", image: [16, 6, 14, 14], outputs: 16, kernel: 5 },
  {
    name: "ResNet stem",
    image: [1, 3, 224, 224],
    outputs: 64,
    kernel: 7,
    stride: 2,
  },
  { name: "ResNet 3×3, 56²", image: [1, 64, 56, 56], outputs: 64, kernel: 3 },
  { name: "ResNet 3×3, 14²", image: [1, 256, 14, 14], outputs: 256, kernel: 3 },
  { name: "ResNet 3×3, 7²", image: [1, 512, 7, 7], outputs: 512, kernel: 3 },
  { name: "pointwise, 28²", image: [1, 192, 28, 28], outputs: 32, kernel: 1 },
  {
    name: "grouped by 4, 28²",
    image: [1, 64, 28, 28],
    outputs: 64,
    kernel: 3,
    groups: 4,
  },
  {
    name: "depthwise, 112²",
    image: [1, 32, 112, 112],
    outputs: 32,
    kernel: 3,
    groups: 32,
  },
  {
    name: "depthwise, 56², stride 2",
    image: [1, 144, 56, 56],
    outputs: 144,
    kernel: 3,
    stride: 2,
    groups: 144,
  },
  {
    name: "depthwise, 14²",
    image: [1, 384, 14, 14],
    outputs: 384,
    kernel: 3,
    groups: 384,
  },
  {
    name: "depthwise, 7²",
    image: [1, 960, 7, 7],
    outputs: 960,
    kernel: 3,
    groups: 960,
  },
];

/** Seconds of one run: forward, and the three together with both backward products. */
interface Times {
  readonly forward: number;
  readonly both: number;
}

/** PyTorch in a process of its own, which answers each case with its times. */
class Peer {
  private readonly process: ChildProcess;
  private readonly answers: AsyncIterator<string, undefined>;

  constructor() {
    this.process = spawn("/usr/bin/python3", ["bench/kernels.py"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const lines = readline.createInterface({
      input: this.process.stdout ?? process.stdin,
    });
    this.answers = lines[Symbol.asyncIterator]();
    this.process.on("error", () => lines.close());
    this.process.stdin?.on("error", () => undefined);
  }

  /** The peer's times, where there is a peer. */
  async measure(question: object): Promise<Times | undefined> {
    this.process.stdin?.write(`${JSON.stringify(question)}\n`);
    const answer: IteratorResult<string, undefined> = await this.answers.next();
    return answer.done === true
      ? undefined
      : (JSON.parse(answer.value) as Times);
  }

  stop(): void {
    this.process.stdin?.end();
  }
}

const rounds = 9;
const peer = new Peer();
console.log(
  `load ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`,
);
console.log(
  "\nGFLOP/s forward, forward + backward; time as a multiple of PyTorch's\n",
);
for (const size of [256, 512, 1024]) await benchProduct(size);
for (const each of cases) await benchConvolution(each);
await benchClassifier();
peer.stop();

async function benchConvolution(each: Case): Promise<void> {
  const { name, image, outputs, kernel, stride = 1, groups = 1 } = each;
  const padding = kernel >> 1;
  const weight = [outputs, image[1] / groups, kernel, kernel];
  const attributes = { stride, padding, dilation: 1, groups };
  const shape = convolution.shape([image, weight, [outputs]], attributes);
  if (isMismatch(shape)) throw new Error(shape.mismatch);
  const outputShape = shape.map(Number);
  const numbers = (size: number): Float64Array => draw(name, size);
  const call: KernelCall = {
    inputs: [
      numbers(boundSize(image)),
      numbers(boundSize(weight)),
      numbers(outputs),
    ],
    inputShapes: [image, weight, [outputs]],
    output: new Float64Array(boundSize(outputShape)),
    outputShape,
    attributes,
    saved: new Float64Array(0),
    training: true,
  };
  await benchOperation(name, convolution, call, boundSize(weight.slice(1)), {
    convolution: { ...each, stride, padding, groups },
  });
}

/** @param inner multiply-adds for each element of the result */
async function benchOperation(
  name: string,
  operation: TensorOperation,
  call: KernelCall,
  inner: number,
  question: object,
): Promise<void> {
  const upstream = draw("upstream", call.output.length);
  const gradients = call.inputs.map((input) => new Float64Array(input.length));
  const forward = (): void => {
    operation.forward(call);
  };
  const both = (): void => {
    forward();
    for (const [operand, gradient] of gradients.entries())
      operation.backward?.({ ...call, upstream, gradient }, operand);
  };
  const { mine, theirs } = await inTurns({ forward, both }, question);
  report(name, 2 * call.output.length * inner, mine, theirs);
}

/** Square matrices, both operands with a gradient. */
async function benchProduct(size: number): Promise<void> {
  const shape = [size, size];
  const numbers = (name: string): Float64Array => draw(name, size * size);
  const call: KernelCall = {
    inputs: [numbers("a"), numbers("b")],
    inputShapes: [shape, shape],
    output: new Float64Array(size * size),
    outputShape: shape,
    attributes: {},
    saved: new Float64Array(0),
    training: true,
  };
  await benchOperation(`product, ${size}³`, matmul, call, size, {
    product: { size },
  });
}

async function benchClassifier(): Promise<void> {
  const [withLoss, without] = [true, false].map((objective) => {
    const planned = planGraph(classifier(objective), 4e9);
    if (planned.kind !== "plan") throw new Error(planned.kind);
    return () => {
      runPlan(planned.plan, { memoryLimit: 4e9 });
    };
  });
  if (!withLoss || !without) return;
  const { mine, theirs } = await inTurns(
    { forward: without, both: withLoss },
    { classifier: classifierSizes },
  );
  const work = classifierSizes
    .slice(1)
    .reduce(
      (sum, units, i) => sum + 2 * 64 * units * (classifierSizes[i] ?? 0),
      0,
    );
  report("784-256-128-10, batch 64", work, mine, theirs);
}

async function inTurns(
  { forward, both }: Readonly<Record<keyof Times, () => void>>,
  question: object,
): Promise<{ mine: Times; theirs: Times | undefined }> {
  const mine = { forward: [] as number[], both: [] as number[] };
  const theirs = { forward: [] as number[], both: [] as number[] };
  for (let round = -2; round < rounds; round++) {
    const times = { forward: seconds(forward), both: seconds(both) };
    const other = await peer.measure(question);
    if (round < 0) continue;
    mine.forward.push(times.forward);
    mine.both.push(times.both);
    if (!other) continue;
    theirs.forward.push(other.forward);
    theirs.both.push(other.both);
  }
  const median = (times: typeof mine): Times => ({
    forward: quantile(times.forward, 0.5),
    both: quantile(times.both, 0.5),
  });
  return {
    mine: median(mine),
    theirs: theirs.both.length > 0 ? median(theirs) : undefined,
  };
}

/** Processor time of one run, the mean over as many as take 20 ms: what else the machine does matters less. */
function seconds(run: () => void): number {
  const start = process.cpuUsage();
  for (let runs = 1; ; runs++) {
    run();
    const { user, system } = process.cpuUsage(start);
    if (user + system >= 20_000) return (user + system) / 1e6 / runs;
  }
}

/** A backward pass has two products for the forward pass's one. */
function report(
  name: string,
  work: number,
  mine: Times,
  theirs: Times | undefined,
): void {
  const rate = (operations: number, time: number): string =>
    (operations / time / 1e9).toFixed(2).padStart(6);
  const ratio = (part: keyof Times): string =>
    theirs ? `× ${(mine[part] / theirs[part]).toFixed(1)}`.padStart(7) : "";
  console.log(
    `  ${name.padEnd(26)} ${rate(work, mine.forward)} ${rate(3 * work, mine.both)}   ${ratio("forward")} ${ratio("both")}   ${(1000 * mine.both).toFixed(2)} ms`,
  );
}
