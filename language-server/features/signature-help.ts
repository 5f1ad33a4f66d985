/** Signature help: the call around the cursor, with the argument that is being written. */
import { MarkupKind, type SignatureHelp } from "vscode-languageserver";
import { signaturesAt } from "../completion/signature-help.js";
import type { OpenProgram, Programs } from "./programs.js";

export function signatureHelp(
  { document, lowered, uri }: OpenProgram,
  position: { readonly line: number; readonly character: number },
  programs: Programs,
): SignatureHelp | null {
  const outline = programs.outline(uri);
  const shown =
    outline &&
    signaturesAt(document.getText(), document.offsetAt(position), {
      lowered,
      outline,
    });
  if (!shown) return null;
  const { signatures, chosen } = shown;
  return {
    activeSignature: chosen,
    signatures: signatures.map(
      ({ label, summary, arguments: all, active }) => ({
        label,
        documentation: { kind: MarkupKind.Markdown, value: summary },
        // Past the end is no argument; leaving it out would mark the first.
        activeParameter: active ?? all.length,
        parameters: all.map(({ from, to, summary: documentation }) => ({
          label: [from, to],
          documentation,
        })),
      }),
    ),
  };
}
