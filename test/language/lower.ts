/**
 * Programs as tests see them: text in; problems, names, shapes and keys out. Only the language room and what it
 * stands on take part, no server and no file system.
 */
import { EmptyFileSystem, type LangiumDocument, URI } from "langium";
import { formatDimension } from "../../language-server/graph/dimension.js";
import type { Graph, NamedValue } from "../../language-server/graph/graph.js";
import type {
  LoweredFile,
  LoweredNetwork,
} from "../../language-server/graph/lowered.js";
import type { Problem } from "../../language-server/graph/problem.js";
import { formatShape } from "../../language-server/graph/shape.js";
import { createLanguage } from "../../language-server/language-services.js";

const language = createLanguage(EmptyFileSystem);
let documents = 0;

export interface Lowered extends LoweredFile {
  readonly text: string;
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

/** Lowers statements as the body of a network `N`; line 1 is the first line of `statements`. */
export const lowerStatements = (statements: string): Lowered =>
  lower(`network N {${statements}\n}`);

/** The network of that name, or the only one. */
export function networkOf(lowered: Lowered, name?: string): LoweredNetwork {
  const found = lowered.networks.find(
    (network) => name === undefined || network.name === name,
  );
  if (!found) throw new Error(`There is no network ${name ?? "here"}.`);
  return found;
}

/** `line:column code` of every problem above a hint, by place. */
export const problemsOf = (lowered: Lowered): string[] =>
  describe(
    lowered,
    ({ severity }) => severity === "error" || severity === "warning",
  );

/** `line:column code` of hints and information messages. */
export const hintsOf = (lowered: Lowered): string[] =>
  describe(
    lowered,
    ({ severity }) => severity === "hint" || severity === "information",
  );

function describe(
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

/** What is underlined by each problem above a hint, in the order of the text. */
export const underlined = ({ problems, text }: Lowered): string[] =>
  problems
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .sort((a, b) => a.source.start - b.source.start)
    .map(({ source }) => text.slice(source.start, source.end));

/** The messages of all problems, with the places that they are related to: `message ← related`. */
export const messagesOf = ({ problems, text }: Lowered): string[] =>
  problems.map(({ message, related = [] }) =>
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

/** Sizes of symbolic dimensions, `undefined` where nothing gave them one. */
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

/** The operations that the network is made of, in order. */
export const operationsOf = (lowered: Lowered, network?: string): string[] =>
  networkOf(lowered, network).graph.nodes.map(({ operation }) => operation);

export { formatDimension };
