// The programs in the documentation do what it says: they are evaluated, and have exactly the errors and warnings that
// their pages announce.
import { afterAll, expect, test } from "vitest";
import { runNn } from "../cli/run-nn.js";
import type { CodeBlock } from "./page-content.js";
import { openPages } from "./page-folder.js";

interface Evaluated {
  readonly networks: readonly {
    readonly checks: readonly { readonly status: string }[];
  }[];
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly code: string;
    readonly message: string;
  }[];
}

const { blocks, remove } = openPages();
afterAll(remove);

const programs = blocks.filter(({ block }) => block.language === "nn");
test.each(programs)("the program at $place", async ({ block, folder }) => {
  const file = folder.write(block.file ?? "example.nn", programOf(block));
  const { output } = await runNn(["eval", file, "--json"]);
  const evaluated = JSON.parse(output) as Evaluated;
  const { codes, messages } = findingsOf(evaluated);
  expect(codes, messages).toEqual(block.words);
  const checks = evaluated.networks.flatMap((network) => network.checks);
  expect(checks.map(({ status }) => status)).not.toContain("not-evaluated");
});

/** Statements alone are put into a network. */
const programOf = ({ text }: CodeBlock): string =>
  /^(network|dataset|fn|const|import) /m.test(text)
    ? text
    : `network Example {\n${text}}\n`;

/** Codes of errors and warnings in their order, and what they say. */
function findingsOf({ diagnostics }: Evaluated): {
  codes: string[];
  messages: string;
} {
  const found = diagnostics.filter(
    ({ severity }) => severity === "error" || severity === "warning",
  );
  return {
    codes: found.map(({ code }) => code),
    messages: found.map(({ message }) => message).join("\n"),
  };
}
