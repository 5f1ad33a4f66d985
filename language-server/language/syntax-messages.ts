/** What the reader is told where a program does not parse: what could stand there, and what was found. */
import { type IToken, type TokenType, tokenLabel } from "chevrotain";
import { LangiumParserErrorMessageProvider } from "langium";
import { excerpt } from "./source.js";

/** What may stand where a grammar rule finds no alternative, or not the keyword that it goes on with. */
const expectedByRule: Readonly<Record<string, string>> = {
  File: "`network`, `const`, `fn`, `dataset` or `import`",
  FileElement: "`network`, `const`, `fn`, `dataset` or `import`",
  Network: "an operator, the next statement or `}`",
  Statement: "a statement",
  Training: "a setting such as `epochs: 100`, or `}`",
  Expectation: "a comparison (`==`, `≈`, `!=`, `<`, `<=`, `>` or `>=`)",
  Dataset: "a row, columns `inputs -> targets`, or `}`",
  Column: "a column's name",
  Cell: 'a number or a string in "…"',
  ShapeAnnotation: "a shape such as `[batch, 4]`",
  Subscript: "an index or a slice",
  Stage: "the name of a function or network",
  AnyName: "a name",
  ArgumentName: "a name",
};

/** Keywords that are better named by the rule that needs them. */
const namedByRule: ReadonlySet<string> = new Set([
  "Network }",
  "Training }",
  "Dataset }",
  "ShapeAnnotation [",
  "File EOF",
  "Stage NAME",
]);

const nameOfToken: Readonly<Record<string, string>> = {
  NAME: "a name",
  CALLED: "a name",
  LABEL: "a name",
  NUMBER: "a number",
  STRING: 'a string in "…"',
  EOF: "the end of the file",
};

const comparison = /^(?:==|!=|<=?|>=?)$/;
const operator = /^(?:[-−+*·×/@^])$/;
/** What begins an element of the file, and not a network, which may follow one whose end is missing. */
const outside: ReadonlySet<string> = new Set(
  "import const fn dataset".split(" "),
);
const statement: ReadonlySet<string> = new Set(
  "input weight bias layer output loss expect train seed".split(" "),
);
const closing = /^[)\]]$/;

/** More errors than this are not looked for. */
export const mostErrors = 100;

/** Thrown out of the parser at the error after the last one that is listed; `offset` is where that stands. */
export class TooManyErrors extends Error {
  constructor(readonly offset: number) {
    super("There are too many syntax errors.");
  }
}

interface Options {
  readonly previous: IToken;
  readonly ruleName: string;
}

export class NnSyntaxMessages extends LangiumParserErrorMessageProvider {
  private remaining = mostErrors;

  /** Errors are counted from here. */
  startFile(limit = mostErrors): void {
    this.remaining = limit;
  }

  override buildMismatchTokenMessage(
    options: Options & {
      readonly expected: TokenType;
      readonly actual: IToken;
    },
  ): string {
    const { expected, actual, previous } = options;
    const rule = ruleOf(options);
    return this.count(
      actual,
      special(actual, previous, rule) ??
        `Expected ${describeExpected(expected, rule)}${after(previous, actual)}, found ${describe(actual)}.${hint(rule, expected, previous)}`,
    );
  }

  override buildNoViableAltMessage(
    options: Options & { readonly actual: IToken[] },
  ): string {
    const { previous } = options;
    const rule = ruleOf(options);
    const actual = options.actual[0] ?? previous;
    const expected = expectedByRule[rule] ?? "an expression";
    return this.count(
      actual,
      special(actual, previous, rule) ??
        `Expected ${expected}${after(previous, actual)}, found ${describe(actual)}.`,
    );
  }

  override buildEarlyExitMessage(
    options: Options & { readonly actual: IToken[] },
  ): string {
    return this.buildNoViableAltMessage(options);
  }

  override buildNotAllInputParsedMessage({
    firstRedundant,
  }: {
    firstRedundant: IToken;
    ruleName: string;
  }): string {
    return this.count(
      firstRedundant,
      special(firstRedundant, undefined, "File") ??
        `Expected ${expectedByRule["File"] ?? ""}, found ${describe(firstRedundant)}.`,
    );
  }

  private count({ startOffset }: IToken, message: string): string {
    // The end of the file has no place.
    if (this.remaining === 0)
      throw new TooManyErrors(startOffset >= 0 ? startOffset : Infinity);
    this.remaining--;
    return message;
  }
}

/** Where a value ends, and a parenthesis opens behind it. */
export const foundCall =
  "Expected the next statement, found `(`. To multiply, write `*`.";

/** The same behind `x.sum`; the parser may not know any more what stood there. */
export const foundMethod = (name: string): string =>
  `Expected the next statement, found \`(\`. Functions are not members of values: write \`${name}(x)\`, or \`x |> ${name}\`.`;

/** Mistakes that deserve more than what was expected. */
function special(
  actual: IToken,
  previous: IToken | undefined,
  rule: string,
): string | undefined {
  const { image } = actual;
  if (image === "*" && previous?.image === "*")
    return "Expected an expression after `*`, found `*`: powers are written with `^`.";
  if (image === "=" && rule === "ShapeAnnotation" && previous?.image === ":")
    return "A definition is written with `=` alone, and a shape before it as in `y: [batch, 4] = …`.";
  if (image === "=" && rule === "Expectation")
    return "A check compares with `==`, or with `≈` at the precision written, not with `=`.";
  if (rule !== "Network" && rule !== "File") return undefined;
  if (closing.test(image))
    return `This \`${image}\` closes nothing: remove it, or open a bracket before it.`;
  if (image === "(") return foundCall;
  if (actual.tokenType.name === "CALLED")
    return `Expected a statement, found a call. Give its value a name, as in \`y = ${image}(…)\`; functions are defined outside networks, with \`fn\`.`;
  if (comparison.test(image))
    return `Expected the next statement, found \`${image}\`. Comparisons do not chain: put one of them in parentheses.`;
  if (operator.test(image))
    return `Expected the next statement, found \`${image}\`. A pipe ends with a function: put the pipe in parentheses to go on with an operator.`;
  if (rule === "Network" && outside.has(image))
    return `Expected the next statement or \`}\`, found \`${image}\`: it stands outside networks. Move it out, or end the network before it with \`}\`.`;
  if (rule === "File" && statement.has(image))
    return `Expected ${expectedByRule["File"] ?? ""}, found \`${image}\`: it stands inside a network.`;
  if (rule === "File" && actual.tokenType.name === "NAME")
    return `Expected ${expectedByRule["File"] ?? ""}, found ${describe(actual)}: values are defined inside a network, or as a \`const\`.`;
  return undefined;
}

/** What may have been meant by a name that begins a statement where none was expected. */
function hint(
  rule: string,
  expected: TokenType,
  previous: IToken | undefined,
): string {
  if (rule !== "Definition" || expected.name !== "=") return "";
  const word = previous?.image ?? "";
  if (declaring.has(word))
    return ` A definition needs no word before its name: leave \`${word}\` out.`;
  if (choosing.has(word)) return " A choice is `where(condition, a, b)`.";
  return " A name with no operator before it begins a definition.";
}

/** Words of other languages. */
const declaring: ReadonlySet<string> = new Set("let var val auto".split(" "));
const choosing: ReadonlySet<string> = new Set("if else then".split(" "));

/** Langium marks its rules' names with an invisible character. */
const ruleOf = ({ ruleName }: Options): string =>
  ruleName.replace(/\u200B/g, "");

function describeExpected(type: TokenType, rule: string): string {
  if (namedByRule.has(`${rule} ${type.name}`))
    return expectedByRule[rule] ?? "";
  if (rule === "Import") return 'a path in "…"';
  return nameOfToken[type.name] ?? `\`${tokenLabel(type)}\``;
}

function describe(token: IToken): string {
  if (token.tokenType.name === "BOUNDARY") return "the end of the line";
  return token.tokenType.name === "EOF"
    ? "the end of the file"
    : `\`${excerpt(token.image)}\``;
}

/** While it recovers, the parser may take what it skipped for what stood before. */
function after(previous: IToken | undefined, actual: IToken): string {
  const hasText = !["BOUNDARY", "EOF"].includes(actual.tokenType.name);
  const isSkipped =
    hasText && (previous?.startOffset ?? 0) >= actual.startOffset;
  return previous?.image && !isSkipped
    ? ` after \`${excerpt(previous.image)}\``
    : "";
}
