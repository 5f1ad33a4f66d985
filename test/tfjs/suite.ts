/**
 * Runs a test file of the installed `@tensorflow/tfjs-core` on our engine. The file is read from the package and its
 * imports are bound to what is here; nothing of it is copied.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { compileFunction } from "node:vm";
import { expect, testUtil } from "./expectations.js";
import { NotShared, notShared, startRecording } from "./recording.js";
import { tf } from "./tf/index.js";

const folder = path.resolve(
  import.meta.dirname,
  "../../node_modules/@tensorflow/tfjs-core/dist/ops",
);

/** `relu` for `relu_test.js`, of every file. */
export const testFiles = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith("_test.js"))
    .map((name) => name.replace("_test.js", ""))
    .sort();

export interface Outcome {
  /** The case with its groups: `relu › basic`. */
  readonly name: string;
  readonly kind: "passed" | "failed" | "not shared";
  /** Why, where it did not pass. */
  readonly why?: string;
}

interface Case {
  readonly name: string;
  readonly run: () => unknown;
}

/** Runs every case of a file, one after the other. */
export async function runFile(file: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const each of casesOf(file)) outcomes.push(await runCase(each));
  return outcomes;
}

async function runCase({ name, run }: Case): Promise<Outcome> {
  const recording = startRecording();
  let failure: string | undefined;
  try {
    await run();
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  if (recording.notShared !== undefined)
    return { name, kind: "not shared", why: recording.notShared };
  if (!recording.usesOperations)
    return { name, kind: "not shared", why: "no operation of ours" };
  return failure === undefined
    ? { name, kind: "passed" }
    : { name, kind: "failed", why: failure };
}

/** What the file declares. */
function casesOf(file: string): readonly Case[] {
  const cases: Case[] = [];
  const groups: string[] = [];
  const before: (() => unknown)[][] = [];
  const describe = (name: string, declare: (env: unknown) => void): void => {
    groups.push(name);
    before.push([]);
    declare(environment);
    before.pop();
    groups.pop();
  };
  const setUps = (): (() => unknown)[] => before.flat();
  const it = (name: string, run: (done?: unknown) => unknown): void => {
    const first = setUps();
    cases.push({
      name: [...groups, name].join(" › "),
      run: async () => {
        if (run.length > 0) notShared("cases that say when they are done");
        for (const each of first) await each();
        await run();
      },
    });
  };
  const source = readFileSync(path.join(folder, `${file}_test.js`), "utf8");
  const { bindings, body } = bound(source);
  const globals: Readonly<Record<string, unknown>> = {
    describe,
    it,
    expect,
    beforeEach: (run: () => unknown) => before.at(-1)?.push(run),
    afterEach: () => undefined,
    beforeAll: (run: () => unknown) => before.at(-1)?.push(run),
    afterAll: () => undefined,
    fail: (why: unknown) => {
      throw new Error(String(why));
    },
    describeWithFlags: (
      name: string,
      constraints: unknown,
      declare: (env: unknown) => void,
    ) => {
      if (constraints !== inBrowsers) describe(name, declare);
    },
    ALL_ENVS: {},
    SYNC_BACKEND_ENVS: {},
    NODE_ENVS: {},
    BROWSER_ENVS: inBrowsers,
    ...testUtil,
    ...bindings,
  };
  const declare = compileFunction(body, Object.keys(globals), {
    filename: `${file}_test.js`,
  }) as (...values: readonly unknown[]) => void;
  try {
    declare(...Object.values(globals));
  } catch (error) {
    if (!(error instanceof NotShared)) throw error;
  }
  return cases;
}

const environment = {
  name: "nn",
  backendName: "nn",
  flags: {},
  isDataSync: true,
};
const inBrowsers = {};

const imports =
  /^import (?:\* as (?<all>\w+)|\{(?<names>[^}]*)\}) from '(?<module>[^']+)';/gm;

/** The file without its imports, and what they bring: `tf`, or things that give the case up when it uses them. */
function bound(source: string): {
  readonly body: string;
  readonly bindings: Readonly<Record<string, unknown>>;
} {
  const bindings: Record<string, unknown> = {};
  for (const { groups } of source.matchAll(imports)) {
    const { all, names = "", module = "" } = groups ?? {};
    if (provided.has(module)) continue;
    const brings = module === "../index" || module.startsWith("./");
    if (all !== undefined)
      bindings[all] = module === "../index" ? tf : absent(module);
    for (const name of names.split(",").map((each) => each.trim()))
      if (name) bindings[name] = brings ? lazily(name) : absent(module);
  }
  const body = source.replace(imports, "").replace(/^export /gm, "");
  return { body, bindings };
}

/** Modules whose names are among the globals. */
const provided = new Set(["../jasmine_util", "../test_util"]);

/** A function of `tf`, which is looked up when it is called. */
const lazily =
  (name: string) =>
  (...operands: readonly unknown[]): unknown => {
    const found: unknown = Reflect.get(tf as object, name);
    return typeof found === "function"
      ? (found as (...all: readonly unknown[]) => unknown)(...operands)
      : notShared(`tf.${name}`);
  };

const absent = (module: string): unknown =>
  new Proxy(() => undefined, {
    get: () => notShared(`TensorFlow.js's own ${module}`),
    apply: () => notShared(`TensorFlow.js's own ${module}`),
    construct: () => notShared(`TensorFlow.js's own ${module}`),
  });
