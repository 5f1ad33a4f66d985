// Makes the sources that are not committed: the parser from the grammar, and the matrix kernel from AssemblyScript.
import { execFile } from "node:child_process";
import fs from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const matrix = "language-server/ops/matrix";

/** Resolves when everything is written. */
export async function generateSources() {
  await Promise.all([generateParser(), generateMatrixKernel()]);
}

/** Runs `langium generate`: the grammar becomes language-server/grammar/generated/. */
function generateParser() {
  return runTool("langium-cli/bin/langium.js", ["generate"]);
}

/**
 * Compiles the kernel to WebAssembly and writes that down in base64, as a module: bundles and tests then load it alike, on
 * Node and in browsers.
 */
async function generateMatrixKernel() {
  const folder = `${matrix}/generated`;
  const binary = `${folder}/panels.wasm`;
  fs.mkdirSync(folder, { recursive: true });
  await runTool("assemblyscript/bin/asc.js", [
    `${matrix}/assembly/panels.ts`,
    ...["--outFile", binary],
    ...["--optimizeLevel", "3"],
    ...["--enable", "simd"],
    // Nothing but the kernel's own functions on a memory that they are given.
    ...["--runtime", "stub", "--noAssert", "--use", "abort="],
    ...["--importMemory", "--noExportMemory"],
  ]);
  const text = fs.readFileSync(binary, "base64");
  fs.writeFileSync(
    `${folder}/panels.ts`,
    `/** ../assembly/panels.ts as WebAssembly, in base64. */\nexport const panels =\n  "${text}";\n`,
  );
}

/**
 * @param {string} script of a package
 * @param {string[]} args
 */
async function runTool(script, args) {
  try {
    await run(process.execPath, [`node_modules/${script}`, ...args]);
  } catch (error) {
    const { stdout, stderr } =
      /** @type {{ stdout: string; stderr: string }} */ (error);
    throw new Error(`${stdout}${stderr}`, { cause: error });
  }
}

if (import.meta.main) await generateSources();
