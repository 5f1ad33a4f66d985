// Finds programs on the path.
import { accessSync, constants } from "node:fs";
import path from "node:path";

/**
 * @param {string} name
 * @returns {string | undefined} the program's path
 */
export function findExecutable(name) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => isExecutable(file));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
