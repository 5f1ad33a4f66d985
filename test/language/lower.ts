/**
 * Programs as tests see them: text in; problems, names, shapes and values out. Only the language room and what it
 * stands on take part, no server and no file system.
 */
import { EmptyFileSystem, type LangiumDocument, URI } from "langium";
import type { Graph, NamedValue } from "../../language-server/graph/graph.js";
import type {
  LoweredFile,
  LoweredNetwork,
} from "../../language-server/graph/lowered.js";
import type { Problem } from "../../language-server/graph/problem.js";
import { formatShape } from "../../language-server/graph/shape.js";
import { runGraph } from "../../language-server/engine/run.js";
import { createLanguage } from "../../language-server/language-services.js";

const language = createLanguage(EmptyFileSystem);
let documents = 0;

export interface Lowered extends LoweredFile {
  readonly text: string;
}

/** A program in a test: its first line is line 1, and what all lines are indented by is taken away. */
export function nn(
  parts: TemplateStringsArray,
  ...values: readonly string[]
): string {
  const text = String.raw({ raw: parts.raw }, ...values).replace(/^\n/, "");
  const indent = /^ */.exec(text)?.[0].length ?? 0;
  return text
    .split("\n")
    .map((line) => line.slice(Math.min(indent, line.search(/\S|$/))))
    .join("\n")
    .trimEnd();
}

/** Parses and lowers a program. */
export function lower(text: string): Lowered {
  const document: LangiumDocument =
    language.shared.workspace.LangiumDocumentFactory.fromString(
      text,
      URI.file(`/test-${String(documents++)}.nn`),
    );
  return { ...language.language.Lowering.lower(document), text };
}

/** Lowers the statements of a network `N`; its first statement is on line 2. */
export const lowerStatements = (statements: string): Lowered =>
  lower(`network N {\n${statements}\n}`);

/** The network of that name, or the first one. */
export function networkOf(lowered: Lowered, name?: string): LoweredNetwork {
  const found = lowered.networks.find(
    (network) => name === undefined || network.name === name,
  );
  if (!found) throw new Error(`There is no network ${name ?? "here"}.`);
  return found;
}

const isWrong = ({ severity }: Problem): boolean =>
  severity === "error" || severity === "warning";

/** `line:column code` of every error and warning, by place. */
export const problemsOf = (lowered: Lowered): string[] =>
  located(lowered, isWrong);

/** `line:column code` of hints and information messages, by place. */
export const hintsOf = (lowered: Lowered): string[] =>
  located(lowered, (problem) => !isWrong(problem));

function located(
  { problems, text }: Lowered,
  isWanted: (problem: Problem) => boolean,
): string[] {
  return problems
    .filter(isWanted)
    .sort((a, b) => a.source.start - b.source.start)
    .map(({ source, code }) => `${lineAndColumn(text, source.start)} ${code}`);
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${String(before.length)}:${String((before.at(-1)?.length ?? 0) + 1)}`;
}

/** What is underlined by each error and warning, by place. */
export const underlined = ({ problems, text }: Lowered): string[] =>
  problems
    .filter(isWrong)
    .sort((a, b) => a.source.start - b.source.start)
    .map(({ source }) => text.slice(source.start, source.end));

/** The messages of errors and warnings by place, each with what it is related to: `message ← related: text`. */
export const messagesOf = ({ problems, text }: Lowered): string[] =>
  problems
    .filter(isWrong)
    .sort((a, b) => a.source.start - b.source.start)
    .map(({ message, related = [] }) =>
      [
        message,
        ...related.map(
          (place) =>
            `${place.message}: ${text.slice(place.source.start, place.source.end)}`,
        ),
      ].join(" ← "),
    );

/** Shapes by full name, spelled as in the JSON output. */
export const shapesOf = (
  lowered: Lowered,
  network?: string,
): Record<string, string> =>
  Object.fromEntries(
    [...networkOf(lowered, network).shapes].map(([name, shape]) => [
      name,
      formatShape(shape),
    ]),
  );

/** Full names, in the program's order. */
export const namesOf = (lowered: Lowered, network?: string): string[] =>
  networkOf(lowered, network).graph.names.map(({ name }) => name);

/** The name under which the random numbers of each value are drawn, where it is drawn. */
export function keysOf(
  lowered: Lowered,
  network?: string,
): Record<string, string> {
  const { graph } = networkOf(lowered, network);
  return Object.fromEntries(
    graph.names.flatMap((value) => {
      const key = keyOf(value, graph);
      return key === undefined ? [] : [[value.name, key] as const];
    }),
  );
}

function keyOf({ node }: NamedValue, { nodes }: Graph): string | undefined {
  const [operand] = nodes[node]?.operands ?? [];
  const key = nodes[operand ?? node]?.attributes["key"];
  return typeof key === "string" ? key : undefined;
}

/** Sizes of symbolic dimensions, `undefined` where nothing gives them one. */
export const dimensionsOf = (
  lowered: Lowered,
  network?: string,
): Record<string, number | undefined> =>
  Object.fromEntries(
    networkOf(lowered, network).graph.dimensions.map(({ name, size }) => [
      name,
      size,
    ]),
  );

/** The elements of every named value, row-major; a network that cannot be evaluated has none. */
export function valuesOf(
  lowered: Lowered,
  network?: string,
): Record<string, number[]> {
  const { graph } = networkOf(lowered, network);
  if (!graph.evaluable) return {};
  const result = runGraph(graph, { memoryLimit: 1e8 });
  if (result.kind !== "tape") return {};
  return Object.fromEntries(
    graph.names.flatMap(({ name, node }) => {
      const value = result.tape.value(node);
      return value ? [[name, [...value]] as const] : [];
    }),
  );
}

/** The value of `y` in a network of these statements, which has no errors. */
export function evaluate(statements: string): number[] | undefined {
  const lowered = lowerStatements(statements);
  const problems = messagesOf(lowered);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return valuesOf(lowered)["y"];
}
