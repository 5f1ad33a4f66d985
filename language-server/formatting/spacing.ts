/** What stands between two tokens of a line: one space or nothing; and where a line break of the writer's is kept. */
import type { Item } from "./structure.js";

const tightOnBothSides: ReadonlySet<string> = new Set([".", "^"]);
const tightBefore: ReadonlySet<string> = new Set([",", ":", "²", "³", "ᵀ"]);

/** Whether nothing stands between a token and the one behind it. */
export function isTight(before: Item, item: Item): boolean {
  return wantsNothing(before, item) && !wouldMerge(before, item);
}

function wantsNothing(before: Item, item: Item): boolean {
  const left = before.token.text;
  const right = item.token.text;
  if (left === "(" || left === "[" || right === ")" || right === "]")
    return true;
  if (left === "{" && right === "}") return true;
  if (tightBefore.has(right)) return left !== "," || right !== ":";
  if (tightOnBothSides.has(left) || tightOnBothSides.has(right)) return true;
  if (left === ":") return item.inside.kind === "index";
  if (before.isSign || left === "∂") return true;
  if (before.isOfPartial || item.isOfPartial) return true;
  if (right === "(") return before.token.kind === "name";
  if (right === "[") return item.opens?.kind === "index";
  return false;
}

const nameOrNumber = /[\p{L}\p{M}_0-9₀-₉]$/u;
const continuesNameOrNumber = /^[\p{L}\p{M}_0-9₀-₉]/u;

/** Whether two tokens without a space between them would be others: `1 .T`, `- >`, `/ /`. */
function wouldMerge({ token: left }: Item, { token: right }: Item): boolean {
  if (right.text === "ᵀ") return false;
  if (left.kind === "number" && right.text.startsWith(".")) return true;
  if (nameOrNumber.test(left.text) && continuesNameOrNumber.test(right.text))
    return true;
  if (left.text === ".") return right.kind === "number";
  const pair = (left.text.at(-1) ?? "") + (right.text[0] ?? "");
  return /^(?:->|\/\/|\/\*|[<>=!~]=|\|>)$/.test(pair);
}

const breaksAround: ReadonlySet<string> = new Set([
  ..."+ - − * · × / @ |> == != < <= > >= ≈ ~= ->".split(" "),
]);

/** Whether a line break between two tokens, where one space could stand, is kept. */
export function mayBreak(before: Item, item: Item): boolean {
  if (item.inside.kind === "index") return false;
  const left = before.token.text;
  const right = item.token.text;
  if (left === "=" || left === ",") return true;
  return (
    breaksAround.has(left) || breaksAround.has(right) || right === "within"
  );
}
