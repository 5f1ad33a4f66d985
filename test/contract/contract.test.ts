// The contract's programs through the `nn` program, in process: what README.md says of them.
import { expect, test } from "vitest";
import { runNn } from "../cli/run-nn.js";
import { missingFrom, readCases } from "./expectation.js";

test.each(readCases())("$name", async ({ program, expected }) => {
  const { status, output } = await runNn([
    "eval",
    program,
    "--json",
    ...(expected.arguments ?? []),
  ]);
  const missing = missingFrom(expected, output);
  expect(missing, missing.join("\n")).toEqual([]);
  expect(status).toBe(expected.status);
});
