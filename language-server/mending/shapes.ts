/** Mends of shapes: an annotation that says what is there, a matrix transposed, the size of a parameter or layer set. */
import type { LoweredFile } from "../graph/lowered.js";
import type { NamedValue } from "../graph/graph.js";
import type { RelatedPlace } from "../graph/problem.js";
import { type Mend, type MendRule, replaceFound, textData } from "./mend.js";
import { argumentsAt } from "./respelled-calls.js";

/** Candidates in the order in which they are likely meant; many of them do not fit. */
export const shapeMismatch: MendRule = (mending) => {
  const shape = textData(mending.problem, "found");
  if (shape !== undefined && mending.found.startsWith("["))
    return [
      {
        title: `Change the annotation to ${shape}`,
        changes: [replaceFound(mending, shape)],
      },
    ];
  return [
    ...declaredShapes(mending),
    ...transposes(mending),
    ...needlessTranspose(mending),
    ...sizes(mending),
  ];
};

/** The declaration says another shape than its value has: `weight w: [2] = [1, 2, 3]`. */
const declaredShapes: MendRule = ({ problem, text }) => {
  const given = textData(problem, "given");
  const before = text.slice(0, problem.source.start);
  const shape = /:\s*(\[[^\]]*\])\s*=\s*$/.exec(before);
  if (given === undefined || !shape) return [];
  const start = shape.index + shape[0].indexOf("[");
  const end = start + (shape[1]?.length ?? 0);
  return [
    {
      title: `Change the shape to ${given}`,
      changes: [{ start, end, text: given }],
    },
  ];
};

const operand =
  /^(?:[\p{L}\p{M}_0-9₀-₉]+(?:\.[\p{L}\p{M}_0-9₀-₉]+|\[[^\]]*\])*|\(.*\))$/u;

/** A vector has no transpose, and `x @ y` needs none: it is the dot product. */
const needlessTranspose: MendRule = ({ problem, found }) => {
  const sign = /(?:\.T|ᵀ)$/u.exec(found)?.[0];
  const { end } = problem.source;
  return sign === undefined
    ? []
    : [
        {
          title: `Do not transpose \`${found.slice(0, -sign.length)}\``,
          changes: [{ start: end - sign.length, end, text: "" }],
        },
      ];
};

/** Either side of an `@`, transposed. */
const transposes: MendRule = ({ problem: { source }, found }) => {
  const at = lastProduct(found);
  if (at < 0) return [];
  const left = found.slice(0, at).trimEnd();
  const right = found.slice(at + 1);
  const rightStart = right.length - right.trimStart().length + at + 1;
  const sides = [
    { text: left.trim(), end: left.length },
    { text: right.trim(), end: rightStart + right.trim().length },
  ];
  return sides
    .filter(({ text }) => operand.test(text))
    .map(({ text, end }) =>
      text.endsWith(".T")
        ? {
            title: `Do not transpose \`${text.slice(0, -2)}\``,
            changes: [
              {
                start: source.start + end - 2,
                end: source.start + end,
                text: "",
              },
            ],
          }
        : {
            title: `Transpose: \`${text}.T\``,
            changes: [
              {
                start: source.start + end,
                end: source.start + end,
                text: ".T",
              },
            ],
          },
    );
};

/** Where the last `@` outside brackets stands; −1 where there is none. */
function lastProduct(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const letter = text.charAt(at);
    if (")]".includes(letter)) depth++;
    if ("([".includes(letter)) depth--;
    if (letter === "@" && depth === 0) return at;
  }
  return -1;
}

/** Sizes of parameters and layers from which the operands come, set to a size that another operand has. */
const sizes: MendRule = ({ problem, text, lowered }) => {
  const related = problem.related ?? [];
  const wanted = [
    ...new Set([
      ...(textData(problem, "size") === undefined
        ? []
        : [textData(problem, "size") ?? ""]),
      ...related.flatMap(sizesIn),
    ]),
  ];
  return related.flatMap(({ source }) => {
    if (source.file !== 0) return [];
    const statement = statementAround(lowered, text, source.start);
    if (!statement) return [];
    return statement.kind === "weight" || statement.kind === "bias"
      ? declaredSizes(statement, text, wanted)
      : statement.kind === "layer"
        ? unitsOf(statement, text, wanted)
        : [];
  });
};

const sizesIn = ({ message }: RelatedPlace): string[] =>
  /\[([^\]]*)\]\s*$/
    .exec(message)?.[1]
    ?.split(",")
    .map((size) => size.trim()) ?? [];

/** The declared shape with one of its dimensions changed. */
function declaredSizes(
  statement: NamedValue,
  text: string,
  wanted: readonly string[],
): Mend[] {
  const declared = declaredShape(statement, text);
  if (!declared) return [];
  const before = text
    .slice(declared.start + 1, declared.end - 1)
    .split(",")
    .map((size) => size.trim());
  return before.flatMap((size, axis) =>
    wanted
      .filter((each) => each !== size && each !== "")
      .map((each) => {
        const shape = `[${before.with(axis, each).join(", ")}]`;
        return {
          title: `Change the shape of \`${statement.name}\` to ${shape}`,
          changes: [{ ...declared, text: shape }],
        };
      }),
  );
}

/** The last `dense(…)` of a layer with another number of units. */
function unitsOf(
  { name, statement }: NamedValue,
  text: string,
  wanted: readonly string[],
): Mend[] {
  const written = text.slice(statement.start, statement.end);
  const call = [...written.matchAll(/\bdense(?=\()/g)].at(-1);
  if (!call) return [];
  const open = statement.start + call.index + "dense".length;
  const given = argumentsAt(text, open);
  const units = given?.operands.find((each) => /^\d+$/.test(each));
  if (units === undefined) return [];
  const start = open + text.slice(open).search(new RegExp(`\\b${units}\\b`));
  return wanted
    .filter((each) => /^\d+$/.test(each) && each !== units)
    .map((each) => ({
      title: `Give \`${name}\` ${each} units`,
      changes: [{ start, end: start + units.length, text: each }],
    }));
}

/** The named statement around an offset. */
function statementAround(
  { networks }: LoweredFile,
  text: string,
  offset: number,
): NamedValue | undefined {
  for (const { graph, source } of networks) {
    if (offset < source.start || offset > source.end) continue;
    return graph.names.find(
      ({ statement, kind, inner }) =>
        !inner &&
        kind !== "parameter" &&
        statement.file === 0 &&
        statement.start <= offset &&
        offset <= Math.min(statement.end, text.length),
    );
  }
  return undefined;
}

/** Where the `[…]` of `weight w: […]` stands. */
function declaredShape(
  { source, statement }: NamedValue,
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  const shape = /^\s*:\s*(?=\[)/.exec(text.slice(source.end, statement.end));
  if (!shape) return undefined;
  const start = source.end + shape[0].length;
  const end = text.indexOf("]", start) + 1;
  return end > 0 && end <= statement.end ? { start, end } : undefined;
}

/** A division of dimensions that does not come out even. */
export const inexactDimension: MendRule = (mending) =>
  mending.found.includes("/")
    ? [
        {
          title: "Round down: `floor(…)`",
          changes: [replaceFound(mending, `floor(${mending.found})`)],
        },
      ]
    : [];
