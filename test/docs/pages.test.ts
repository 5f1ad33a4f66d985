/** Generated pages say what the code says. After a change: `npx vitest run --project unit test/docs -u`. */
import { expect, test } from "vitest";
import {
  type Callable,
  functions,
  overloadsOf,
} from "../../language-server/ops/registry.js";
import { diagnosticsPage } from "../../language-server/presentation/reference/diagnostics-page.js";
import { functionsPage } from "../../language-server/presentation/reference/functions-page.js";

test("docs/diagnostics.md lists every code", async () => {
  await expect(diagnosticsPage()).toMatchFileSnapshot(
    "../../docs/diagnostics.md",
  );
});

test("docs/functions.md says of every function what its record says", async () => {
  await expect(functionsPage()).toMatchFileSnapshot("../../docs/functions.md");
});

// The shapes of elementwise functions are clear without.
const withExamples = [...functions.keys()]
  .flatMap(overloadsOf)
  .filter(({ family }) => family !== "elementwise")
  .map((record): [string, Callable] => [record.name, record]);

test.each(withExamples)("%s shows a call", (_, { examples = [] }) => {
  expect(examples).not.toHaveLength(0);
});
