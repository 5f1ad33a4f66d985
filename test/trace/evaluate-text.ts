// Reads a formula in plain text as a person would who knows school mathematics and nothing of this project, and works it
// out. What cannot be read in one way alone is an error.

/** By name, as it stands in the text. */
export type Numbers = ReadonlyMap<string, number>;

/** The value of an expression; throws where it cannot be read. */
export function valueOfText(text: string, numbers: Numbers): number {
  const reader = new Reader(tokensOf(text, numbers), numbers);
  const value = reader.whole();
  reader.end();
  return value;
}

type Token = {
  readonly kind: "number" | "name" | "mark" | "raised";
  readonly text: string;
};

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const plain = "0123456789-";

/** Longer names first: `∂L/∂x` before `x`. */
function tokensOf(text: string, numbers: Numbers): Token[] {
  const names = [...numbers.keys()].sort((a, b) => b.length - a.length);
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const known = names.find(
      (name) =>
        rest.startsWith(name) &&
        !/^[\p{L}\p{M}\d_]/u.test(rest.slice(name.length)),
    );
    const word = /^[\p{L}_][\p{L}\p{M}\d_]*/u.exec(rest)?.[0];
    const number = /^(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-−+]?\d+)?/.exec(rest)?.[0];
    const power = new RegExp(`^[${raised}]+`).exec(rest)?.[0];
    if (known !== undefined && known.length >= (word?.length ?? 0))
      tokens.push({ kind: "name", text: known });
    else if (number !== undefined)
      tokens.push({ kind: "number", text: number });
    else if (power !== undefined) tokens.push({ kind: "raised", text: power });
    else if (word !== undefined) tokens.push({ kind: "name", text: word });
    else {
      const mark = /^(?:<=|>=|==|!=|\*\*|.)/u.exec(rest)?.[0] ?? "";
      tokens.push({ kind: "mark", text: mark });
    }
    at += tokens.at(-1)?.text.length ?? 1;
  }
  return tokens;
}

/** By its series, which is exact enough for what is tried here. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const functions: Readonly<Record<string, (...of: number[]) => number>> = {
  σ: (x = 0) => 1 / (1 + Math.exp(-x)),
  sigmoid: (x = 0) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
  ln: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
  sign: Math.sign,
  relu: (x = 0) => Math.max(0, x),
  softplus: (x = 0) => Math.log1p(Math.exp(x)),
  silu: (x = 0) => x / (1 + Math.exp(-x)),
  max: Math.max,
  min: Math.min,
  swish: (x = 0) => x / (1 + Math.exp(-x)),
  twice: (x = 0) => x + x,
  atan: Math.atan,
  tan: Math.tan,
  erf,
  Φ: (x = 0) => (1 + erf(x / Math.SQRT2)) / 2,
  φ: (x = 0) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI),
  gelu: (x = 0) => (x * (1 + erf(x / Math.SQRT2))) / 2,
  selu: (x = 0) => 1.0507 * (x > 0 ? x : 1.67326 * Math.expm1(x)),
  step: (x = 0) => (x >= 0 ? 1 : 0),
  leaky_relu: (x = 0, slope = 0.01) => (x > 0 ? x : slope * x),
  elu: (x = 0, alpha = 1) => (x > 0 ? x : alpha * Math.expm1(x)),
  clip: (x = 0, low = 0, high = 0) => Math.min(Math.max(x, low), high),
  where: (condition, a = 0, b = 0) => (condition === 0 ? b : a),
  less: (a = 0, b = 0) => a - b,
};

const comparison = /^(?:[<>≤≥≠]|[<>]=)$/;

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly numbers: Numbers,
  ) {}

  end(): void {
    if (this.at < this.tokens.length)
      throw new Error(`"${this.next()?.text ?? ""}" is left over.`);
  }

  /** `1 if x > 0, else 0`, or a sum. */
  whole(): number {
    const value = this.relation();
    if (!this.takes("if") && !this.takes("where")) return value;
    const holds = this.condition();
    if (!this.takes(",") || !this.takes("else"))
      throw new Error("A condition has no else.");
    const otherwise = this.whole();
    return holds ? value : otherwise;
  }

  /** A comparison is 1 or 0. */
  private relation(): number {
    const start = this.at;
    const value = this.sum();
    if (!comparison.test(this.next()?.text ?? "")) return value;
    this.at = start;
    return Number(this.condition());
  }

  private condition(): boolean {
    const terms = [this.sum()];
    const signs: string[] = [];
    while (comparison.test(this.next()?.text ?? "")) {
      signs.push(this.next()?.text ?? "");
      this.at++;
      terms.push(this.sum());
    }
    if (signs.length === 0) return terms[0] !== 0;
    return signs.every((sign, index) => {
      const [a = NaN, b = NaN] = terms.slice(index, index + 2);
      if (sign === "<") return a < b;
      if (sign === ">") return a > b;
      if (sign === "≠") return a !== b;
      return sign === "≤" || sign === "<=" ? a <= b : a >= b;
    });
  }

  private sum(): number {
    let value = this.product();
    for (;;) {
      if (this.takes("+")) value += this.product();
      else if (this.takes("−", "-")) value -= this.product();
      else return value;
    }
  }

  private product(): number {
    let value = this.signed();
    let divides = false;
    for (;;) {
      if (this.takes("·", "*", "×")) value *= this.signed();
      else if (this.takes("/")) {
        value /= this.signed();
        divides = true;
      } else if (this.beginsFactor()) {
        // `1 / 2(x + 1)` can be read in two ways.
        if (divides) throw new Error("A factor stands behind a fraction.");
        value *= this.power();
      } else return value;
    }
  }

  private beginsFactor(): boolean {
    const { kind, text } = this.next() ?? {};
    if (text === "(") return true;
    return kind === "name" && !["if", "where", "else"].includes(text ?? "");
  }

  /** A sign stands before a power: `−x²` is −(x²). */
  private signed(): number {
    return this.takes("−", "-") ? -this.signed() : this.power();
  }

  private power(): number {
    const base = this.unit();
    const next = this.next();
    if (next?.kind === "raised") {
      this.at++;
      const digits = Array.from(
        next.text,
        (each) => plain[raised.indexOf(each)],
      );
      const value = base ** Number(digits.join(""));
      if (this.next()?.kind === "raised" || this.next()?.text === "^")
        throw new Error("A power of a power has no parentheses.");
      return value;
    }
    return this.takes("^") ? base ** this.signed() : base;
  }

  private unit(): number {
    const token = this.next();
    if (!token) throw new Error("The formula ends too early.");
    const { kind, text } = token;
    this.at++;
    if (text === "½") return 0.5;
    if (text === "∞") return Infinity;
    if (text === "NaN") return NaN;
    if (text === "√") return Math.sqrt(this.unit());
    if (text === "|") {
      const value = Math.abs(this.sum());
      this.expect("|");
      return value;
    }
    if (text === "(") {
      const value = this.whole();
      this.expect(")");
      return value;
    }
    if (kind === "number")
      return Number(text.replaceAll("_", "").replace("−", "-"));
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    if (text === "e") return Math.E;
    if (text === "π") return Math.PI;
    const called = functions[text];
    if (!called) throw new Error(`"${text}" is unknown.`);
    if (!this.takes("(")) return called(this.power());
    const given = [this.argument()];
    while (this.takes(",")) given.push(this.argument());
    this.expect(")");
    return called(...given);
  }

  /** Named or not, the order is the function's. */
  private argument(): number {
    if (this.tokens[this.at + 1]?.text === ":") this.at += 2;
    return this.whole();
  }

  private next(): Token | undefined {
    return this.tokens[this.at];
  }

  private takes(...texts: readonly string[]): boolean {
    const found = this.next();
    if (!found || !texts.includes(found.text)) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw new Error(`"${text}" is missing.`);
  }
}
