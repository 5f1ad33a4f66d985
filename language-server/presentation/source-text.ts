/** Source text as people read it in a label: on one line, without comments, with `·` and `−` for `*` and `-`. */

/** Strings, comments, numbers (whose exponent keeps its sign as written), white space, and the operators. */
const token =
  /"[^"\r\n]*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+−-]?\d+)?|\s+|[-*×]/g;

export function readableSource(text: string): string {
  return text
    .replace(token, (match) => {
      if (match.startsWith("//") || match.startsWith("/*")) return " ";
      if (/^\s/.test(match)) return " ";
      if (match === "-") return "−";
      if (match === "*" || match === "×") return "·";
      return match;
    })
    .replace(/ +/g, " ")
    .trim();
}

/** The text with its middle left out where it is longer than `width`: between words, where they are short enough. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = width - 1;
  const front = Math.ceil(kept / 2);
  const head = text.slice(0, front);
  const tail = text.slice(text.length - (kept - front));
  const lastBreak = head.lastIndexOf(" ");
  const firstBreak = tail.indexOf(" ");
  const atWords =
    lastBreak > front / 2 && firstBreak >= 0 && firstBreak < tail.length / 2;
  return atWords
    ? joined(
        head.slice(0, lastBreak).trimEnd(),
        tail.slice(firstBreak).trimStart(),
        " ",
      )
    : joined(head.trimEnd(), tail.trimStart(), "");
}

const pairs: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
]);

/** Two ends of a text, and of what is between them the brackets whose other half is in one of the ends. */
function joined(head: string, tail: string, space: string): string {
  // In the order in which they are closed, the innermost first.
  const wanted = unmatched(head).reverse();
  const closed = unmatched(tail);
  const shut = wanted.slice(0, Math.max(0, wanted.length - closed.length));
  const others = closed.slice(0, Math.max(0, closed.length - wanted.length));
  const begun = others.map((each) => (each === ")" ? "(" : "[")).reverse();
  const middle =
    shut.length > 0
      ? `…${shut.join("")}${space}…`
      : `…${begun.length > 0 ? `${space}${begun.join("")}…` : ""}`;
  return `${head}${space}${middle}${space}${tail}`;
}

/** What closes the brackets that a text leaves open, in their order; or else the ones that it closes without opening. */
function unmatched(text: string): string[] {
  const open: string[] = [];
  const closed: string[] = [];
  for (const character of text) {
    const end = pairs.get(character);
    if (end !== undefined) open.push(end);
    else if (/[)\]]/.test(character) && open.pop() === undefined)
      closed.push(character);
  }
  return open.length > 0 ? open : closed;
}

/**
 * An expression in at most `width` characters, with what tells least left out first: the elements of arrays, the stages of
 * a pipe before the last, and then its middle.
 */
export function briefExpression(text: string, width: number): string {
  if (text.length <= width) return text;
  const plain = text.replace(innermostArray, "[…]");
  const folded = plain.replace(nestedArray, "[…]").replace(nestedArray, "[…]");
  if (folded.length <= width) return folded;
  const stage = lastStage(folded);
  const piped = stage > 0 ? "… |> " : "";
  return `${piped}${shortened(folded.slice(stage).trimStart(), width - piped.length)}`;
}

/** An array of more than one element without others in it; one of such that have been left out already. */
const innermostArray = /\[[^[\]]*,[^[\]]*\]/g;
const nestedArray = /\[(?:\[…\](?:, )?)+\]/g;

/** Where the last stage of a pipe begins; 0 where there is none outside of parentheses. */
function lastStage(text: string): number {
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (depth === 0 && text.startsWith("|>", index)) start = index + 2;
  }
  return start;
}

/** The text without the parentheses that are around all of it: `a − b` for `(a − b)`, but `(a) − (b)` as it is. */
export function withoutParentheses(text: string): string {
  let inner = text;
  while (inner.startsWith("(") && closingOf(inner) === inner.length - 1)
    inner = inner.slice(1, -1).trim();
  return inner;
}

/** Where the parenthesis is closed that the text begins with; −1 where it is not. */
function closingOf(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return index;
  }
  return -1;
}

const commentOrSpace = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|\s+/g;

/** Whether the text is a number with or without sign, or an array of such: its value need not be shown again. */
export function isLiteral(text: string): boolean {
  const plain = text.replace(commentOrSpace, "");
  if (!/^[[\]\d.,_eE+−-]+$/.test(plain) || !/\d/.test(plain)) return false;
  // A sign stands at the beginning of a number or of an exponent, anywhere else it is an operator.
  return !/[\d.\]_][+−-]/.test(plain.replace(/[eE][+−-]?\d/g, "e"));
}
