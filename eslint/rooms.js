// The rooms of ARCHITECTURE.md as import rules: for each room, what it may not import. eslint.config.js spreads the
// result into its configuration; test/project/rooms.test.ts proves that each rule fires.
import { builtinModules } from "node:module";

/**
 * @typedef {object} Forbidden
 * @property {string} regex matched against the import as it is written
 * @property {string} message
 * @property {boolean} [allowTypeImports]
 */

const builtins = builtinModules.filter((name) => !name.startsWith("_"));

const forbidden = {
  langium: {
    regex: "^langium(/|$)",
    message: "From the graph on nothing knows Langium.",
  },
  languageServerProtocol: {
    regex: "^(vscode-(languageserver|languageclient|jsonrpc)|langium/lsp)",
    message: "LSP types belong to features/, module.ts and main.ts.",
  },
  vscode: {
    regex: "^vscode(-|/|$)",
    message: "This room runs without VS Code.",
  },
  editor: {
    regex: "^vscode(?!-uri$)",
    message: "Of VS Code's packages this room knows addresses, vscode-uri.",
  },
  node: {
    regex: `^(node:.*|langium/node|vscode-languageserver/node|vscode-languageclient/node|(${builtins.join("|")}))$`,
    message:
      "Node is for entry points and files named node-….ts; the rest runs in a browser too.",
  },
  ast: {
    regex: "/grammar/",
    message: "Only language/ sees AST types.",
  },
  outerRooms: {
    regex:
      "/(language|evaluation|analysis|files|mending|presentation|graph-model|navigation|features|trace|training|interop)/|/(module|main|main\\.browser|protocol)\\.js$|/protocol/",
    message: "This room stands below those of the language and the editor.",
  },
  editorRooms: {
    regex: "/features/|/(module|main|main\\.browser)\\.js$",
    message: "Features use this room, not the other way round.",
  },
  features: {
    regex: "/features/",
    message: "Features are the editor's.",
  },
  client: {
    regex: "^(\\.\\./)+(src|cli)/",
    message: "The language server knows neither the client nor the program.",
  },
  serverInsides: {
    regex: "/language-server/(?!protocol\\.js$|graph/)",
    message: "The client imports only protocol.ts and types of the graph.",
  },
  graphValues: {
    regex: "/language-server/graph/",
    message: "The client imports types of the graph, not its code.",
    allowTypeImports: true,
  },
  everythingButGraphTypes: {
    regex: "^(?!\\.\\.?/graph/|\\./(protocol/)?[a-z-]+\\.js$)",
    message: "The protocol imports nothing but types of the graph.",
  },
  graphCode: {
    regex: "^\\.\\.?/graph/",
    message: "The protocol imports nothing but types of the graph.",
    allowTypeImports: true,
  },
  pageAndPanel: {
    regex: "/(page|panel)(/|\\.js$)",
    message: "The drawing knows neither the page nor the panel that show it.",
  },
  clientAroundAdapter: {
    regex: "^\\.\\./(?!\\.\\./\\.\\./language-server/)",
    message: "The debug adapter knows its protocol and trace-server.ts.",
  },
  clientBesidesDrawing: {
    regex: "^(\\.\\./)+src/(?!graph-view/drawing/)",
    message: "Of the client the program knows the drawing of graphs.",
  },
};

/**
 * @typedef {object} Room
 * @property {string[]} files
 * @property {(keyof typeof forbidden)[]} mayNotImport
 * @property {string[]} [mayKnowNode] files of the room that may import Node's modules: entry points and node-….ts
 * @property {boolean} [runsAnywhere] whether Node's globals are forbidden as well
 */

const server = "language-server";

/**
 * Where two rooms hold a file, the later one counts.
 * @type {Room[]}
 */
const rooms = [
  {
    files: [
      `${server}/{analysis,completion,formatting,mending,presentation,graph-model,navigation,trace,training,interop}/**/*.ts`,
    ],
    mayNotImport: ["langium", "vscode", "ast", "editorRooms", "client", "node"],
    mayKnowNode: [
      `${server}/{analysis,completion,formatting,mending,presentation,graph-model,navigation,trace,training,interop}/**/node-*.ts`,
    ],
  },
  {
    files: [`${server}/files/**/*.ts`],
    mayNotImport: ["langium", "editor", "ast", "outerRooms", "client", "node"],
    mayKnowNode: [`${server}/files/**/node-*.ts`],
  },
  {
    files: [`${server}/{ops,graph,engine}/**/*.ts`],
    mayNotImport: ["langium", "vscode", "ast", "outerRooms", "client", "node"],
    runsAnywhere: true,
  },
  {
    files: [`${server}/{language,grammar}/**/*.ts`],
    mayNotImport: ["languageServerProtocol", "editorRooms", "client", "node"],
    mayKnowNode: [`${server}/language/**/node-*.ts`],
  },
  {
    files: [`${server}/evaluation/**/*.ts`],
    mayNotImport: [
      "languageServerProtocol",
      "ast",
      "editorRooms",
      "client",
      "node",
    ],
    mayKnowNode: [
      `${server}/evaluation/worker.ts`,
      `${server}/evaluation/**/node-*.ts`,
    ],
  },
  {
    files: [`${server}/features/**/*.ts`],
    mayNotImport: ["ast", "client", "node"],
  },
  {
    files: [`${server}/*.ts`],
    mayNotImport: ["client", "node"],
    mayKnowNode: [`${server}/main.ts`, `${server}/node-*.ts`],
  },
  {
    files: [`${server}/protocol.ts`, `${server}/protocol/*.ts`],
    mayNotImport: ["everythingButGraphTypes", "graphCode"],
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    mayNotImport: ["serverInsides", "graphValues", "langium", "node"],
    mayKnowNode: ["src/extension.ts", "src/**/node-*.ts"],
  },
  {
    files: ["src/graph-view/drawing/**/*.{ts,tsx}"],
    mayNotImport: [
      "serverInsides",
      "graphValues",
      "langium",
      "vscode",
      "pageAndPanel",
      "node",
    ],
    runsAnywhere: true,
  },
  {
    files: ["src/debug/adapter/**/*.ts"],
    mayNotImport: [
      "serverInsides",
      "graphValues",
      "langium",
      "vscode",
      "clientAroundAdapter",
      "node",
    ],
    runsAnywhere: true,
  },
  {
    files: ["cli/**/*.ts"],
    mayNotImport: ["ast", "vscode", "features", "clientBesidesDrawing"],
  },
];

const hostGlobals = [
  "window",
  "document",
  "navigator",
  "process",
  "Buffer",
  "global",
  "require",
  "setImmediate",
  "__dirname",
  "__filename",
];

/** ESLint configurations: one for each room, and one for the files of it that may know Node. */
export const roomRules = rooms.flatMap(
  ({ files, mayNotImport, mayKnowNode = [], runsAnywhere = false }) => {
    const inside = {
      files,
      ignores: mayKnowNode,
      rules: rulesFor(mayNotImport, runsAnywhere),
    };
    if (mayKnowNode.length === 0) return [inside];
    const rest = mayNotImport.filter((name) => name !== "node");
    return [inside, { files: mayKnowNode, rules: rulesFor(rest, false) }];
  },
);

/**
 * @param {(keyof typeof forbidden)[]} mayNotImport
 * @param {boolean} runsAnywhere
 * @returns {import("eslint").Linter.RulesRecord}
 */
function rulesFor(mayNotImport, runsAnywhere) {
  const patterns = mayNotImport.map((name) => forbidden[name]);
  return {
    "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
    ...(runsAnywhere && {
      "no-restricted-globals": ["error", ...hostGlobals],
    }),
  };
}
