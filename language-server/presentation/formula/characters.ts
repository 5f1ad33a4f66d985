/** Characters that stand raised or lowered in plain text, and the letters that they are. */

const pairs = (small: string, plain: string): ReadonlyMap<string, string> => {
  const letters = Array.from(plain);
  return new Map(
    Array.from(small).map((character, index) => [
      character,
      letters[index] ?? character,
    ]),
  );
};

const superscripts = pairs(
  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
  "0123456789+−()abcdefghijklmnoprstuvwxyz",
);

const subscripts = pairs(
  "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
  "0123456789+−()aehijklmnoprstuvx",
);

const plain = (text: string, table: ReadonlyMap<string, string>): string =>
  Array.from(text, (character) => table.get(character) ?? character).join("");

/** `⁻ˣ` → `−x` */
export const fromSuperscript = (text: string): string =>
  plain(text, superscripts);

/** `ₜ₋₁` → `t−1` */
export const fromSubscript = (text: string): string => plain(text, subscripts);

const reversed = (
  table: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  new Map([...table].map(([small, letter]) => [letter, small]));

const toSuperscript = reversed(superscripts);
const toSubscript = reversed(subscripts);

/** `−x` → `⁻ˣ` */
export const superscriptOf = (text: string): string =>
  plain(text, toSuperscript);

/** `t−1` → `ₜ₋₁` */
export const subscriptOf = (text: string): string => plain(text, toSubscript);

export const superscriptClass = [...superscripts.keys()].join("");
export const subscriptClass = [...subscripts.keys()].join("");
