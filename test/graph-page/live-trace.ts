// The graph's page with a language server behind it, while a trace of its network is shown.
import {
  type GraphAnswer,
  graphRequest,
  traceCloseNotification,
  type TraceMoved,
  traceMoveRequest,
  traceOpenRequest,
  type TraceOpenAnswer,
  type TracePosition,
  traceShownNotification,
  type TraceStep,
  traceStepRequest,
} from "../../language-server/protocol.js";
import { Session } from "../server/session.js";
import type { GraphPage, GraphPageHost, Opened } from "./graph-page.js";

const uri = "file:///work/traced.nn";

export class LiveTrace {
  private now: TracePosition = { step: -1 };
  /** Of the model that the page has. */
  private revision: number | undefined;

  private constructor(
    private readonly session: Session,
    readonly graph: GraphPage,
    private readonly network: string,
    private readonly trace: number,
  ) {}

  /** Opens the program's network, evaluated, in the page, and a trace of it, which is not shown yet. */
  static async open(
    host: GraphPageHost,
    text: string,
    network: string,
    options?: Opened,
  ): Promise<LiveTrace> {
    const session = await Session.start();
    session.open(uri, text);
    await session.settled(uri);
    const answer: TraceOpenAnswer = await session.client.sendRequest(
      traceOpenRequest.method,
      { uri, network },
    );
    if (answer.kind !== "trace") throw new Error(JSON.stringify(answer));
    const graph = await host.open(options);
    const traced = new LiveTrace(session, graph, network, answer.trace);
    await traced.refresh();
    return traced;
  }

  /** Shows a step, deep inside layers. */
  async at(step: number): Promise<void> {
    const moved: TraceMoved = await this.move("into", { step: step - 1 });
    await this.show(step < 0 ? { step } : moved.at);
  }

  /** Goes on, over layers as one. */
  async stepOver(): Promise<void> {
    const moved = await this.move("over", this.now);
    await this.show(moved.at);
  }

  /** Shows the step that passes something back along a wire. */
  async after(wire: string): Promise<void> {
    for (let at: TracePosition = { step: -1 }; ;) {
      const moved = await this.move("into", at);
      if (moved.reason === "end") throw new Error(`No step along ${wire}.`);
      at = moved.at;
      if ((await this.step(at)).wire === wire) return this.show(at);
    }
  }

  /** The trace is over. */
  async endTrace(): Promise<void> {
    await this.session.client.sendNotification(traceCloseNotification.method, {
      trace: this.trace,
    });
    await this.refresh();
  }

  step(at = this.now): Promise<TraceStep> {
    return this.session.client.sendRequest(traceStepRequest.method, {
      trace: this.trace,
      at,
    });
  }

  /** Ids of what is lit as the step. */
  lit(attribute: "data-item" | "data-wire"): Promise<string[]> {
    return this.graph.page
      .locator(`.traced[${attribute}]`)
      .evaluateAll(
        (all, name) => all.map((each) => each.getAttribute(name) ?? ""),
        attribute,
      );
  }

  haloColours(item: string): Promise<{ stroke: string; fill: string }> {
    return this.graph.page
      .locator(`[data-item="${item}"] > .halo`)
      .evaluate((halo) => {
        const { stroke, fill } = getComputedStyle(halo);
        return { stroke, fill };
      });
  }

  /** The formulas on the card of the step. */
  formulas(): Promise<string[]> {
    return this.graph.page
      .locator(".step-card .equation")
      .evaluateAll((all) =>
        all.map((each) => each.getAttribute("aria-label") ?? ""),
      );
  }

  /** What stands on the wires. */
  numbers(): Promise<string[]> {
    return this.graph.page.locator(".wire text").allTextContents();
  }

  async close(): Promise<void> {
    this.session.stop();
    await this.graph.close();
  }

  private move(
    motion: "into" | "over",
    at: TracePosition,
  ): Promise<TraceMoved> {
    return this.session.client.sendRequest(traceMoveRequest.method, {
      trace: this.trace,
      motion,
      at,
    });
  }

  private async show(at: TracePosition): Promise<void> {
    this.now = at;
    await this.session.client.sendNotification(traceShownNotification.method, {
      trace: this.trace,
      at,
    });
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    const answer: GraphAnswer = await this.session.client.sendRequest(
      graphRequest.method,
      { uri, network: this.network, revision: this.revision },
    );
    this.revision = answer.kind === "graph" ? answer.revision : undefined;
    await this.graph.draw(answer);
  }
}
