/** Problems as the editor's diagnostics: those of the text at once, those of its evaluation as long as they belong to it. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import { TextDocument } from "langium";
import type { DiagnosticCode } from "../graph/diagnostic-codes.js";
import type { Problem, Severity } from "../graph/problem.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What these point to can go: editors fade it. */
const unnecessary: ReadonlySet<DiagnosticCode> = new Set([
  "unused-import",
  "unused-name",
]);

/**
 * @param documentation where the page stands that has a section for each code; absent: no links
 */
export function diagnosticsOf(
  program: OpenProgram,
  problems: readonly Problem[],
  documentation: string | undefined,
): Diagnostic[] {
  return problems
    .filter(({ source }) => source.file === 0)
    .map((problem) => ({
      range: rangeOf(program.document, problem.source),
      severity: severities[problem.severity],
      source: "nn",
      code: problem.code,
      message: problem.message,
      ...(unnecessary.has(problem.code) && {
        tags: [DiagnosticTag.Unnecessary],
      }),
      relatedInformation: relatedInformation(program, problem),
      ...(documentation !== undefined && {
        codeDescription: { href: `${documentation}#${problem.code}` },
      }),
      ...(problem.data && { data: problem.data }),
    }));
}

/** Places in this and in imported files. */
function relatedInformation(
  program: OpenProgram,
  { related = [] }: Problem,
): DiagnosticRelatedInformation[] {
  return related.map(({ message, source }) => {
    const document = documentOf(program, source.file);
    const location = { uri: document.uri, range: rangeOf(document, source) };
    return { message, location };
  });
}

/** The text in which places with this file's number lie. */
function documentOf(
  { document, lowered: { files, texts } }: OpenProgram,
  file: number,
): TextDocument {
  const address = files[file];
  return file === 0 || address === undefined
    ? document
    : TextDocument.create(address, "nn", 0, texts[file] ?? "");
}
