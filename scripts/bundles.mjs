// What the build makes: one entry per bundle, from its entry file to its place in dist/.

/**
 * @typedef {object} Bundle
 * @property {string} entry the source file
 * @property {string} output the bundle, below dist/
 * @property {string[]} external packages that the host provides
 */

/** @type {Bundle[]} */
export const bundles = [
  {
    entry: "src/extension.ts",
    output: "extension.cjs",
    external: ["vscode"],
  },
  { entry: "language-server/main.ts", output: "server.cjs", external: [] },
  {
    entry: "language-server/evaluation/worker.ts",
    output: "evaluation-worker.cjs",
    external: [],
  },
  { entry: "cli/main.ts", output: "nn-main.cjs", external: [] },
];

/** Files that are copied as they are. */
export const copies = [{ from: "cli/nn.cjs", to: "nn.cjs" }];
