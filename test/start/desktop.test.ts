// `npm start` where `code` is on the path: it is handed the extension and the examples.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "nn-"));
  const code = path.join(folder, "code");
  writeFileSync(
    code,
    `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/arguments"\n`,
  );
  chmodSync(code, 0o755);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.skipIf(process.platform === "win32")(
  "npm start opens the examples in the desktop's VS Code",
  () => {
    const printed = execFileSync("npm", ["start"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}` },
    });
    expect(printed).toContain("VS Code opens the examples.");
    expect(
      readFileSync(path.join(folder, "arguments"), "utf8").split("\n"),
    ).toEqual([
      `--extensionDevelopmentPath=${root}`,
      "--new-window",
      path.join(root, "examples"),
      "",
    ]);
  },
);
