/** Mends of whole statements: the word that they begin with, what is said twice, what gradients are of. */
import type { LoweredNetwork } from "../graph/lowered.js";
import { type Mend, type MendRule, textData } from "./mend.js";

/** `h = x |> dense(3)` owns parameters: it is a `layer`, and where it was an output that is said below. */
export const missingLayer: MendRule = ({ problem, text }) => {
  const name = textData(problem, "name");
  const start = problem.data?.["statement"];
  if (name === undefined || typeof start !== "number") return [];
  const [, keyword] = /^(output|loss)\s/.exec(text.slice(start)) ?? [];
  if (keyword === "loss") return [];
  const title = "Add the word `layer`";
  if (keyword === undefined)
    return [
      { title, changes: [{ start, end: start, text: "layer " }], isSafe: true },
    ];
  const line = text.indexOf("\n", problem.source.end);
  const end = line < 0 ? text.length : line;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  return [
    {
      title: `${title}, and mark \`${name}\` as an output below`,
      changes: [
        { start, end: start + keyword.length, text: "layer" },
        { start: end, end, text: `\n${indent}output ${name}` },
      ],
      isSafe: true,
    },
  ];
};

/** Without the first word of the statement. */
const withoutKeyword =
  (keyword: string, isSafe: boolean): MendRule =>
  ({ problem: { source }, found }) => {
    const word = new RegExp(`^${keyword}\\s+`).exec(found)?.[0];
    if (word === undefined) return [];
    return [
      {
        title: `Remove the word \`${keyword}\``,
        changes: [
          { start: source.start, end: source.start + word.length, text: "" },
        ],
        isSafe,
      },
    ];
  };

export const layerWithoutParameters = withoutKeyword("layer", true);
export const duplicateLoss = withoutKeyword("loss", false);

/** Without the statement, and without its line where it stands alone there. */
const withoutStatement =
  (title: string, isSafe: boolean): MendRule =>
  ({ problem: { source }, text }) => {
    const lineStart = text.lastIndexOf("\n", source.start - 1) + 1;
    const lineEnd = text.indexOf("\n", source.end);
    const next = lineEnd < 0 ? text.length : lineEnd + 1;
    const isAlone =
      text.slice(lineStart, source.start).trim() === "" &&
      text.slice(source.end, next).trim() === "";
    return [
      {
        title,
        changes: [
          isAlone
            ? { start: lineStart, end: next, text: "" }
            : { start: source.start, end: source.end, text: "" },
        ],
        isSafe,
      },
    ];
  };

export const removeStatement = withoutStatement("Remove this statement", true);
// Not safe: it may be there for what is about to be written.
export const removeImport = withoutStatement("Remove this import", false);

/** Hyperparameters and parameters stay: calls may give them. */
export const removeWeight: MendRule = (mending) =>
  /^(?:weight|bias)\s/.test(mending.found)
    ? withoutStatement("Remove this statement", false)(mending)
    : [];

/** `loss L = e` with another shape than a scalar. */
export const lossNotScalar: MendRule = ({ problem: { source }, found }) => {
  const head = /^loss\s+[^=:]+=\s*/u.exec(found)?.[0];
  if (head === undefined) return [];
  const start = source.start + head.length;
  return ["mean", "sum"].map((name) => ({
    title: `Take the ${name}: \`${name}(…)\``,
    changes: [
      { start, end: start, text: `${name}(` },
      { start: source.end, end: source.end, text: ")" },
    ],
  }));
};

/** What gradients could be of: scalar outputs as the loss, or the last scalar as an output. */
export const noObjective: MendRule = ({ problem, text, lowered }) => {
  const network = lowered.networks.find(
    ({ nameSource }) => nameSource.start === problem.source.start,
  );
  if (!network) return [];
  const scalars = scalarsOf(network);
  const outputs = scalars.filter(({ kind }) => kind === "output");
  if (outputs.length > 0)
    return outputs.slice(0, 4).flatMap(({ name, statement }): Mend[] => {
      const word = /^output(?=\s)/.exec(text.slice(statement.start))?.[0];
      return word === undefined
        ? []
        : [
            {
              title: `Make \`${name}\` the loss`,
              changes: [
                {
                  start: statement.start,
                  end: statement.start + word.length,
                  text: "loss",
                },
              ],
            },
          ];
    });
  const last = scalars.findLast(({ kind }) => kind === "definition");
  if (!last) return [];
  const { start } = last.statement;
  return [
    {
      title: `Mark \`${last.name}\` as an output`,
      changes: [{ start, end: start, text: "output " }],
    },
  ];
};

const scalarsOf = ({ graph: { names, nodes } }: LoweredNetwork) =>
  names.filter(
    ({ node, inner, source }) =>
      !inner && source.file === 0 && nodes[node]?.shape.length === 0,
  );
