/** Writes the graph's picture to a file that the user chooses. */
import { Uri, window, workspace } from "vscode";
import type { PageMessage, PictureFormat } from "./messages.js";

const names: Readonly<Record<PictureFormat, string>> = {
  svg: "SVG picture",
  png: "PNG picture",
};

export async function savePicture(
  network: string,
  { format, data }: Extract<PageMessage, { kind: "save" }>,
): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    title: `Save the Graph of ${network}`,
    filters: { [names[format]]: [format] },
    ...(folder && {
      defaultUri: Uri.joinPath(folder, `${network}.${format}`),
    }),
  });
  if (!target) return;
  const bytes =
    format === "svg"
      ? new TextEncoder().encode(data)
      : Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  await workspace.fs.writeFile(target, bytes);
}
