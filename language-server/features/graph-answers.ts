/** Answers about the graph of a network: which network is meant, its drawing, its values, what a place belongs to. */
import type { NetworkValues } from "../evaluation/live-evaluations.js";
import type { Run } from "../evaluation/run.js";
import { type DrawnNetwork, tooLarge } from "../graph-model/build.js";
import { findingsOf } from "../graph-model/findings.js";
import { nodesAround, nodesFrom } from "../graph-model/node-at.js";
import { glancesWanted, graphValues } from "../graph-model/values.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import type {
  GraphAnswer,
  GraphExplainParams,
  GraphExplanation,
  GraphNodes,
  GraphNodesParams,
  GraphParams,
  GraphValues,
  ModelId,
  NetworkGraph,
} from "../protocol.js";
import { knownValues } from "../trace/known-graph.js";
import {
  explainGraph,
  type GraphExplanationsContext,
} from "./graph-explanations.js";
import { hoverTarget } from "./hover-target.js";
import { networkMeant, nothing } from "./network-meant.js";
import { hasErrors, networkState } from "./network-state.js";
import { contains } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import type { ShownTrace } from "./traces.js";

export type GraphAnswersContext = GraphExplanationsContext;

/** How long an answer waits for numbers of an older text, in milliseconds. */
const patience = 100;

/** The values of a run, as they were formatted for one that looks at them. */
interface Formatted {
  /** Digits and groups that are drawn as neurons. */
  readonly manner: string;
  readonly values: Promise<GraphValues | undefined>;
}

export class GraphAnswers {
  private readonly formatted = new WeakMap<Run, Formatted>();

  constructor(private readonly context: GraphAnswersContext) {}

  /** Of the text as it is when the answer is given. */
  async graph(params: GraphParams): Promise<GraphAnswer> {
    const { programs, settings } = this.context;
    for (;;) {
      const program = programs.current(params.uri);
      if (!program) return nothing("The file is not open in the editor.");
      const meant = networkMeant(program, params);
      if ("kind" in meant) return meant;
      const why = tooLarge(meant);
      if (why !== undefined) return nothing(why);
      const { digits } = await settings.of(params.uri);
      const answer = await this.networkGraph(program, meant, params, digits);
      if (answer && programs.current(params.uri) === program) return answer;
    }
  }

  nodesAt({
    uri,
    position,
    network: name,
  }: GraphNodesParams): GraphNodes | null {
    const program = this.context.programs.current(uri);
    if (!program) return null;
    const offset = program.document.offsetAt(position);
    const { lowered } = program;
    const network = lowered.networks.find((each) =>
      name === undefined ? contains(each.source, offset) : each.name === name,
    );
    if (!network || tooLarge(network) !== undefined) return null;
    const drawn = this.context.drawings.of(program, network);
    const { value } = hoverTarget(lowered, offset);
    const answer = (nodes: readonly string[]): GraphNodes => ({
      network: network.name,
      nodes,
    });
    if (value?.network === network) {
      const id = drawn.idOf(value.node);
      return answer(id === undefined ? [] : [id]);
    }
    const source = value?.network.graph.nodes[value.node]?.source;
    const elsewhere = source ? nodesFrom(drawn, source) : [];
    return answer(
      elsewhere.length > 0 ? elsewhere : nodesAround(drawn, offset),
    );
  }

  explain(params: GraphExplainParams): Promise<GraphExplanation | null> {
    return explainGraph(this.context, params);
  }

  /** Absent where the values were released, or a trace went on, while they were asked for. */
  private async networkGraph(
    program: OpenProgram,
    network: LoweredNetwork,
    { revision: known, neurons = [] }: GraphParams,
    digits: number,
  ): Promise<NetworkGraph | undefined> {
    const { evaluations, drawings, traces } = this.context;
    const revision = drawings.revisionOf(network);
    const shown = traces.shown(program.uri, network.name);
    const found = shown ? undefined : evaluations.valuesOf(program, network);
    const asked = found && this.valuesOf(found, digits, neurons);
    const values = await (found?.isStale ? withinPatience(asked) : asked);
    // Where the worker was lost instead, the picture is there without its numbers.
    if (found?.run.isReleased && !values) return undefined;
    const traced =
      shown && !shown.waits ? await this.traced(shown, digits, neurons) : {};
    const now = traces.shown(program.uri, network.name);
    if (now?.at !== shown?.at || now?.waits !== shown?.waits) return undefined;
    const { state, message } = networkState(program, network, evaluations);
    return {
      kind: "graph",
      network: network.name,
      revision,
      ...(known !== revision && { model: drawings.of(program, network).model }),
      hasErrors: hasErrors(program),
      state,
      ...(message !== undefined && { message }),
      ...(values && { values }),
      ...traced,
    };
  }

  /** What is known at the step that a trace shows, and what the step does. */
  private async traced(
    { session, at }: ShownTrace,
    digits: number,
    neurons: readonly ModelId[],
  ): Promise<Pick<NetworkGraph, "values" | "trace">> {
    const { run, program, trace } = session;
    const { network } = trace.drawn;
    const [all, step, equations] = await Promise.all([
      this.valuesOf({ run, network, program, isStale: false }, digits, neurons),
      session.step(at),
      session.equations(at),
    ]);
    return {
      ...(all && { values: await knownValues(session, all, at.step, digits) }),
      trace: { step, steps: trace.steps.length, equations },
    };
  }

  private async valuesOf(
    { run, network, program, isStale }: NetworkValues,
    digits: number,
    neurons: readonly ModelId[],
  ): Promise<GraphValues | undefined> {
    const manner = JSON.stringify([digits, neurons]);
    let known = this.formatted.get(run);
    if (known?.manner !== manner) {
      const drawn = this.context.drawings.of(program, network);
      const { version } = program;
      known = {
        manner,
        values: this.read(run, drawn, version, digits, neurons),
      };
      this.formatted.set(run, known);
    }
    const values = await known.values;
    return values && isStale ? stale(values) : values;
  }

  private async read(
    run: Run,
    drawn: DrawnNetwork,
    version: number,
    digits: number,
    neurons: readonly ModelId[],
  ): Promise<GraphValues | undefined> {
    const wanted = glancesWanted(drawn, neurons);
    const glances = await run.ask("glances", wanted);
    const outcome = run.result;
    if (!glances || outcome?.kind !== "evaluated") {
      this.formatted.delete(run);
      return undefined;
    }
    return graphValues(drawn, wanted, glances, {
      version,
      stale: false,
      digits,
      findings: findingsOf(drawn, outcome, digits),
    });
  }
}

/** The worker may be busy with the new text: then the old numbers are not worth waiting for. */
function withinPatience<Values>(
  values: Promise<Values> | undefined,
): Promise<Values | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  return Promise.race([values, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** Numbers of an older text are marked, and what was found wrong with it is not said of this one. */
function stale({ nodes, ...values }: GraphValues): GraphValues {
  return {
    ...values,
    stale: true,
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, { value, gradient }]) => [
        id,
        { ...(value && { value }), ...(gradient && { gradient }) },
      ]),
    ),
  };
}
