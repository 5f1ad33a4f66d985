/** Text and names in LaTeX, with every character that LaTeX, KaTeX or Markdown would take for something else escaped. */
import { accents, isSingleLetter, nameParts } from "./names.js";

/** Greek letters that have a command; the others look like Latin letters. */
const greek: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho " +
    "ς varsigma σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega ϑ vartheta ϕ phi ϵ epsilon " +
    "Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ℓ ell"
  )
    .split(" ")
    .flatMap((letter, index, all) =>
      index % 2 === 0 ? [[letter, `\\${all[index + 1] ?? ""}`]] : [],
    ),
);

/** Functions that LaTeX has a command for. */
const commands = new Set(
  "ln sin cos tan arcsin arccos arctan sinh cosh tanh max min".split(" "),
);

/** The accents that KaTeX knows on a letter of text. */
const textAccents = /^\p{L}[\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0327]?$/u;

/**
 * Letters of all scripts and harmless punctuation are themselves, anything else is escaped or given by its number. To be
 * put in a `\text{…}`, unless it is ASCII.
 */
export function latexCharacter(character: string): string {
  if (/^[\p{N} .,:;!?()+=*/'-]$/u.test(character)) return character;
  // Letters that are others in a font of mathematics (ℋ) are commands that text does not have.
  const isPlain = character.normalize("NFKC") === character;
  if (isPlain && textAccents.test(character.normalize("NFD"))) return character;
  if (/^[_%#&{}]$/.test(character)) return `\\${character}`;
  if (character === "−") return "-";
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `{\\char"${code}}`;
}

/** Words, upright. Nothing for an empty text. */
export function latexText(text: string): string {
  if (text === "") return "";
  const white = text.replace(/\s+/g, " ");
  return `\\text{${Array.from(white, latexCharacter).join("")}}`;
}

export function latexName(text: string, isFunction = false): string {
  if (isFunction && commands.has(text)) return `\\${text}`;
  if (isFunction && /^[A-Za-z_]{2,}$/.test(text))
    return `\\operatorname{${Array.from(text, latexCharacter).join("")}}`;
  const { base, accent, subscript } = nameParts(text);
  const letters = latexLetters(base);
  const whole = accent ? `\\${accents[accent].command}{${letters}}` : letters;
  if (subscript === undefined) return whole;
  return `${whole}_{${latexSubscript(subscript)}}`;
}

function latexLetters(base: string): string {
  const command = greek[base];
  if (command !== undefined) return `{${command}}`;
  if (/^[A-Za-z]$/.test(base)) return base;
  const characters = Array.from(base, latexCharacter).join("");
  // Letters that KaTeX knows in text only.
  return isSingleLetter(base) || /[^\x20-\x7f]/.test(base)
    ? `\\text{${characters}}`
    : `\\mathrm{${characters.replace(/-/g, "\\text{-}")}}`;
}

const latexSubscript = (text: string): string =>
  (text.match(/\d+|\p{L}\p{M}*|./gu) ?? [])
    .map((part) => {
      if (/^\d/.test(part)) return part;
      return /^\p{L}/u.test(part)
        ? latexLetters(part)
        : latexSubscriptSign(part);
    })
    .join("");

const latexSubscriptSign = (sign: string): string =>
  sign === "≤" ? "\\leq " : latexCharacter(sign);
