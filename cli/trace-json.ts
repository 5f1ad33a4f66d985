/** A trace in JSON form: every step with the numbers that it reads and makes, as `nn eval --json` writes numbers. */
import type { Tape } from "../language-server/engine/tape.js";
import {
  type Tensor,
  tensorOf,
} from "../language-server/evaluation/tensors-of.js";
import type { TensorOf } from "../language-server/evaluation/questions.js";
import type { ModelId } from "../language-server/graph/graph-model.js";
import type { NodeId } from "../language-server/graph/graph.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import type { NetworkTrace } from "../language-server/trace/network-trace.js";
import type { Step } from "../language-server/trace/steps.js";
import { type EvaluatedFile, hasErrors } from "./evaluate-file.js";
import { diagnosticsToJson, type JsonTensor, tensorToJson } from "./json.js";

/** @param trace absent where there are no steps */
export function traceToJson(
  { source, problems }: EvaluatedFile,
  trace: NetworkTrace | undefined,
  tape: Tape | undefined,
  network: LoweredNetwork | undefined = trace?.drawn.network,
): object {
  return {
    file: source.path,
    ok: !hasErrors(problems),
    network: network?.name ?? null,
    objective: network?.graph.objective?.name ?? null,
    steps: trace && tape ? new StepsToJson(trace, tape).all() : [],
    diagnostics: diagnosticsToJson(source, problems),
  };
}

class StepsToJson {
  /** By node and operand, the node that it comes from. */
  private readonly origins: ReadonlyMap<string, ModelId>;

  constructor(
    private readonly trace: NetworkTrace,
    private readonly tape: Tape,
  ) {
    this.origins = new Map(
      trace.drawn.model.wires.map(({ from, to, operand }) => [
        `${to}#${operand}`,
        from,
      ]),
    );
  }

  all(): object[] {
    const { steps } = this.trace;
    return Array.from({ length: steps.length }, (_, index) => {
      const step = steps.at(index);
      return step ? this.step(step, index) : {};
    });
  }

  private step(step: Step, index: number): object {
    const { kind, pass, node } = step;
    return {
      kind,
      pass,
      node: node.id,
      text: node.text,
      ...this.numbers(step, index),
    };
  }

  private numbers({ kind, node, wire }: Step, index: number): object {
    const value = this.tensor({ kind: "value", node: node.node });
    switch (kind) {
      case "given":
        return { value };
      case "forward":
        return { operands: this.operands(node.node), value };
      case "seed":
      case "arrived":
        return { accumulated: this.accumulated(node.id, index) };
      case "backward": {
        const operand = wire?.operand ?? 0;
        const use = { consumer: node.node, operand };
        return {
          operand,
          to: wire?.from,
          upstream: this.tensor({ kind: "gradient", node: node.node }),
          local: this.tensor({ kind: "local", ...use }),
          contribution: this.tensor({ kind: "contribution", ...use }),
          accumulated: this.accumulated(wire?.from ?? "", index),
        };
      }
    }
  }

  private operands(node: NodeId): object[] {
    const { drawn, progress } = this.trace;
    const { nodes } = drawn.network.graph;
    const to = progress.drawnAs(node)?.id ?? "";
    return (nodes[node]?.operands ?? []).map((id, operand) => ({
      // Absent for a number of the program.
      node: this.origins.get(`${to}#${operand}`),
      value: this.tensor({ kind: "value", node: id }),
    }));
  }

  private accumulated(id: string, index: number): JsonTensor | undefined {
    const gradient = this.trace.progress.gradient(id, index);
    return gradient && this.tensor(gradient.of);
  }

  private tensor(of: TensorOf): JsonTensor | undefined {
    const found: Tensor | undefined = tensorOf(this.tape, of);
    return found && tensorToJson(found.data, found.shape);
  }
}
