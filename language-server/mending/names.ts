/** Mends of names: misspelt ones, those that other tools use, and those that are taken. */
import { fillCall } from "./respelled-calls.js";
import { type MendRule, replaceFound, textData } from "./mend.js";

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

export const undefinedName: MendRule = (mending) => {
  const { problem, found } = mending;
  const known = sameValue.get(found);
  const meant = known ?? textData(problem, "nearest");
  if (meant === undefined) return [];
  return [{ title: change(meant), changes: [replaceFound(mending, meant)] }];
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
  const words = new Set(text.match(/[\p{L}\p{M}_0-9₀-₉]+/gu));
  const [, stem = found, count = "1"] = /^(.*?)([0-9]*)$/u.exec(found) ?? [];
  let next = Number(count || "1") + 1;
  while (words.has(`${stem}${String(next)}`)) next++;
  const name = `${stem}${String(next)}`;
  return [
    {
      title: `Rename this one to \`${name}\``,
      changes: [replaceFound(mending, name)],
    },
  ];
};
