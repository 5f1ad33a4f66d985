// `npm run package`: the .vsix holds what users need and nothing else, and is small.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let folder: string;
let vsix: Buffer;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "nn-"));
  const file = path.join(folder, "nn-live.vsix");
  execFileSync("npm", ["run", "package", "--", "--out", file], {
    cwd: root,
    stdio: "pipe",
  });
  vsix = readFileSync(file);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("is under 2 MB", () => {
  expect(vsix.length).toBeLessThan(2_000_000);
});

it("holds the bundles, the grammar, the examples, the documentation and the pictures only", () => {
  const entries = Object.keys(unzipSync(vsix));
  const files = entries
    .filter((entry) => entry.startsWith("extension/"))
    .map((entry) => entry.slice("extension/".length));
  const wanted =
    /^((package|language-configuration)\.json|(readme|changelog)\.md|LICENSE\.txt|syntaxes\/.*\.json|dist\/([\w-]+\.cjs|graph-[a-z]+\.(js|css|woff2)|LICENCES\.txt)|examples\/.*|docs\/.*\.md|snippets\/nn\.json|walkthrough\/[\w-]+\.(md|svg)|images\/(icon\.png|file-(light|dark)\.svg))$/;
  expect(files.filter((file) => !wanted.test(file))).toEqual([]);
  for (const file of [
    "dist/extension.cjs",
    "dist/server.cjs",
    "dist/evaluation-worker.cjs",
    "dist/nn-main.cjs",
    "dist/nn.cjs",
    "dist/graph-formulas.woff2",
    "examples/lecture/n07-circuit.nn",
  ]) {
    expect(files).toContain(file);
  }
});
