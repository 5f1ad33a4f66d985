/** What reading a dataset goes by, wherever its rows are: its columns, and what can be wrong with them. */
import type { AstNode } from "langium";
import type { FileArray } from "../files/formats/array.js";
import type { ColumnFault } from "../files/formats/table.js";
import { formatCount } from "../files/limits.js";
import type { DiagnosticCode } from "../graph/diagnostic-codes.js";
import type { SourceRange } from "../graph/graph.js";
import type { Severity } from "../graph/problem.js";
import type { Column, Dataset } from "../grammar/generated/ast.js";

/** What the columns hold that can be read, by name: `[rows, 1]` or more axes. */
export type Columns = Map<string, FileArray>;

export interface DatasetProblem {
  readonly place: AstNode | SourceRange;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly severity?: Severity;
  readonly data?: Readonly<Record<string, unknown>>;
}

const plainName =
  /^[\p{Lu}\p{Ll}\p{Lt}\p{Lo}_][\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{M}_0-9₀-₉]*$/u;

/** A column as a program chooses it: in quotes where it is no name. */
export const spelledColumn = (name = "column"): string =>
  plainName.test(name) ? name : `"${name}"`;

/** Names are compared in Unicode's composed form; those in quotes do not come so from the parser. */
export const nameOf = (name: string | undefined): string =>
  (name ?? "").normalize("NFC");

export const columnsOf = ({ inputs, targets }: Dataset): Column[] => [
  ...inputs,
  ...targets,
];

export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

export const faultOf = (
  { code, reason }: ColumnFault,
  { name }: Column,
  place: AstNode,
): DatasetProblem => ({
  place,
  code,
  message: `Column \`${nameOf(name)}\`: ${reason}.`,
});
