/** Functions of other tools that are operators here: `pow(a, b)` is `a ^ b`. */
import type { SourceRange } from "../graph/graph.js";
import type { Mend } from "./mend.js";

interface Respelling {
  readonly operands: number;
  readonly write: (...operands: string[]) => string;
  readonly example: string;
}

const power: Respelling = {
  operands: 2,
  write: (base, exponent) => `(${atom(base)} ^ ${atom(exponent)})`,
  example: "a ^ b",
};
const square: Respelling = {
  operands: 1,
  write: (base) => `(${atom(base)} ^ 2)`,
  example: "x ^ 2",
};
const infix = (operator: string): Respelling => ({
  operands: 2,
  write: (a, b) => `(${atom(a)} ${operator} ${atom(b)})`,
  example: `a ${operator} b`,
});

const respellings: ReadonlyMap<string, Respelling> = new Map([
  ["pow", power],
  ["power", power],
  ["sqr", square],
  ["square", square],
  ["matmul", infix("@")],
  ["multiply", infix("*")],
]);

/** The call of such a function as its operator; nothing where it is another function, or not called with its operands. */
export function fillCall(
  name: string,
  text: string,
  { start, end }: SourceRange,
): Mend | undefined {
  const respelling = respellings.get(name);
  const call = respelling && argumentsAt(text, end);
  if (!respelling || call?.operands.length !== respelling.operands)
    return undefined;
  return {
    title: `Write \`${respelling.example}\``,
    changes: [
      { start, end: call.end, text: respelling.write(...call.operands) },
    ],
  };
}

/** The arguments of the call whose parenthesis stands at an offset, and where it ends. */
export function argumentsAt(
  text: string,
  offset: number,
): { readonly operands: string[]; readonly end: number } | undefined {
  if (text[offset] !== "(") return undefined;
  const operands: string[] = [];
  let depth = 0;
  let begin = offset + 1;
  for (let at = offset; at < text.length; at++) {
    const letter = text.charAt(at);
    if ("([".includes(letter)) depth++;
    if (")]".includes(letter)) depth--;
    const ends = depth === 0;
    if (ends || (depth === 1 && letter === ",")) {
      operands.push(text.slice(begin, at).trim());
      begin = at + 1;
    }
    if (ends) return { operands, end: at + 1 };
    // Comments and strings may hold anything.
    if (letter === '"' || text.startsWith("//", at)) return undefined;
  }
  return undefined;
}

/** An operand that binds tighter than any operator. */
const atom = (operand: string): string =>
  /^(?:[\p{L}\p{M}_0-9₀-₉.]+|\([^()]*\))$/u.test(operand)
    ? operand
    : `(${operand})`;
