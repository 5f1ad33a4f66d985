// The language server as a process of its own, on the Node that runs the extension.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { ExtensionContext } from "vscode";

/** Its messages go over standard input and output. */
export function startServer(context: ExtensionContext): ChildProcess {
  const server = spawn(
    process.execPath,
    [
      context.asAbsolutePath("dist/server.cjs"),
      "--stdio",
      `--clientProcessId=${process.pid}`,
    ],
    {
      env: {
        ...process.env,
        // Where the extension host is Electron's, this makes it a plain Node.
        ELECTRON_RUN_AS_NODE: "1",
        // Node keeps the compiled server here and starts it faster the next time.
        NODE_COMPILE_CACHE: path.join(
          context.globalStorageUri.fsPath,
          "compiled",
        ),
      },
    },
  );
  // Without a process its streams end at once, and the client reports that.
  server.on("error", () => undefined);
  return server;
}
