/** The reference page `docs/diagnostics.md`: every code with what it means. */
import { diagnosticCodes } from "../../graph/diagnostic-codes.js";

export function diagnosticsPage(): string {
  const sections = Object.entries(diagnosticCodes).map(
    ([code, meaning]) => `## ${code}\n\n${meaning}`,
  );
  return [
    "# Diagnostics",
    "Every diagnostic of NN Live has one of these codes. The message says what was expected, what was found, and what to do; this page says what the code means in general.",
    ...sections,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}
