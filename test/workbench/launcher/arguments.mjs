// The arguments that desktop VS Code is started with for tests, as far as the stand-in heeds them.

/**
 * @typedef {object} Arguments
 * @property {string[]} developmentPaths extensions in development
 * @property {string} testsPath the module whose `run` is the suite
 * @property {string} userData
 * @property {string} extensions
 * @property {string} folder the workspace
 * @property {boolean} asksForTrust whether the workspace is restricted until somebody trusts it
 */

/**
 * @param {string[]} args
 * @returns {Arguments}
 */
export function readArguments(args) {
  /** @param {string} name */
  const all = (name) =>
    args
      .filter((arg) => arg.startsWith(`--${name}=`))
      .map((arg) => arg.slice(name.length + 3));
  /** @param {string} name */
  const one = (name) => {
    const [value] = all(name);
    if (value === undefined) throw new Error(`--${name}=… is missing`);
    return value;
  };
  const folder = args.find((arg) => !arg.startsWith("--"));
  if (folder === undefined) throw new Error("The workspace folder is missing");
  return {
    developmentPaths: all("extensionDevelopmentPath"),
    testsPath: one("extensionTestsPath"),
    userData: one("user-data-dir"),
    extensions: one("extensions-dir"),
    folder,
    asksForTrust: args.includes("--enable-workspace-trust"),
  };
}
