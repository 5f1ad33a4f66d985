/** Slips that only the text around an error tells, where the parser, as it recovers, no longer knows what stood there. */
import { nearestName } from "./nearest-name.js";
import { foundCall, foundMethod } from "./syntax-messages.js";
import type { Finding } from "./syntax-problems.js";

const statementWords =
  "import const fn dataset network input weight bias layer output loss expect train seed".split(
    " ",
  );
const reserved: ReadonlySet<string> = new Set(statementWords);

const name = String.raw`[\p{L}_][\p{L}\p{M}_0-9₀-₉]*`;
/** A word where a statement begins, and something behind it that only a reserved word can have there. */
const begun = new RegExp(String.raw`^\s*(${name})\s+(?=[\p{L}_∂"\[{])`, "u");
const member = new RegExp(String.raw`\.\s*(${name})\s*$`, "u");

/** What was probably meant at the place of an error; absent where the parser's own message says as much. */
export function slipAt(
  found: number,
  message: string,
  text: string,
): Finding | undefined {
  const lineStart = text.lastIndexOf("\n", found - 1) + 1;
  const before = text.slice(lineStart, found);
  if (message === foundCall) {
    const called = member.exec(before)?.[1];
    return called === undefined
      ? undefined
      : { message: foundMethod(called), start: found, end: found + 1 };
  }
  if (!/^Expected (?:`=`|`network`)/.test(message)) return undefined;
  const [line = ""] = text.slice(lineStart).split("\n", 1);
  const word = begun.exec(line)?.[1];
  if (word === undefined || reserved.has(word)) return undefined;
  const nearest = nearestName(word, statementWords);
  if (nearest === undefined) return undefined;
  const start = lineStart + line.indexOf(word);
  return {
    message: `\`${word}\` begins no statement. Did you mean \`${nearest}\`?`,
    start,
    end: start + word.length,
    nearest,
  };
}
