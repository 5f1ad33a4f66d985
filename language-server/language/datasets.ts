/** Datasets, and their columns as values: `gate[x1, x2]`, `gate.inputs`. */
import type { FileArray } from "../files/formats/array.js";
import { joinColumns } from "../files/formats/columns.js";
import type { FileRequests } from "../files/file-requests.js";
import { formatShape } from "../graph/shape.js";
import type { Operand } from "../ops/composite.js";
import {
  type Column,
  type Dataset,
  type Expression,
  type Indexing,
  type Postfix,
  type Reference,
  type Subscript,
  isIndexing,
  isMember,
  isReference,
  isSwitchLiteral,
  isTextLiteral,
} from "../grammar/generated/ast.js";
import type { AstNode } from "langium";
import {
  addConstant,
  type Context,
  noteOccurrence,
  report,
  type SourceUnit,
} from "./context.js";
import { readFile } from "./dataset-files.js";
import {
  type Columns,
  columnsOf,
  type DatasetProblem,
  nameOf,
  spelledColumn,
} from "./dataset-reading.js";
import { readRows } from "./dataset-rows.js";
import { nodesIn } from "./inner-nodes.js";
import { nearestName } from "./nearest-name.js";
import type { Scope, ValueEntity } from "./scope.js";
import { sourceOf } from "./source.js";

type DatasetEntity = ValueEntity & { readonly kind: "dataset" };

/** A dataset as its uses see it. */
export interface ReadDataset {
  /** The columns left of the arrow and right of it, as named by the program. */
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** Absent where a column has an error or is not read yet. */
  readonly columns: ReadonlyMap<string, FileArray>;
  readonly problems: readonly DatasetProblem[];
}

/** The dataset, read once for each lowering. */
function readDataset(
  dataset: Dataset,
  unit: SourceUnit,
  requests: FileRequests,
): ReadDataset {
  const known = unit.datasets.get(dataset);
  if (known) return known;
  const columns: Columns = new Map();
  const problems = problemsOfHeader(dataset);
  if (problems.length === 0 && !unit.broken.has(dataset))
    problems.push(
      ...(dataset.path === undefined
        ? readRows(dataset, columns)
        : readFile(dataset, dataset.path, unit, requests, columns)),
    );
  const names = (list: readonly Column[]): string[] =>
    list.map(({ name }) => nameOf(name));
  const read: ReadDataset = {
    inputs: names(dataset.inputs),
    targets: names(dataset.targets),
    columns,
    problems,
  };
  unit.datasets.set(dataset, read);
  return read;
}

/** Says what is wrong with a dataset of the file itself. */
export function checkDataset(dataset: Dataset, context: Context): void {
  const { unit, collected } = context;
  const { problems } = readDataset(dataset, unit, collected.requests);
  for (const { place, code, message, ...details } of problems)
    report(context, place, code, message, details);
  for (const column of columnsOf(dataset)) {
    const source = sourceOf(column, unit.file);
    const name = nameOf(column.name);
    noteOccurrence(context, {
      source,
      declaration: source,
      kind: "column",
      name,
    });
  }
}

function problemsOfHeader(dataset: Dataset): DatasetProblem[] {
  const columns = columnsOf(dataset);
  if (columns.length === 0) {
    return [
      {
        place: dataset,
        code: "invalid-dataset",
        message:
          "A dataset begins with the names of its columns, inputs left and targets right of the arrow: `{ x1, x2 -> y … }`.",
      },
    ];
  }
  if (dataset.path !== undefined && dataset.rows[0]) {
    return [
      {
        place: dataset.rows[0],
        code: "invalid-dataset",
        message: `The rows of this dataset come from \`${dataset.path}\`: leave them out here, or leave out \`from\`.`,
      },
    ];
  }
  const seen = new Set<string>();
  return columns.flatMap((column): DatasetProblem[] => {
    const name = nameOf(column.name);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      {
        place: column,
        code: "duplicate-name",
        message: `The dataset already has a column named \`${name}\`.`,
      },
    ];
  });
}

/** The columns that are chosen behind a dataset's name: `[rows, columns]`, or what the arrays of the columns are. */
export function lowerColumns(
  entity: DatasetEntity,
  reference: Reference,
  selection: Postfix,
  context: Context,
): Operand {
  noteOccurrence(context, {
    source: sourceOf(reference, context.unit.file),
    declaration: entity.source,
    kind: "dataset",
    name: reference.name,
  });
  const dataset = readDataset(
    entity.declaration,
    entity.unit,
    context.collected.requests,
  );
  const names = isIndexing(selection)
    ? chosenColumns(entity, dataset, selection, context)
    : chosenSide(reference.name, dataset, selection, context);
  const parts = names?.map((name) => dataset.columns.get(name));
  const present = parts?.filter((part) => part !== undefined);
  // A column that is not there has an error of its own, or is being read.
  if (!parts || !present || present.length < parts.length) return undefined;
  const joined = joinColumns(present);
  if (joined) {
    const node = addConstant(context, joined, selection);
    if (node !== undefined) context.builder.setColumns(node);
    return node;
  }
  if (present.length === 0) return undefined;
  return report(
    context,
    selection,
    "shape-mismatch",
    `Columns beside each other have one shape behind their second axis, these have ${present.map(({ shape }) => formatShape(shape)).join(" and ")}. Choose one at a time.`,
  );
}

function chosenSide(
  name: string,
  { inputs, targets }: ReadDataset,
  selection: Postfix,
  context: Context,
): readonly string[] | undefined {
  const member = isMember(selection) ? selection.member : undefined;
  if (member === "inputs") return inputs;
  if (member === "targets") return targets;
  if (member !== undefined && [...inputs, ...targets].includes(member)) {
    return report(
      context,
      selection,
      "undefined-member",
      `The column \`${member}\` is written \`${name}[${member}]\`.`,
    );
  }
  return report(
    context,
    selection,
    member === undefined ? "not-a-value" : "undefined-member",
    `\`${name}\` is a dataset: it has its columns, as in \`${name}[${spelledColumn(inputs[0])}]\`, \`${name}.inputs\` and \`${name}.targets\`.`,
  );
}

function chosenColumns(
  entity: DatasetEntity,
  { inputs, targets }: ReadDataset,
  { subscripts }: Indexing,
  context: Context,
): readonly string[] | undefined {
  const { name } = entity.declaration;
  const known = [...inputs, ...targets];
  // A dataset without columns has an error of its own.
  if (known.length === 0) return undefined;
  const chosen: string[] = [];
  for (const subscript of subscripts) {
    const column = columnNamed(subscript);
    if (column !== undefined && known.includes(column)) {
      noteColumn(column, subscript, entity, context);
      chosen.push(column);
      continue;
    }
    const nearest =
      column === undefined ? undefined : nearestName(column, known);
    const listed = known.map((each) => `\`${each}\``).join(", ");
    report(
      context,
      subscript,
      "undefined-column",
      column === undefined
        ? `Columns of \`${name}\` are chosen by name: ${listed}. Rows are chosen from a column, \`${name}[${spelledColumn(known[0])}][0:10]\`.`
        : `\`${name}\` has no column named \`${column}\`.${nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`} Its columns are ${listed}.`,
      nearest === undefined ? {} : { data: { nearest } },
    );
    // What chooses no column chooses rows, and so does the rest.
    if (column === undefined) return undefined;
  }
  return chosen.length === subscripts.length ? chosen : undefined;
}

function noteColumn(
  name: string,
  subscript: Subscript,
  { declaration, unit }: DatasetEntity,
  context: Context,
): void {
  const column = columnsOf(declaration).find(
    (candidate) => nameOf(candidate.name) === name,
  );
  noteOccurrence(context, {
    source: sourceOf(subscript, context.unit.file),
    ...(column && { declaration: sourceOf(column, unit.file) }),
    kind: "column",
    name,
  });
}

function columnNamed({ start, range, column }: Subscript): string | undefined {
  if (column !== undefined) return column;
  if (range) return undefined;
  if (isReference(start)) return start.name;
  if (isSwitchLiteral(start)) return start.text;
  return isTextLiteral(start) ? nameOf(start.text) : undefined;
}

/** Whether an expression has data of a dataset in it, so that a single column fits where `[rows]` is declared. */
export function usesDataset(expression: Expression, scope: Scope): boolean {
  const seen = new Set<AstNode>();
  const open: { readonly node: AstNode; readonly scope: Scope }[] = [
    { node: expression, scope },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.node)) continue;
    seen.add(next.node);
    for (const node of nodesIn(next.node)) {
      if (!isReference(node)) continue;
      const entity = next.scope.lookUp(node.name);
      if (entity?.kind === "dataset") return true;
      if (entity?.kind !== "constant") continue;
      const value = entity.declaration.value as Expression | undefined;
      if (value) open.push({ node: value, scope: entity.unit.scope });
    }
  }
  return false;
}
