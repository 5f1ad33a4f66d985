// `NN: Open Examples`: copies the examples that come with the extension into a new folder, where the user may change them,
// and offers to open it.
import {
  commands,
  type Disposable,
  type ExtensionContext,
  FileType,
  Uri,
  window,
  workspace,
} from "vscode";

const folderName = "nn-examples";

/** Another program or the walkthrough may pass the folder to copy into; otherwise the user is asked. */
export function registerOpenExamples(context: ExtensionContext): Disposable {
  return commands.registerCommand(
    "nn.openExamples",
    async (given?: unknown): Promise<Uri | undefined> => {
      const parent = given instanceof Uri ? given : await chooseFolder();
      if (!parent) return undefined;
      const examples = Uri.joinPath(context.extensionUri, "examples");
      try {
        const folder = await newFolderIn(parent);
        await workspace.fs.copy(examples, folder, { overwrite: false });
        void offerToOpen(folder);
        return folder;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        void window.showErrorMessage(
          `The examples could not be copied to ${nameOf(parent)}: ${reason} Choose another folder.`,
        );
        return undefined;
      }
    },
  );
}

async function chooseFolder(): Promise<Uri | undefined> {
  const { workspaceFolders = [] } = workspace;
  const [first] = workspaceFolders;
  const chosen = await window.showOpenDialog({
    title: "Copy the Examples to…",
    openLabel: "Copy Here",
    canSelectFiles: false,
    canSelectFolders: true,
    ...(first && { defaultUri: first.uri }),
  });
  return chosen?.[0];
}

/** The first name that is still free: nothing that is there is touched. */
async function newFolderIn(parent: Uri): Promise<Uri> {
  const taken = new Set(
    (await workspace.fs.readDirectory(parent)).map(([name]) => name),
  );
  let name = folderName;
  for (let count = 2; taken.has(name); count++) name = `${folderName}-${count}`;
  return Uri.joinPath(parent, name);
}

async function offerToOpen(folder: Uri): Promise<void> {
  const here = "Open Folder";
  const beside = "Open in New Window";
  const first = "Show One Example";
  const chosen = await window.showInformationMessage(
    `The examples are in ${nameOf(folder)}.`,
    first,
    here,
    beside,
  );
  if (chosen === first) await showOne(folder);
  else if (chosen !== undefined)
    await commands.executeCommand("vscode.openFolder", folder, {
      forceNewWindow: chosen === beside,
    });
}

/** The first of the lecture: a single neuron. */
async function showOne(folder: Uri): Promise<void> {
  const lecture = Uri.joinPath(folder, "lecture");
  const [first] = (await workspace.fs.readDirectory(lecture))
    .filter(([, type]) => type === FileType.File)
    .map(([name]) => name)
    .sort();
  if (first !== undefined)
    await window.showTextDocument(Uri.joinPath(lecture, first));
}

const nameOf = ({ scheme, fsPath, path }: Uri): string =>
  scheme === "file" ? fsPath : path;
