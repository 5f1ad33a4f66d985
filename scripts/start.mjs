// `npm start`: builds, and opens examples/ in a VS Code with the extension: the desktop's where `code` is on the path,
// otherwise (or with --browser) VS Code's web workbench on 127.0.0.1, until Ctrl-C.
import { prepare } from "./setup/dependencies.mjs";
import { failInWords } from "./setup/failing.mjs";

failInWords();
await prepare();
// Only now are there packages to import.
const { openOnDesktop } = await import("./workbench/desktop.mjs");
const { openInBrowser } = await import("./workbench/browser.mjs");

const inBrowser = process.argv.includes("--browser");
if (inBrowser || !openOnDesktop()) await openInBrowser();
