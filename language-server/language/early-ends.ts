/**
 * Errors that only follow from a network that ends too early: by a `}` too many, or because a definition that stands
 * outside networks was written inside. The statements behind it are not outside by a mistake of their own.
 */
import type { ParseResult } from "langium";
import type { File } from "../grammar/generated/ast.js";

type ParserErrors = ParseResult["parserErrors"];
type ParserError = ParserErrors[number];

const ofStatements: ReadonlySet<string> = new Set(
  "input weight bias layer output loss expect train seed".split(" "),
);
const names: ReadonlySet<string> = new Set(["NAME", "CALLED"]);
const ofFiles: ReadonlySet<string> = new Set(
  "import const fn dataset".split(" "),
);

export interface EarlyEnds {
  /** Definitions that were written inside a network, whose `}` comes later: what stands before them is not unfinished. */
  readonly interruptions: ReadonlySet<ParserError>;
  /** Statements, and the `}` that was meant, behind a network that has ended. */
  readonly consequences: ReadonlySet<ParserError>;
}

export function findEarlyEnds(
  errors: ParserErrors,
  { elements }: File,
  text: string,
): EarlyEnds {
  const interruptions = new Set<ParserError>();
  const consequences = new Set<ParserError>();
  const suspects = errors.filter(
    (error) => isOutside(error) || isInterruption(error),
  );
  const networks = elements.flatMap(({ $type, $cstNode }) =>
    suspects.length > 0 && $type === "Network" && $cstNode ? [$cstNode] : [],
  );
  for (const [index, { offset, end }] of networks.entries()) {
    const next = networks[index + 1]?.offset ?? text.length;
    if (!closesNothing(text.slice(end, next))) continue;
    const here = suspects.filter(
      ({ token: { startOffset } }) =>
        startOffset >= offset && startOffset < next,
    );
    const behind = here.filter(isOutside);
    const interrupted = here.filter(isInterruption);
    for (const error of interrupted) interruptions.add(error);
    for (const error of interrupted.length > 0 ? behind : behind.slice(1))
      consequences.add(error);
  }
  return { interruptions, consequences };
}

/** Langium marks its rules' names with an invisible character. */
const ruleOf = ({ context }: ParserError): string | undefined =>
  context.ruleStack.at(-1)?.replace(/\u200B/g, "");

/** Whether a statement, or the end of a network, was found outside of networks. */
function isOutside(error: ParserError): boolean {
  const { image, tokenType } = error.token;
  return (
    ruleOf(error) === "File" &&
    (image === "}" || ofStatements.has(image) || names.has(tokenType.name))
  );
}

/** Whether what stands outside networks was found inside one. */
const isInterruption = (error: ParserError): boolean =>
  ruleOf(error) === "Network" && ofFiles.has(error.token.image);

/** Whether there is a `}` more than there are `{` before it. */
function closesNothing(text: string): boolean {
  let depth = 0;
  for (const [part] of text.matchAll(
    /"[^"\r\n]*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|[{}]/g,
  )) {
    if (part === "{") depth++;
    if (part === "}" && --depth < 0) return true;
  }
  return false;
}
