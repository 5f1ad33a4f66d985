/** Mends of names: misspelt ones, those that other tools use, and those that are taken. */
import { nextName } from "./free-name.js";
import { fillCall } from "./respelled-calls.js";
import {
  type Mend,
  type MendRule,
  type Mending,
  replaceFound,
  textData,
} from "./mend.js";

/** What is only called something else here, with the same arguments in the same order. */
const sameFunction: ReadonlyMap<string, string> = new Map([
  ["ln", "log"],
  ["linear", "dense"],
  ["average", "mean"],
  ["avg", "mean"],
  ["maximum", "max"],
  ["minimum", "min"],
  ["logistic", "sigmoid"],
  ["sigma", "sigmoid"],
  ["concatenate", "concat"],
  ["cat", "concat"],
  ["permute", "transpose"],
  ["view", "reshape"],
  ["expand", "broadcast_to"],
  ["clamp", "clip"],
]);

const sameValue: ReadonlyMap<string, string> = new Map([
  ["infinity", "inf"],
  ["Infinity", "inf"],
  ["True", "true"],
  ["False", "false"],
]);

const change = (name: string): string => `Change to \`${name}\``;

const path = String.raw`[\p{L}_][\p{L}\p{M}_0-9₀-₉]*`;
const quotient = new RegExp(String.raw`d(${path})\s*/\s*d(${path})`, "gu");

/** `dL/dw`, as mathematics writes it without ∂. */
function derivative({ problem: { source }, text }: Mending): Mend[] {
  const lineStart = text.lastIndexOf("\n", source.start - 1) + 1;
  const [line = ""] = text.slice(lineStart).split("\n", 1);
  for (const { 0: written, 1: of = "", 2: by = "", index } of line.matchAll(
    quotient,
  )) {
    const start = lineStart + index;
    const end = start + written.length;
    const isPart = start <= source.start && source.end <= end;
    if (!isPart) continue;
    const meant = `∂${of}/∂${by}`;
    return [
      { title: `Write \`${meant}\``, changes: [{ start, end, text: meant }] },
    ];
  }
  return [];
}

export const undefinedName: MendRule = (mending) => {
  const { problem, found } = mending;
  const differentials = derivative(mending);
  if (differentials.length > 0) return differentials;
  const known = sameValue.get(found);
  const meant = known ?? textData(problem, "nearest");
  if (meant === undefined) return [];
  return [{ title: change(meant), changes: [replaceFound(mending, meant)] }];
};

const word = /^[\p{L}_][\p{L}\p{M}_0-9₀-₉]*$/u;

/** A misspelt member, with all of the path before it. */
export const undefinedMember: MendRule = (mending) => {
  const meant = textData(mending.problem, "nearest");
  if (meant === undefined) return [];
  return [{ title: change(meant), changes: [replaceFound(mending, meant)] }];
};

/** A misspelt column, in the quotes that it has or needs. */
export const undefinedColumn: MendRule = (mending) => {
  const nearest = textData(mending.problem, "nearest");
  if (nearest === undefined) return [];
  const isQuoted = mending.found.startsWith('"') || !word.test(nearest);
  const meant = isQuoted ? `"${nearest}"` : nearest;
  return [{ title: change(meant), changes: [replaceFound(mending, meant)] }];
};

/** A network of several outputs where one value is meant. */
export const severalOutputs: MendRule = (mending) => {
  const outputs: unknown = mending.problem.data?.["outputs"];
  if (!Array.isArray(outputs) || !word.test(mending.found)) return [];
  return outputs
    .filter((output) => typeof output === "string")
    .map((output) => {
      const meant = `${mending.found}.${output}`;
      return {
        title: `Choose \`${meant}\``,
        changes: [replaceFound(mending, meant)],
      };
    });
};

export const undefinedFunction: MendRule = (mending) => {
  const { problem, found, text } = mending;
  const known = sameFunction.get(found.toLowerCase());
  if (known !== undefined)
    return [
      {
        title: change(known),
        changes: [replaceFound(mending, known)],
        isSafe: true,
      },
    ];
  const operator = fillCall(found.toLowerCase(), text, problem.source);
  if (operator) return [{ ...operator, isSafe: true }];
  const nearest = textData(problem, "nearest");
  if (nearest !== undefined)
    return [
      { title: change(nearest), changes: [replaceFound(mending, nearest)] },
    ];
  if (problem.data?.["isValue"] !== true) return [];
  const { end } = problem.source;
  return [
    {
      title: "Multiply: insert `*`",
      changes: [{ start: end, end, text: " * " }],
    },
  ];
};

export const unknownArgument: MendRule = (mending) => {
  const { problem, found } = mending;
  const nearest = textData(problem, "nearest");
  const written = /^[^\s:]+(?=\s*:)/u.exec(found)?.[0];
  if (nearest === undefined || written === undefined) return [];
  const { start } = problem.source;
  return [
    {
      title: change(nearest),
      changes: [{ start, end: start + written.length, text: nearest }],
    },
  ];
};

/** Another name for the definition; uses below go on to mean the first one. */
export const takenName: MendRule = (mending) => {
  const { found, text } = mending;
  if (!/^[\p{L}\p{M}_0-9₀-₉]+$/u.test(found)) return [];
  const name = nextName(found, text);
  return [
    {
      title: `Rename this one to \`${name}\``,
      changes: [replaceFound(mending, name)],
    },
  ];
};
