/**
 * Who looks at the graph of a network, and is told when there is something new to see. A message says only what changed;
 * the numbers are computed when they are asked for.
 */
import type { Connection } from "vscode-languageserver";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Run } from "../evaluation/run.js";
import {
  type GraphChange,
  graphChangedNotification,
  type GraphSubscription,
  type TracePosition,
} from "../protocol.js";
import type { DrawnNetworks } from "./drawn-networks.js";
import { networkState } from "./network-state.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { Traces } from "./traces.js";

export interface GraphSubscribersContext {
  readonly connection: Connection;
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly drawings: DrawnNetworks;
  readonly traces: Traces;
}

/** What there is to see of a network. */
interface Seen {
  /** 0 where the file has no such network. */
  readonly revision: number;
  readonly run: Run | undefined;
  readonly isStale: boolean;
  readonly state: GraphChange["state"];
  /** Where a trace of it is shown, which is another object at every stop; `waiting` while its text is edited. */
  readonly trace: TracePosition | "waiting" | undefined;
}

interface Subscriber {
  readonly subscription: GraphSubscription;
  /** What the subscriber was told last. */
  told: Seen | undefined;
}

export class GraphSubscribers {
  private readonly subscribers = new Map<string, Subscriber>();

  constructor(private readonly context: GraphSubscribersContext) {}

  subscribe(subscription: GraphSubscription): void {
    const program = this.context.programs.current(subscription.uri);
    this.subscribers.set(subscription.subscriber, {
      subscription,
      told: program && this.seen(program, subscription),
    });
  }

  unsubscribe(subscriber: string): void {
    this.subscribers.delete(subscriber);
  }

  /** Tells who looks at the program's networks what is new since they were told last. */
  publish(program: OpenProgram): void {
    for (const subscriber of this.following(program.uri)) {
      const { subscription, told } = subscriber;
      const seen = this.seen(program, subscription);
      const change = changeBetween(told, seen);
      if (!change) continue;
      subscriber.told = seen;
      this.send(subscription, change, seen.state);
    }
  }

  /** Numbers are written otherwise from now on. */
  settingsChanged(): void {
    for (const { subscription, told } of this.subscribers.values())
      this.send(subscription, "values", told?.state ?? "none");
  }

  closed(uri: string): void {
    for (const subscriber of this.following(uri)) {
      subscriber.told = undefined;
      this.send(subscriber.subscription, "closed", "none");
    }
  }

  /** Nobody is told anything any more. */
  stop(): void {
    this.subscribers.clear();
  }

  private following(uri: string): Subscriber[] {
    return [...this.subscribers.values()].filter(
      ({ subscription }) => subscription.uri === uri,
    );
  }

  private seen(
    program: OpenProgram,
    { network: name }: GraphSubscription,
  ): Seen {
    const { evaluations, drawings, traces } = this.context;
    const network = program.lowered.networks.find((each) => each.name === name);
    if (!network)
      return {
        revision: 0,
        run: undefined,
        isStale: false,
        state: "none",
        trace: undefined,
      };
    const shown = traces.shown(program.uri, network.name);
    const values = evaluations.valuesOf(program, network);
    return {
      revision: drawings.revisionOf(network),
      run: values?.run,
      isStale: values?.isStale ?? false,
      state: networkState(program, network, evaluations).state,
      trace: shown?.waits === true ? "waiting" : shown?.at,
    };
  }

  private send(
    subscription: GraphSubscription,
    change: GraphChange["change"],
    state: GraphChange["state"],
  ): void {
    const message: GraphChange = { ...subscription, change, state };
    void this.context.connection.sendNotification(
      graphChangedNotification.method,
      message,
    );
  }
}

/** That an evaluation has begun changes nothing that is to be seen. */
function changeBetween(
  told: Seen | undefined,
  seen: Seen,
): GraphChange["change"] | undefined {
  if (told?.revision !== seen.revision) return "structure";
  const isSame =
    told.run === seen.run &&
    told.isStale === seen.isStale &&
    told.trace === seen.trace &&
    (told.state === seen.state || seen.state === "evaluating");
  return isSame ? undefined : "values";
}
