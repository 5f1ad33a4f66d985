/** Runs checks for the Testing view: one file after the other is evaluated by the server, and its answer shown. */
import {
  type CancellationToken,
  Location,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunRequest,
  type Uri,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type CheckOutcome,
  type FileError,
  runChecksRequest,
} from "../../language-server/protocol.js";
import { sendRequest } from "../language-client.js";
import { type CheckTree, childrenOf, rangeOf } from "./check-tree.js";

/** @param begun is told of each file that there will be results of */
export async function runChecks(
  controller: TestController,
  tree: CheckTree,
  client: BaseLanguageClient,
  request: TestRunRequest,
  token: CancellationToken,
  begun: (uri: string) => void,
): Promise<void> {
  const run = controller.createTestRun(request);
  const wanted =
    request.include ?? [...controller.items].map(([, item]) => item);
  const excluded = new Set(request.exclude);
  const files = new Set(
    wanted
      .filter((item) => !excluded.has(item))
      .flatMap((item) => tree.filesIn(item))
      .filter((file) => !excluded.has(file)),
  );
  try {
    for (const file of files) {
      if (token.isCancellationRequested) break;
      begun(file.id);
      await runFile(file, { run, tree, client, wanted, excluded, token });
    }
  } finally {
    run.end();
  }
}

interface FileRun {
  readonly run: TestRun;
  readonly tree: CheckTree;
  readonly client: BaseLanguageClient;
  readonly wanted: readonly TestItem[];
  readonly excluded: ReadonlySet<TestItem>;
  readonly token: CancellationToken;
}

async function runFile(file: TestItem, context: FileRun): Promise<void> {
  const { run, tree, client, token } = context;
  const uri = file.id;
  const names = namesOfWanted(file, context);
  // The items are those of the text that is run.
  await tree.read(uri);
  const checks = tree
    .checksIn(file)
    .filter((check) => names === undefined || isNamed(check, names));
  for (const check of checks) run.started(check);
  const networks = new Set(
    checks.map((check) => check.parent?.id).filter((id) => id !== undefined),
  );
  const [only] = networks;
  const answer = await sendRequest(
    client,
    runChecksRequest,
    {
      uri,
      ...(networks.size === 1 && only !== undefined && { network: only }),
    },
    token,
  ).catch(() => undefined); // cancelled, or the server stopped; server-failures.ts tells of that
  const isOld =
    answer?.version !== undefined && answer.version !== versionOf(file.uri);
  const outcomes = new Map(
    (isOld ? [] : (answer?.networks ?? [])).map((each) => [
      each.name,
      each.checks,
    ]),
  );
  for (const check of checks) {
    const meaning = tree.meaningOf(check);
    const outcome =
      meaning?.kind === "check"
        ? outcomes.get(meaning.network)?.[meaning.index]
        : undefined;
    // An edit, or the user, came in between: there is nothing to say of this text.
    if (outcome?.text === undefined) run.skipped(check);
    else tell(run, check, outcome);
  }
  if (answer?.error && !isOld) tellError(file, answer.error, names, context);
}

/**
 * A file with an error is not good although the checks that could be read hold: the error is its own, or that of its
 * network where only that was run.
 */
function tellError(
  file: TestItem,
  error: FileError,
  names: ReadonlySet<string> | undefined,
  { run, wanted }: FileRun,
): void {
  const network =
    error.network === undefined ? undefined : file.children.get(error.network);
  const item =
    names === undefined
      ? (network ?? file)
      : wanted.find((each) => each === network);
  if (!item) return;
  const message = new TestMessage(error.message);
  if (file.uri) message.location = new Location(file.uri, rangeOf(error.range));
  run.errored(item, message);
}

/** Which checks of the file are asked for; absent: all of them. */
function namesOfWanted(
  file: TestItem,
  { wanted, excluded, tree }: FileRun,
): ReadonlySet<string> | undefined {
  const own = wanted.filter((item) => tree.filesIn(item).includes(file));
  const isWhole = own.some((item) => {
    const kind = tree.meaningOf(item)?.kind;
    return kind === "file" || kind === "folder";
  });
  if (isWhole && excluded.size === 0) return undefined;
  const names = new Set<string>();
  const add = (item: TestItem): void => {
    if (excluded.has(item)) return;
    const kind = tree.meaningOf(item)?.kind;
    if (kind === "check") names.add(nameOf(item));
    for (const child of childrenOf(item)) add(child);
  };
  for (const item of isWhole ? [file] : own) add(item);
  return names;
}

const isNamed = (check: TestItem, names: ReadonlySet<string>): boolean =>
  names.has(nameOf(check));

const nameOf = (check: TestItem): string =>
  JSON.stringify([check.uri?.toString(), check.parent?.id, check.id]);

const versionOf = (uri: Uri | undefined): number | undefined =>
  workspace.textDocuments.find(
    (document) => document.uri.toString() === uri?.toString(),
  )?.version;

function tell(run: TestRun, check: TestItem, outcome: CheckOutcome): void {
  const { status, message = "", expected, actual } = outcome;
  const location = check.uri && new Location(check.uri, rangeOf(outcome.range));
  /** In the view's output and, as long as nothing is edited, behind the statement. */
  const note = (): void => {
    run.appendOutput(`${outcome.text}: ${message}\r\n`, location, check);
  };
  const failure = new TestMessage(message);
  if (location) failure.location = location;
  switch (status) {
    case "passed":
      run.passed(check);
      break;
    case "truncated": // a warning of the language, as for `nn check`
      note();
      run.passed(check);
      break;
    case "failed":
      if (expected !== undefined && actual !== undefined) {
        failure.expectedOutput = expected;
        failure.actualOutput = actual;
      }
      run.failed(check, failure);
      break;
    case "error":
      run.errored(check, failure);
      break;
    case "no-values":
      note();
      run.skipped(check);
      break;
  }
}
