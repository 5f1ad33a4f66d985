/**
 * The `expect` statements of files, open or not, and how they end: what the client's Testing view shows. An open file is
 * evaluated as the editor evaluates it; another one for as long as its checks are looked at.
 */
import type { CheckResult } from "../analysis/checks.js";
import type { Evaluator } from "../evaluation/evaluator.js";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Outcome } from "../evaluation/messages.js";
import type { Check, SourceRange } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import { formatApart } from "../presentation/numbers.js";
import type {
  CheckFiles,
  CheckOutcome,
  CheckStatement,
  ChecksParams,
  ChecksRun,
  FileChecks,
  FileError,
  RunChecksParams,
} from "../protocol.js";
import { isIn, reasonForNoValues } from "./checks-without-values.js";
import type { ClientSettings } from "./client-settings.js";
import { rangeOf } from "./positions.js";
import type { Programs } from "./programs.js";
import type {
  WorkspaceProgram,
  WorkspacePrograms,
} from "./workspace-programs.js";

export interface ChecksContext {
  readonly programs: Programs;
  readonly workspace: WorkspacePrograms;
  readonly evaluator: Evaluator;
  readonly evaluations: LiveEvaluations;
  readonly settings: ClientSettings;
}

/** What a client's cancellation token tells. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

export class Checks {
  constructor(private readonly context: ChecksContext) {}

  /** Read off the texts, which may name too many: a file is read properly when it is asked for. */
  async files(): Promise<CheckFiles> {
    const { workspace } = this.context;
    const texts = await workspace.texts();
    const uris = [...texts]
      .filter(([, text]) => mentionsChecks(text))
      .map(([address]) => workspace.clientUri(address));
    return { uris };
  }

  async of({ uri }: ChecksParams): Promise<FileChecks | null> {
    const program = await this.context.workspace.at(uri);
    if (!program) return null;
    const { document } = program;
    const error = mentionsChecks(document.getText())
      ? firstErrorOf(program)
      : undefined;
    return {
      ...(error && { error }),
      networks: networksWithChecks(program).map(
        ({ name, nameSource, graph }) => ({
          name,
          range: rangeOf(document, nameSource),
          checks: graph.checks.map((check) => statementOf(program, check)),
        }),
      ),
    };
  }

  async run(
    { uri, network: wanted }: RunChecksParams,
    token: Cancellation,
  ): Promise<ChecksRun | null> {
    const program = await this.context.workspace.at(uri);
    if (!program) return null;
    const open = this.context.programs.current(program.uri);
    const networks = networksWithChecks(program).filter(
      ({ name }) => wanted === undefined || name === wanted,
    );
    const outcomes = open
      ? await this.outcomesOfOpen(program, wanted, token)
      : await this.outcomesOfClosed(program, networks, token);
    if (!outcomes) return null;
    const error = firstErrorOf(program);
    return {
      ...(open && { version: open.version }),
      ...(error && { error }),
      networks: networks.map((network) => ({
        name: network.name,
        checks: network.graph.checks.map((check, index) =>
          outcomeOf(check, index, {
            program,
            network,
            outcome: outcomes.get(network),
          }),
        ),
      })),
    };
  }

  /** As by `NN: Evaluate`: what is evaluated already is not done again. Absent where the text was edited meanwhile. */
  private async outcomesOfOpen(
    program: WorkspaceProgram,
    wanted: string | undefined,
    token: Cancellation,
  ): Promise<ReadonlyMap<LoweredNetwork, Outcome> | undefined> {
    const { evaluations, programs } = this.context;
    const { uri } = program;
    const listener = token.onCancellationRequested(() => {
      evaluations.cancel(uri);
    });
    try {
      await evaluations.evaluate(uri, wanted);
    } finally {
      listener.dispose();
    }
    const now = programs.current(uri);
    if (now?.lowered !== program.lowered) return undefined;
    const outcomes = new Map<LoweredNetwork, Outcome>();
    for (const run of evaluations.runsOf(now) ?? [])
      if (run.result) outcomes.set(run.network, run.result);
    return outcomes;
  }

  private async outcomesOfClosed(
    { uri }: WorkspaceProgram,
    networks: readonly LoweredNetwork[],
    token: Cancellation,
  ): Promise<ReadonlyMap<LoweredNetwork, Outcome>> {
    const { evaluator, settings } = this.context;
    const { evaluation } = await settings.of(uri);
    // Settings are kept for files that are open.
    settings.closed(uri);
    const outcomes = new Map<LoweredNetwork, Outcome>();
    for (const network of networks) {
      if (!network.graph.evaluable || token.isCancellationRequested) continue;
      const run = evaluator.evaluate(network, evaluation.limits);
      const listener = token.onCancellationRequested(() => {
        run.cancel();
      });
      outcomes.set(network, await run.outcome);
      listener.dispose();
      run.release();
    }
    return outcomes;
  }
}

interface Evaluated {
  readonly program: WorkspaceProgram;
  readonly network: LoweredNetwork;
  readonly outcome: Outcome | undefined;
}

const mentionsChecks = (text: string): boolean => /\bexpect\b/.test(text);

/** Errors of imported files are said at the import. */
function firstErrorOf({
  document,
  lowered: { problems, networks },
}: WorkspaceProgram): FileError | undefined {
  const [first] = problems
    .filter(({ severity, source }) => severity === "error" && source.file === 0)
    .sort((a, b) => a.source.start - b.source.start);
  if (!first) return undefined;
  const { message, source } = first;
  const network = networks.find((each) => isIn(each.source)(first));
  return {
    message,
    range: rangeOf(document, source),
    ...(network && { network: network.name }),
  };
}

const networksWithChecks = ({ lowered }: WorkspaceProgram): LoweredNetwork[] =>
  lowered.networks.filter(
    ({ source, graph }) => source.file === 0 && graph.checks.length > 0,
  );

const statementOf = (
  { document }: WorkspaceProgram,
  { text, source }: Check,
): CheckStatement => ({ text, range: rangeOf(document, source) });

function outcomeOf(
  check: Check,
  index: number,
  { program, network, outcome }: Evaluated,
): CheckOutcome {
  const statement = statementOf(program, check);
  const result =
    outcome?.kind === "evaluated" ? outcome.checks[index] : undefined;
  const message =
    outcome?.kind === "evaluated"
      ? outcome.problems.find(isAbout(check))?.message
      : undefined;
  switch (result?.status) {
    case "passed":
      return { ...statement, status: "passed" };
    case "failed":
    case "truncated":
      return {
        ...statement,
        status: result.status,
        message: message ?? `\`${check.text}\` does not hold.`,
        ...numbersOf(result),
      };
    default:
      return {
        ...statement,
        ...reasonForNoValues({ program, network, check, outcome, message }),
      };
  }
}

/** A problem that was said of the check; the worker has sent a copy of its place. */
const isAbout =
  ({ source }: Check) =>
  (problem: Problem): boolean =>
    problem.code !== "check-says-little" && isSame(problem.source, source);

const isSame = (a: SourceRange, b: SourceRange): boolean =>
  a.file === b.file && a.start === b.start && a.end === b.end;

function numbersOf({
  failing,
}: CheckResult): Pick<CheckOutcome, "expected" | "actual"> {
  if (!failing) return {};
  const [actual, expected] = formatApart(failing.actual, failing.expected);
  return { expected, actual };
}
