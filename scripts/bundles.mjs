// What the build makes: one entry per bundle, from its entry file to its place in dist/.

/**
 * @typedef {object} Bundle
 * @property {string} entry the source file
 * @property {string} output the bundle, below dist/
 * @property {string[]} external packages that the host provides
 * @property {Record<string, string>} [alias] modules that stand under another name beside the bundle
 * @property {boolean} [isPage] whether it runs in a web page instead of Node
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
  {
    entry: "cli/picture.ts",
    output: "nn-picture.cjs",
    external: ["./graph-layout.cjs"],
    alias: { "elkjs/lib/elk-worker.min.js": "./graph-layout.cjs" },
  },
  {
    entry: "src/graph-view/page/main.tsx",
    output: "graph-page.js",
    external: [],
    isPage: true,
  },
];

/** Files that are copied as they are. */
export const copies = [
  { from: "cli/nn.cjs", to: "nn.cjs", mode: 0o755 },
  // ELK's own worker: the page loads it as text, the program's pictures as a module.
  {
    from: "node_modules/elkjs/lib/elk-worker.min.js",
    to: "graph-layout.cjs",
    mode: 0o644,
  },
];
