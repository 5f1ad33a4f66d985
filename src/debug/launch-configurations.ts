/** Launch configurations: what F5 does without a launch.json, and what is filled into one. */
import {
  type DebugConfiguration,
  type DebugConfigurationProvider,
  window,
} from "vscode";
import { languageId } from "../language-client.js";

const activeFile: DebugConfiguration = {
  type: languageId,
  request: "launch",
  name: "Trace Backprop",
  program: "${file}",
};

/** Offered where VS Code lists what can be debugged. */
export const offering: DebugConfigurationProvider = {
  provideDebugConfigurations: () => [activeFile],
};

export const resolving: DebugConfigurationProvider = {
  resolveDebugConfiguration: (_folder, configuration) => {
    // F5 without a launch.json gives an empty one.
    const isEmpty = !configuration.type && !configuration.request;
    const document = window.activeTextEditor?.document;
    if (isEmpty && document?.languageId !== languageId) return undefined;
    return { ...activeFile, ...given(configuration) };
  },

  // The file's name is known by now: where it is the one in the active editor, the cursor says which network is meant.
  resolveDebugConfigurationWithSubstitutedVariables: (
    _folder,
    configuration,
  ) => {
    const editor = window.activeTextEditor;
    const { program, network, cursor } = configuration as Readonly<
      Record<string, unknown>
    >;
    if (!editor) return configuration;
    const { uri, isUntitled } = editor.document;
    if (program !== uri.fsPath && program !== uri.toString())
      return configuration;
    const { line, character } = editor.selection.active;
    return {
      ...configuration,
      // A text that was never saved has an address and no file.
      ...(isUntitled && { program: uri.toString() }),
      ...(network === undefined &&
        cursor === undefined && { cursor: { line, character } }),
    };
  },
};

/** Without what is empty: VS Code fills in empty texts. */
const given = (configuration: DebugConfiguration): DebugConfiguration =>
  Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => value !== ""),
  ) as unknown as DebugConfiguration;
