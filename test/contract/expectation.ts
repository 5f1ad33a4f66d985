// One program of the contract and what is expected of it: see README.md.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { differences } from "./matching.js";

const root = path.resolve(import.meta.dirname, "../..");

export interface ExpectedDiagnostic {
  readonly line: number;
  readonly severity: string;
  readonly code?: string;
  readonly column?: number;
}

export interface ExpectedCheck {
  readonly line: number;
  readonly status: string;
}

export interface ExpectedNetwork {
  readonly name: string;
  readonly checks?: readonly ExpectedCheck[];
}

export interface Expectation {
  /** More arguments for `nn eval`. */
  readonly arguments?: readonly string[];
  readonly status: number;
  readonly ok: boolean;
  readonly networks: readonly ExpectedNetwork[];
  readonly diagnostics: readonly ExpectedDiagnostic[];
}

export interface Case {
  /** `checks/precision` */
  readonly name: string;
  /** The program's file. */
  readonly program: string;
  readonly expected: Expectation;
}

interface ActualResult {
  readonly diagnostics: readonly ExpectedDiagnostic[];
  readonly networks: readonly ExpectedNetwork[];
}

const ending = ".expected.json";

/** Every case below this folder. */
export function readCases(): Case[] {
  return readdirSync(import.meta.dirname, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(import.meta.dirname, file), "utf8");
      const expected = JSON.parse(text) as Expectation & { program?: string };
      const beside = path.join("test/contract", file.replace(ending, ".nn"));
      return {
        name: file.slice(0, -ending.length),
        program: path.join(root, expected.program ?? beside),
        expected,
      };
    });
}

/** What is missing from the object that `nn eval --json` wrote, and errors that nobody expects. */
export function missingFrom(expected: Expectation, written: string): string[] {
  const actual = JSON.parse(written) as ActualResult;
  const { ok, networks } = expected;
  return [
    ...differences({ ok, networks: networks.map(withoutChecks) }, actual),
    ...networks.flatMap((network, index) =>
      missingChecks(network, actual.networks[index]),
    ),
    ...missingDiagnostics(expected.diagnostics, actual.diagnostics),
  ];
}

/** Checks are found by their line, not by their position. */
const withoutChecks = (network: ExpectedNetwork): object =>
  Object.fromEntries(
    Object.entries(network).filter(([key]) => key !== "checks"),
  );

function missingChecks(
  { name, checks = [] }: ExpectedNetwork,
  actual: ExpectedNetwork | undefined,
): string[] {
  return checks.flatMap((check) => {
    const found = actual?.checks?.find(({ line }) => line === check.line);
    return found
      ? differences(check, found, `${name}, check in line ${check.line}`)
      : [`${name}: no check in line ${check.line}`];
  });
}

function missingDiagnostics(
  expected: readonly ExpectedDiagnostic[],
  actual: readonly ExpectedDiagnostic[],
): string[] {
  const missing = expected.filter(
    (wanted) =>
      !actual.some((found) => differences(wanted, found).length === 0),
  );
  const unexpected = actual.filter(
    (found) =>
      found.severity === "error" &&
      !expected.some(
        ({ line, severity }) => line === found.line && severity === "error",
      ),
  );
  return [
    ...missing.map((wanted) => `no diagnostic ${JSON.stringify(wanted)}`),
    ...unexpected.map((found) => `unexpected ${JSON.stringify(found)}`),
  ];
}
