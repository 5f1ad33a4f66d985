// What the editor offers while typing, as text: the list of completion from its top, and signatures with the active argument.
import type {
  CompletionItem,
  CompletionList,
  SignatureHelp,
} from "vscode-languageserver/node";
import type { Question } from "./navigation-questions.js";

/** As many lines of a list are shown. */
const shownItems = 9;

/** `// ^complete` and `// ^signature` ask about what stands before the place. */
export const typingQuestions: Readonly<
  Partial<Record<string, (question: Question) => Promise<string[]>>>
> = {
  async complete({ session: { client }, uri, position }) {
    const list: CompletionList | null = await client.sendRequest(
      "textDocument/completion",
      { textDocument: { uri }, position },
    );
    const items = (list?.items ?? []).toSorted((a, b) =>
      (a.sortText ?? "").localeCompare(b.sortText ?? ""),
    );
    const [first] = items;
    if (!first) return ["nothing"];
    const read: CompletionItem = await client.sendRequest(
      "completionItem/resolve",
      first,
    );
    const about =
      typeof read.documentation === "object" ? read.documentation.value : "";
    return [
      ...items.slice(0, shownItems).map(lineOf),
      ...(items.length > shownItems ? ["…"] : []),
      ...[read.detail, about.split("\n\n").at(-1)]
        .filter((text) => text)
        .map((text) => `    ${first.label}: ${text ?? ""}`),
    ];
  },

  async signature({ session: { client }, uri, position }) {
    const help: SignatureHelp | null = await client.sendRequest(
      "textDocument/signatureHelp",
      { textDocument: { uri }, position },
    );
    if (!help) return ["nothing"];
    return help.signatures.map(
      ({ label, parameters, activeParameter }, index) => {
        const mark = index === help.activeSignature ? "▸ " : "  ";
        const active = parameters?.[activeParameter ?? -1]?.label;
        if (!Array.isArray(active)) return `${mark}${label}`;
        const [from, to] = active;
        return `${mark}${label.slice(0, from)}«${label.slice(from, to)}»${label.slice(to)}`;
      },
    );
  },
};

const lineOf = ({ label, labelDetails }: CompletionItem): string =>
  `${`${label}${labelDetails?.detail ?? ""}`.padEnd(32)}  ${labelDetails?.description ?? ""}`;
