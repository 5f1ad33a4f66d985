// The sessions of VS Code that the tests need, one after the other: each has its own tests, workspace and user settings.

/**
 * @typedef {object} Session
 * @property {string} tests the folder of its tests
 * @property {string} workspace the folder that it opens, of which every run gets a copy
 * @property {Record<string, unknown>} settings besides those in settings.json
 * @property {boolean} isTrusted whether the workspace is trusted from the start, without being asked about
 */

/** @type {readonly Session[]} */
export const sessions = [
  { tests: "suite", workspace: "workspace", settings: {}, isTrusted: true },
  {
    tests: "restricted",
    workspace: "restricted/workspace",
    settings: {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    },
    isTrusted: false,
  },
];
