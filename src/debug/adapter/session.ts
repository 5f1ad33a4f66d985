/** A debug session: the requests of the Debug Adapter Protocol, each handed to the part that it is about. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TraceMotion } from "../../../language-server/protocol.js";
import { Breakpoints } from "./breakpoints.js";
import { capabilities, exceptionFilters } from "./capabilities.js";
import { complete } from "./completions.js";
import { TraceConsole } from "./console.js";
import { EditedText } from "./edited-text.js";
import { stackOf } from "./frames.js";
import {
  type LaunchArguments,
  readLaunchArguments,
} from "./launch-arguments.js";
import { MessageLoop } from "./message-loop.js";
import { Numbering } from "./numbering.js";
import { Queue } from "./queue.js";
import { type Answer, done, type Handlers, refuse } from "./requests.js";
import { Sources } from "./sources.js";
import { Stepper } from "./stepper.js";
import { Stops, threadId } from "./stops.js";
import type { Stop, TraceServer } from "./trace-server.js";
import { Trace } from "./trace.js";
import { Variables } from "./variables.js";

const outdated = "The text is another one by now: save it and try again.";

export class TraceSession {
  private readonly loop: MessageLoop;
  private readonly sources: Sources;
  private readonly trace: Trace;
  private readonly variables: Variables;
  private readonly breakpoints: Breakpoints;
  private readonly stops: Stops;
  private readonly stepper: Stepper;
  private readonly editedText: EditedText;
  private readonly subscriptions: readonly Stop[];
  private readonly queue = new Queue();
  private program: LaunchArguments | undefined;
  private isConfigured = false;
  private hasEntered = false;

  /** @param send takes what the editor is to get: answers and events */
  constructor(
    private readonly server: TraceServer,
    send: (message: DebugProtocol.ProtocolMessage) => void,
  ) {
    this.loop = new MessageLoop(this.handlers(), send);
    const event = (name: string, body?: object): void =>
      this.loop.event(name, body);
    const { queue } = this;
    const sources = new Sources(server);
    const trace = new Trace(server);
    const variables = new Variables(server, trace);
    const breakpoints = new Breakpoints(server, trace, sources, event);
    const console = new TraceConsole(event, sources);
    const stops = new Stops(server, trace, variables, console, event);
    const stepper = new Stepper(server, trace, stops, console, queue);
    this.sources = sources;
    this.trace = trace;
    this.variables = variables;
    this.breakpoints = breakpoints;
    this.stops = stops;
    this.stepper = stepper;
    this.editedText = new EditedText(
      trace,
      breakpoints,
      stops,
      stepper,
      console,
      queue,
      event,
    );
    this.subscriptions = [
      server.onOutdated((changed) => this.editedText.changed(changed.trace)),
      server.onTextReady((leads) => this.editedText.ready(leads)),
    ];
  }

  receive(message: DebugProtocol.ProtocolMessage): void {
    this.loop.receive(message);
  }

  /** Closes the trace; can be called again. */
  dispose(): void {
    for (const stop of this.subscriptions) stop();
    this.close();
  }

  private handlers(): Handlers {
    return {
      initialize: (args) => {
        this.sources.numbering = Numbering.of(args);
        this.variables.showsTypes = args.supportsVariableType ?? false;
        return done(capabilities);
      },
      launch: (args) => this.launch(args),
      configurationDone: () => {
        this.isConfigured = true;
        return done(undefined, () => this.enter());
      },
      restart: (args) => this.restart(args?.arguments),
      terminate: () => {
        this.close();
        return done(undefined, () => this.loop.event("terminated"));
      },
      disconnect: () => {
        this.dispose();
        return done(undefined);
      },
      setBreakpoints: async (args) =>
        done({ breakpoints: await this.breakpoints.set(args) }),
      setExceptionBreakpoints: async ({ filters }) => {
        await this.breakpoints.setFilters(filters);
        return done(undefined);
      },
      threads: () =>
        done({ threads: [{ id: threadId, name: this.trace.name }] }),
      stackTrace: (args) =>
        done(stackOf(this.trace.stop?.step, this.sources, args)),
      scopes: () => this.variables.scopes(),
      variables: (args) => this.variables.variables(args),
      setVariable: (args) => this.setVariable(args),
      evaluate: (args) => this.variables.evaluate(args),
      completions: (args) =>
        complete(this.server, this.trace, this.sources.numbering, args),
      exceptionInfo: () => this.exceptionInfo(),
      next: () => this.motion("over"),
      stepIn: () => this.motion("into"),
      stepOut: () => this.motion("out"),
      stepBack: () => this.motion("back"),
      reverseContinue: () => this.motion("reverse"),
      continue: () => {
        const answer = this.motion("continue");
        if (answer.kind === "refusal") return answer;
        return { ...answer, body: { allThreadsContinued: true } };
      },
      pause: () => {
        this.stepper.pause();
        return done(undefined);
      },
    };
  }

  private async launch(args: object): Promise<Answer<undefined>> {
    const program = readLaunchArguments(args);
    if (program.kind === "refusal") return program;
    const refusal = await this.trace.open(program);
    if (refusal) return refusal;
    this.program = program;
    await this.breakpoints.renew();
    // Asks for the breakpoints, which need an open trace.
    return done(undefined, () => {
      this.loop.event("initialized");
      this.enter();
    });
  }

  /** Once there is a trace and the editor has told of all its breakpoints, whichever comes first. */
  private enter(): void {
    if (!this.isConfigured || !this.program || this.hasEntered) return;
    this.hasEntered = true;
    this.stepper.enter(this.program.stopOnEntry);
  }

  private async restart(args: object | undefined): Promise<Answer<undefined>> {
    const program = args ? readLaunchArguments(args) : this.program;
    if (program?.kind === "refusal") return program;
    this.stepper.pause();
    const refusal = await this.queue.add(() => this.trace.restart(program));
    if (refusal) return refusal;
    this.program = program;
    await this.breakpoints.renew();
    return done(undefined, () =>
      this.stepper.enter(program?.stopOnEntry ?? true),
    );
  }

  private motion(motion: TraceMotion): Answer<undefined> {
    if (!this.trace.information())
      return refuse("Nothing is traced yet: launch a trace first.", false);
    return done(undefined, () => this.stepper.move(motion));
  }

  private async setVariable(
    args: DebugProtocol.SetVariableArguments,
  ): Promise<Answer<DebugProtocol.SetVariableResponse["body"]>> {
    const change = await this.variables.edit(args);
    if (change.kind === "refusal") return change;
    const result = await this.editedText.edit(() =>
      this.server.applyEdit(change.edit),
    );
    if (result === "refused") return refuse(outdated);
    return result === "edited" ? done({ value: change.value }) : result;
  }

  private exceptionInfo(): Answer<DebugProtocol.ExceptionInfoResponse["body"]> {
    const { exception } = this.stops;
    if (!exception) return refuse("The trace did not stop at a filter.", false);
    const { filter, message } = exception;
    const label = exceptionFilters.find(
      (each) => each.filter === filter,
    )?.label;
    return done({
      exceptionId: label ?? filter,
      description: message,
      breakMode: "always",
    });
  }

  private close(): void {
    this.stepper.pause();
    this.stops.withdraw();
    this.trace.close();
  }
}
