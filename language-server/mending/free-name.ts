/** Names that a program does not have yet. */

const words = /[\p{L}\p{M}_0-9₀-₉]+/gu;

/** The name itself where it is free, otherwise with the next number that is. */
export function freeName(name: string, text: string): string {
  return new Set(text.match(words)).has(name) ? nextName(name, text) : name;
}

/** `w2` of `w`, `w3` of `w2`: the next one that stands nowhere in the text. */
export function nextName(name: string, text: string): string {
  const taken = new Set(text.match(words));
  const [, stem = name, count = "1"] = /^(.*?)([0-9]*)$/u.exec(name) ?? [];
  let next = Number(count || "1") + 1;
  while (taken.has(`${stem}${String(next)}`)) next++;
  return `${stem}${String(next)}`;
}
