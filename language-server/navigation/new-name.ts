/** What a name may be changed to. */
import type { OccurrenceKind } from "../graph/lowered.js";
import { builtInConstants } from "../language/scope.js";
import { specialFunctions } from "../language/special-functions.js";
import { reservedWords } from "../language/statement-starts.js";
import { functions, initialisers } from "../ops/registry.js";

const plainName =
  /^[\p{Lu}\p{Ll}\p{Lt}\p{Lo}_][\p{Lu}\p{Ll}\p{Lt}\p{Lo}_0-9₀-₉\p{M}]*$/u;
const builtInFunctions: ReadonlySet<string> = new Set([
  ...functions.keys(),
  ...initialisers.keys(),
  ...specialFunctions,
]);

/** Functions and networks are one namespace, values another. */
export const isCallable = (kind: OccurrenceKind): boolean =>
  kind === "function" || kind === "network";

/** Why a definition of this kind cannot have the name, whatever else there is; absent where it can. */
export function whyNoName(
  name: string,
  kind: OccurrenceKind,
): string | undefined {
  if (kind === "column")
    return name === "" || /["\r\n]/.test(name)
      ? "A column's name is not empty, and has no quotes and no line breaks."
      : undefined;
  if (!plainName.test(name.normalize("NFC")))
    return `\`${name}\` is not a name: a name is a letter or _, then letters, digits, _ or subscript digits, as in \`w1\`, \`σ2\`, \`w₁\`.`;
  if (reservedWords.has(name))
    return `\`${name}\` is a reserved word. Choose another name.`;
  if (isCallable(kind) && builtInFunctions.has(name))
    return `\`${name}\` is a built-in function. Choose another name.`;
  if (!isCallable(kind) && builtInConstants.has(name.normalize("NFC")))
    return `\`${name}\` is a built-in constant. Choose another name.`;
  return undefined;
}

/** The name as it is written in the place of another: a column keeps its quotes, and gets them where it needs them. */
export function spelledName(
  name: string,
  kind: OccurrenceKind,
  before: string,
): string {
  const isQuoted =
    kind === "column" && (before.startsWith('"') || !plainName.test(name));
  return isQuoted ? `"${name}"` : name;
}
