/** Which network a command is about: the file and cursor that it starts from, and the question where a file has several. */
import { type TextEditor, Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { TextPosition } from "../../language-server/protocol.js";
import type { GraphTarget } from "../graph-view/panel.js";
import { languageId } from "../language-client.js";

export interface CommandTarget {
  readonly uri: string;
  /** The name that a lens passes. */
  readonly network?: string;
  /** The cursor, where the file is in the active editor. */
  readonly position?: TextPosition;
}

/**
 * @param file the file that an editor's title or a lens passes; the palette passes nothing and means the active editor
 * @param name the network that a lens passes
 * @param graphs whose active one the palette means, where a graph has the focus
 */
export function commandTarget(
  client: BaseLanguageClient,
  file: unknown,
  name: unknown,
  graphs?: { readonly active: GraphTarget | undefined },
): CommandTarget | undefined {
  // The walkthrough has the focus and no editor: then a program that is seen beside it is meant.
  const editor =
    window.activeTextEditor ?? window.visibleTextEditors.find(isOurs);
  const convert = client.code2ProtocolConverter;
  const named =
    file instanceof Uri
      ? convert.asUri(file)
      : typeof file === "string"
        ? file
        : undefined;
  if (named === undefined && graphs?.active) return graphs.active;
  const network = typeof name === "string" ? { network: name } : {};
  const active =
    editor && isOurs(editor) ? convert.asUri(editor.document.uri) : undefined;
  const uri = named ?? active;
  if (uri === undefined) return undefined;
  return {
    uri,
    ...network,
    ...(editor &&
      uri === active && {
        position: convert.asPosition(editor.selection.active),
      }),
  };
}

const isOurs = ({ document }: TextEditor): boolean =>
  document.languageId === languageId;

/** @returns the name; `undefined` where the question was not answered */
export async function chooseNetwork(
  networks: readonly {
    readonly name: string;
    /** What its gradients are of, if anything. */
    readonly objective?: string;
  }[],
  title: string,
): Promise<string | undefined> {
  const items = networks.map(({ name, objective }) => ({
    label: name,
    ...(objective !== undefined && { description: `∂${objective}/∂…` }),
  }));
  const placeHolder = "Which network?";
  const chosen = await window.showQuickPick(items, { title, placeHolder });
  return chosen?.label;
}
