/** The outline of a parsed file: its definitions inside one another, and the strings that name files. */
import { type AstNode, GrammarUtils } from "langium";
import type {
  FileReference,
  Outline,
  OutlineItem,
  OutlineKind,
} from "../graph/outline.js";
import {
  type Dataset,
  type Expression,
  type File,
  type FileElement,
  type FunctionDefinition,
  isCall,
  isImport,
  isNetwork,
  isTextLiteral,
  type Network,
  type Statement,
} from "../grammar/generated/ast.js";
import { nodesIn } from "./inner-nodes.js";
import { excerptOf, sourceOf, sourceOfName, sourceOfPath } from "./source.js";

export const outlineOf = (file: File): Outline => ({
  items: file.elements.flatMap(itemsOfElement),
  files: [...file.elements.flatMap(namedFile), ...loads(file)],
});

function itemsOfElement(element: FileElement): OutlineItem[] {
  switch (element.$type) {
    case "Import":
      return [];
    case "Constant":
      return item(element, "constant", valueText(element.value));
    case "FunctionDefinition":
      return item(
        element,
        "function",
        `(${element.parameters.map(({ name }) => name).join(", ")})`,
        argumentsOf(element),
      );
    case "Dataset":
      return item(element, "dataset", datasetDetail(element), [
        ...element.inputs.flatMap((column) => item(column, "column", "input")),
        ...element.targets.flatMap((column) =>
          item(column, "column", "target"),
        ),
      ]);
    case "Network":
      return item(element, "network", undefined, childrenOf(element));
  }
}

const argumentsOf = ({ parameters }: FunctionDefinition): OutlineItem[] =>
  parameters.flatMap((parameter) => item(parameter, "argument"));

const childrenOf = (network: Network): OutlineItem[] => [
  ...network.hyperparameters.flatMap((hyperparameter) =>
    item(hyperparameter, "hyperparameter", valueText(hyperparameter.value)),
  ),
  ...network.statements.flatMap(itemsOfStatement),
];

function itemsOfStatement(statement: Statement): OutlineItem[] {
  switch (statement.$type) {
    case "Expectation":
      return unnamed(
        statement,
        "check",
        excerptOf(statement).replace(/^expect\s*/, ""),
      );
    case "Seed":
      return unnamed(statement, "seed", "seed", valueText(statement.value));
    case "Training":
      return unnamed(
        statement,
        "training",
        "train",
        statement.settings
          .map(({ name }) => name as string | undefined)
          .filter((name) => name !== undefined)
          .join(", "),
      );
    case "Output":
      return item(
        statement,
        "output",
        statement.value ? undefined : "marks a value above",
      );
    default:
      return item(statement, kinds[statement.$type]);
  }
}

const kinds = {
  Input: "input",
  Weight: "weight",
  Bias: "bias",
  Layer: "layer",
  Definition: "definition",
  Loss: "loss",
} as const;

/** Nothing where the name is not written yet. */
function item(
  node: AstNode & { readonly name: string },
  kind: OutlineKind,
  detail?: string,
  children: readonly OutlineItem[] = [],
): OutlineItem[] {
  const name = node.name as string | undefined;
  if (!name) return [];
  return [
    {
      kind,
      name: kind === "column" ? name.replace(/^"|"$/g, "") : name,
      source: sourceOf(node, 0),
      nameSource: kind === "column" ? sourceOf(node, 0) : sourceOfName(node, 0),
      ...(detail && { detail }),
      children,
    },
  ];
}

function unnamed(
  node: AstNode,
  kind: OutlineKind,
  name: string,
  detail?: string,
): OutlineItem[] {
  const source = sourceOf(node, 0);
  return [
    {
      kind,
      name: name || kind,
      source,
      nameSource: source,
      ...(detail && { detail }),
      children: [],
    },
  ];
}

function datasetDetail({ inputs, targets, rows, path }: Dataset): string {
  const columns = `${String(inputs.length)} → ${String(targets.length)} columns`;
  if (path !== undefined) return `${columns} from ${path}`;
  return `${columns}, ${String(rows.length)} ${rows.length === 1 ? "row" : "rows"}`;
}

const valueText = (value: Expression | undefined): string | undefined =>
  value && `= ${excerptOf(value)}`;

function namedFile(element: FileElement): FileReference[] {
  if (!isImport(element) && element.$type !== "Dataset") return [];
  const { path } = element;
  if (path === undefined) return [];
  const kind = isImport(element) ? "import" : "dataset";
  return [{ kind, path, source: sourceOfPath(element, 0) }];
}

/** `load("file", …)` in networks; the text is looked at first, as there are few. */
function loads(file: File): FileReference[] {
  return file.elements
    .filter(isNetwork)
    .flatMap(({ statements }) => statements)
    .filter(({ $cstNode }) => $cstNode?.text.includes("load"))
    .flatMap((statement) => nodesIn(statement))
    .flatMap((node): FileReference[] => {
      if (!isCall(node) || node.function !== "load") return [];
      const path = node.arguments[0]?.value;
      if (!isTextLiteral(path)) return [];
      const cst = GrammarUtils.findNodeForProperty(path.$cstNode, "text");
      if (!cst) return [];
      const source = { file: 0, start: cst.offset, end: cst.end };
      return [{ kind: "load", path: path.text, source }];
    });
}
