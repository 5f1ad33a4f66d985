/** Entry point of the language server on Node: the way in and out, files, and the worker. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { spawnThread } from "./evaluation/node-worker.js";
import { nodeFileSystem } from "./files/node-file-system.js";
import { createServer } from "./module.js";

const bundles = import.meta.dirname;
const page = path.join(bundles, "..", "docs", "diagnostics.md");

const connection = createConnection(ProposedFeatures.all);

// A slip of ours costs one answer, and not the server.
process.on("uncaughtException", (error) => {
  connection.console.error(error.stack ?? error.message);
});

createServer({
  connection,
  fileSystem: nodeFileSystem,
  spawnWorker: spawnThread(path.join(bundles, "evaluation-worker.cjs")),
  documentation: pathToFileURL(page).href,
}).features.LanguageServer.listen();
