/** What the reader is told where a program does not parse: what could stand there, and what was found. */
import { type IToken, type TokenType, tokenLabel } from "chevrotain";
import { LangiumParserErrorMessageProvider } from "langium";

/** What may stand where a grammar rule finds no alternative. */
const expectedByRule: Readonly<Record<string, string>> = {
  File: "`network`, `const`, `fn`, `dataset` or `import`",
  FileElement: "`network`, `const`, `fn`, `dataset` or `import`",
  Network: "a statement or `}`",
  Statement: "a statement",
  Column: "a column's name",
  Cell: 'a number or a string in "…"',
  Dataset: "a row, columns `inputs -> targets`, or `}`",
  Subscript: "an index or a slice",
};

const nameOfToken: Readonly<Record<string, string>> = {
  NAME: "a name",
  CALLED: "a name",
  NUMBER: "a number",
  STRING: 'a string in "…"',
  EOF: "the end of the file",
};

const comparison = /^(?:==|!=|<=?|>=?)$/;
const operator = /^(?:[-−+*·×/@^])$/;

export class NnSyntaxMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage(options: {
    expected: TokenType;
    actual: IToken;
    previous: IToken;
    ruleName: string;
  }): string {
    const { expected, actual, previous, ruleName } = options;
    return (
      special(actual, ruleOf(ruleName)) ??
      `Expected ${describeType(expected)}${after(previous)}, found ${describe(actual)}.`
    );
  }

  override buildNoViableAltMessage(options: {
    actual: IToken[];
    previous: IToken;
    ruleName: string;
  }): string {
    const rule = ruleOf(options.ruleName);
    const actual = options.actual[0] ?? options.previous;
    return (
      special(actual, rule) ??
      `Expected ${expectedByRule[rule] ?? "an expression"}${after(options.previous)}, found ${describe(actual)}.`
    );
  }

  override buildEarlyExitMessage(options: {
    actual: IToken[];
    previous: IToken;
    ruleName: string;
  }): string {
    return this.buildNoViableAltMessage(options);
  }

  override buildNotAllInputParsedMessage(options: {
    firstRedundant: IToken;
    ruleName: string;
  }): string {
    const { firstRedundant } = options;
    return (
      special(firstRedundant, "File") ??
      `Expected ${expectedByRule["File"] ?? ""}, found ${describe(firstRedundant)}.`
    );
  }
}

/** Mistakes that deserve more than what was expected. */
function special(actual: IToken, rule: string): string | undefined {
  if (rule !== "Network" && rule !== "File") return undefined;
  if (comparison.test(actual.image))
    return `Comparisons do not chain: put one of them in parentheses before \`${actual.image}\`.`;
  if (operator.test(actual.image))
    return `A pipe ends with a function: put the pipe in parentheses to go on with \`${actual.image}\`.`;
  return undefined;
}

/** Langium marks its rules' names with an invisible character. */
const ruleOf = (name: string): string => name.replace(/\u200B/g, "");

function describeType(type: TokenType): string {
  return nameOfToken[type.name] ?? `\`${tokenLabel(type)}\``;
}

function describe(token: IToken): string {
  if (token.tokenType.name === "BOUNDARY") return "the end of the line";
  return nameOfToken[token.tokenType.name] === nameOfToken["EOF"]
    ? "the end of the file"
    : `\`${token.image}\``;
}

function after(previous: IToken | undefined): string {
  return previous?.image ? ` after \`${previous.image}\`` : "";
}
