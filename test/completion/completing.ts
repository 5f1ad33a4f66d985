// Completion in a program whose cursor is written as `│`.
import { EmptyFileSystem, URI } from "langium";
import {
  complete,
  type Completion,
} from "../../language-server/completion/complete.js";
import type { ProgramSeen } from "../../language-server/completion/names-in-sight.js";
import type { Offer } from "../../language-server/completion/offer.js";
import { createLanguage } from "../../language-server/language-services.js";

const language = createLanguage(EmptyFileSystem);

export function programOf(text: string): ProgramSeen {
  const document = language.shared.workspace.LangiumDocumentFactory.fromString(
    text,
    URI.parse("file:///work/program.nn"),
  );
  return {
    lowered: language.language.Lowering.lower(document),
    outline: language.language.Syntax.outline(document),
  };
}

export function completing(marked: string): Completion | undefined {
  const offset = marked.indexOf("│");
  if (offset < 0) throw new Error("The program has no cursor │.");
  const text = marked.replace("│", "");
  return complete(text, offset, programOf(text));
}

/** The offers in the order in which they are shown. */
export function offersAt(marked: string): Offer[] {
  return (completing(marked)?.offers ?? []).toSorted((a, b) => a.rank - b.rank);
}

export const labelsAt = (marked: string): string[] =>
  offersAt(marked).map(({ label }) => label);

/** In a network of an input and a weight, a matrix that fits before it and one that fits behind it. */
export const inNetwork = (statement: string): string => `const width = 3
fn swish(x) = x * sigmoid(x)
dataset gate {
  x1, "second one" -> y
  0, 1 -> 1
}
network Block(size = 4) {
  input x: [batch, size]
  layer inner = x |> dense(size)
  output y = relu(inner)
}
network Here(units = 2) {
  input x: [4] = [1, 2, 3, 4]
  weight w: [3, 4]
  weight v: [4, 3]
  bias b: [3]
  layer h = x |> dense(3) |> relu
  z = w @ x
  ${statement}
  loss L = sum(z) + sum(h)
}
`;
