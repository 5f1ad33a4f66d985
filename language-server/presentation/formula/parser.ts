/**
 * Recursive descent over the tokens of a formula. Where something is unexpected, `failed` is set and the rest skipped:
 * whoever asked takes the text as it is.
 */
import { fromSubscript, fromSuperscript } from "./characters.js";
import {
  type Formula,
  type FenceKind,
  type Operator,
  type Precedence,
  notUnderstood,
  words,
} from "./formula.js";
import { bareFunctions, isFunctionName } from "./function-names.js";
import { tokensOf, type Token } from "./tokens.js";
import { caseKeywords, isAmbiguousWord, isListedWord } from "./words.js";

/** What stands for a placeholder; `start` is its place in the text. */
export type Slots = (placeholder: string, start: number) => Formula | undefined;

/** Formulas are nested less deep than this. */
const deepest = 60;

const relations = "= == != < > <= >= ~= += ≈ ≤ ≥ ≠ |>".split(" ");
const sums = ["+", "−", "-"];
const products = ["·", "×", "*", "@", "⊗", "⊙", "∗", "∗ᵀ"];
const minus = ["−", "-"];
const closing: Readonly<Record<string, FenceKind | undefined>> = {
  "(": "()",
  "[": "[]",
  "|": "||",
  "⌊": "⌊⌋",
  "⌈": "⌈⌉",
};

export class Parser {
  failed = false;
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  /** @param slots with it the text is a record's template, in which there are words, and factors side by side */
  constructor(
    text: string,
    private readonly slots?: Slots,
  ) {
    this.tokens = tokensOf(text);
  }

  /** All of the text. */
  whole(): Formula {
    const formula = this.slots ? this.sentence() : this.relation();
    return this.next ? this.fail() : formula;
  }

  /** Formulas and words, up to the end or to a comma before `else`. */
  private sentence(): Formula {
    const parts: Formula[] = [];
    const separators: string[] = [];
    while (this.next && !this.failed && !this.isElse()) {
      const separator = this.take(",", ":", ";");
      if (parts.length > 0)
        separators.push(separator === undefined ? " " : `${separator} `);
      else if (separator !== undefined) return this.fail();
      parts.push(this.isWord(this.at) ? this.words() : this.perhapsCases());
    }
    const [only] = parts;
    if (!only) return this.fail();
    return parts.length === 1 ? only : { kind: "sequence", parts, separators };
  }

  private words(): Formula {
    const found: string[] = [];
    while (this.isWord(this.at)) found.push(this.advance()?.text ?? "");
    return words(found.join(" "));
  }

  private isWord(index: number): boolean {
    const token = this.tokens[index];
    if (!this.slots || !token) return false;
    if (token.kind === "number") return token.text.endsWith("°");
    if (token.kind !== "name") return false;
    const follower = this.tokens[index + 1];
    // `sum(x)` is the function.
    const isCalled = follower?.text === "(" && !follower.spaced;
    if (isListedWord(token.text)) return !isCalled;
    return isAmbiguousWord(token.text) && isListedWord(follower?.text ?? "");
  }

  /** `1 if x > 0, else 0`, or only the first of it. */
  private perhapsCases(): Formula {
    const value = this.relation();
    const keyword = this.next?.text ?? "";
    if (!this.slots || !caseKeywords.has(keyword) || !this.hasElse())
      return value;
    this.at++;
    const condition = this.sentence();
    this.at += 2;
    const otherwise = this.relation();
    return { kind: "cases", value, keyword, condition, otherwise };
  }

  private isElse(index = this.at): boolean {
    const { [index]: comma, [index + 1]: word } = this.tokens;
    return comma?.text === "," && word?.text === "else";
  }

  private hasElse(): boolean {
    return this.tokens.some(
      (_, index) => index > this.at && this.isElse(index),
    );
  }

  private relation(): Formula {
    if (++this.depth > deepest) return this.fail();
    const formula = this.chain("relation", relations, () => this.sum());
    this.depth--;
    return formula;
  }

  private sum(): Formula {
    return this.chain("sum", sums, () => this.product());
  }

  private chain(
    precedence: Precedence,
    symbols: readonly string[],
    term: () => Formula,
  ): Formula {
    const first = term();
    const terms = [first];
    const operators: Operator[] = [];
    for (;;) {
      const { next } = this;
      if (!next || this.take(...symbols) === undefined) break;
      operators.push({ symbol: next.text, spaced: next.spaced });
      terms.push(term());
    }
    return terms.length === 1
      ? first
      : { kind: "chain", precedence, terms, operators };
  }

  /** A minus before a product is of all of it. */
  private product(): Formula {
    const sign = this.take(...minus);
    if (sign !== undefined)
      return { kind: "prefixed", operator: sign, operand: this.product() };
    let terms = [this.term()];
    let operators: Operator[] = [];
    for (;;) {
      const { next } = this;
      if (!next) break;
      const { text: symbol, spaced } = next;
      const last = terms.at(-1);
      if (symbol === "/" && last) {
        this.at++;
        const denominator = this.signedTerm();
        // `a · b / c` divides the product, `1/N · a` the number.
        const numerator = spaced ? productOf(terms, operators) : last;
        const quotient: Formula = {
          kind: "fraction",
          numerator,
          denominator,
          spaced,
        };
        terms = spaced ? [quotient] : [...terms.slice(0, -1), quotient];
        if (spaced) operators = [];
      } else if (products.includes(symbol)) {
        this.at++;
        operators.push({ symbol, spaced });
        terms.push(this.signedTerm());
      } else if (this.slots && spaced && this.startsFactor()) {
        operators.push({ symbol: "", spaced });
        terms.push(this.term());
      } else break;
    }
    return productOf(terms, operators);
  }

  private signedTerm(): Formula {
    const sign = this.take(...minus);
    return sign === undefined
      ? this.term()
      : { kind: "prefixed", operator: sign, operand: this.term() };
  }

  /** Factors without a space between them: `2(p − y)`, `2σ³`. */
  private term(): Formula {
    const terms = [this.power()];
    while (this.next && !this.next.spaced && this.startsFactor())
      terms.push(this.power());
    const operators = terms.slice(1).map(() => ({ symbol: "", spaced: false }));
    return productOf(terms, operators);
  }

  /** Whether what follows can be a factor beside the one before it. */
  private startsFactor(): boolean {
    const { next } = this;
    if (!next || this.isWord(this.at)) return false;
    if (next.kind === "name")
      return !(this.slots && caseKeywords.has(next.text));
    if (next.kind === "slot") return true;
    return /^[([√ΣΠ∫]$/.test(next.text);
  }

  private power(): Formula {
    let base = this.primary();
    for (;;) {
      const { next } = this;
      if (!next || next.spaced) return base;
      if (next.kind === "superscript") {
        this.at++;
        const exponent = new Parser(fromSuperscript(next.text)).whole();
        base = { kind: "power", base, exponent, raised: true };
      } else if (next.text === "^") {
        this.at++;
        base = {
          kind: "power",
          base,
          exponent: this.exponent(),
          raised: false,
        };
      } else if (next.text === "ᵀ" || next.text === ".T" || next.text === "′") {
        this.at++;
        base = { kind: "postfixed", base, operator: next.text };
      } else if (next.text === "[") {
        base = { kind: "index", base, indices: this.items("[]") };
      } else return base;
    }
  }

  private exponent(): Formula {
    if (++this.depth > deepest) return this.fail();
    const sign = this.take(...minus);
    const exponent = this.power();
    this.depth--;
    return sign === undefined
      ? exponent
      : { kind: "prefixed", operator: sign, operand: exponent };
  }

  private primary(): Formula {
    const token = this.advance();
    if (!token) return this.fail();
    const { text } = token;
    switch (token.kind) {
      case "number":
        return { kind: "number", text };
      case "string":
        return words(text);
      case "slot":
        return this.slots?.(text, token.start) ?? this.fail();
      case "name":
        if (!this.isWord(this.at - 1)) return this.named(text);
        this.at--;
        return this.words();
      case "symbol":
        return this.symbol(text);
      default:
        return this.fail();
    }
  }

  private named(text: string): Formula {
    const { next } = this;
    const callee: Formula = { kind: "name", text };
    if (next?.text === "(" && !next.spaced) {
      const before = this.at;
      const items = this.items("()");
      const isCall = isFunctionName(text) || items.length !== 1;
      if (isCall)
        return {
          kind: "call",
          callee: { ...callee, isFunction: true },
          arguments: items,
          bare: false,
        };
      this.at = before;
      return callee;
    }
    const isBare = bareFunctions.has(text) && next?.spaced === true;
    if (
      isBare &&
      (next.kind === "number" || next.text === "|" || this.startsFactor())
    )
      return {
        kind: "call",
        callee: { ...callee, isFunction: true },
        arguments: [this.term()],
        bare: true,
      };
    return callee;
  }

  private symbol(text: string): Formula {
    const fence = closing[text];
    if (fence) {
      this.at--;
      return { kind: "fence", fence, items: this.items(fence) };
    }
    if (text === "√") return { kind: "root", body: this.power() };
    if (text === "∂") return this.differential();
    if (text !== "Σ" && text !== "Π" && text !== "∫") return this.fail();
    return this.isSum() ? this.big(text) : this.named(text);
  }

  /** `∂L/∂w`, or a `∂gates` alone. */
  private differential(): Formula {
    const of = this.differentiated();
    const { [this.at]: slash, [this.at + 1]: by } = this.tokens;
    const isGradient = slash?.text === "/" && by?.text === "∂";
    if (!isGradient) return { kind: "prefixed", operator: "∂", operand: of };
    this.at += 2;
    return { kind: "gradient", of, by: this.differentiated() };
  }

  /** Without a power: `∂L/∂d²` is the square of a derivative. */
  private differentiated(): Formula {
    let base = this.primary();
    while (this.next?.text === "[" && !this.next.spaced)
      base = { kind: "index", base, indices: this.items("[]") };
    return base;
  }

  /** Whether a Σ sums up what follows: programs may give the name to a value or function. */
  private isSum(): boolean {
    const { next } = this;
    if (!next) return false;
    if (next.kind !== "symbol") return true;
    const isCalled = !next.spaced && /^[([]$/.test(next.text);
    return !isCalled && (next.text === "|" || this.startsFactor());
  }

  private big(symbol: "Σ" | "Π" | "∫"): Formula {
    const script = (kind: Token["kind"]): string | undefined =>
      this.next?.kind === kind && !this.next.spaced
        ? this.advance()?.text
        : undefined;
    const lower = script("subscript");
    const upper = script("superscript");
    const inside = (text: string): Formula => new Parser(text).whole();
    return {
      kind: "big",
      symbol,
      ...(lower !== undefined && { lower: inside(fromSubscript(lower)) }),
      ...(upper !== undefined && { upper: inside(fromSuperscript(upper)) }),
      body: this.product(),
    };
  }

  /** What stands between brackets, the next token being the opening one. */
  private items(fence: FenceKind): Formula[] {
    if (++this.depth > deepest) {
      this.fail();
      return [];
    }
    const [open = "", close = ""] = fence;
    if (this.take(open) === undefined) this.fail();
    const items: Formula[] = [];
    while (this.next && this.next.text !== close) {
      items.push(this.item(close));
      if (this.take(",") === undefined) break;
    }
    if (this.take(close) === undefined) this.fail();
    this.depth--;
    return items;
  }

  /** An argument or index: `x`, `weight: 0.1`, `1:3`, `:`. */
  private item(close: string): Formula {
    const parts: Formula[] = [];
    const separators: string[] = [];
    for (;;) {
      const isMissing =
        !this.next || ["", ",", ":", close].includes(this.next.text);
      parts.push(isMissing ? words("") : this.perhapsCases());
      if (this.take(":") === undefined) break;
      separators.push(this.next?.spaced === true ? ": " : ":");
    }
    const [only] = parts;
    return only && parts.length === 1
      ? only
      : { kind: "sequence", parts, separators };
  }

  private get next(): Token | undefined {
    return this.tokens[this.at];
  }

  private advance(): Token | undefined {
    return this.tokens[this.at++];
  }

  private take(...texts: string[]): string | undefined {
    const { next } = this;
    if (next?.kind !== "symbol" || !texts.includes(next.text)) return undefined;
    this.at++;
    return next.text;
  }

  private fail(): Formula {
    this.failed = true;
    this.at = this.tokens.length;
    return notUnderstood("");
  }
}

function productOf(
  terms: readonly Formula[],
  operators: readonly Operator[],
): Formula {
  const [only] = terms;
  if (only && terms.length === 1) return only;
  return { kind: "chain", precedence: "product", terms, operators };
}
