// cli/nn.cjs, the first thing of the `nn` program that a Node reads, however old.
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

const source = readFileSync(
  new URL("../../cli/nn.cjs", import.meta.url),
  "utf8",
);

/** Runs the launcher on a pretended Node; returns what it did. */
function launchOn(node: string): string[] {
  const did: string[] = [];
  const exit = new Error("exit");
  const fakeProcess = {
    versions: { node },
    stderr: { write: (text: string) => did.push(text) },
    exit(status: number): never {
      did.push(`exit ${status}`);
      throw exit;
    },
  };
  const fakeRequire = (name: string): unknown => {
    did.push(`require ${name}`);
    if (name === "path")
      return { join: (...parts: string[]) => parts.join("/") };
    return name === "module"
      ? { enableCompileCache: () => did.push("cache") }
      : {};
  };
  try {
    runInNewContext(source.replace(/^#!.*/, ""), {
      process: fakeProcess,
      require: fakeRequire,
      __dirname: "dist",
    });
  } catch (error) {
    if (error !== exit) throw error;
  }
  return did.filter((step) => step !== "require path");
}

describe("the nn launcher", () => {
  it("says on an old Node which one it needs and which one it found", () => {
    expect(launchOn("18.19.1")).toEqual([
      "nn: needs Node 22 or newer, this is 18.19.1\n",
      "exit 2",
    ]);
  });

  it("runs the program with the compile cache on a newer one", () => {
    expect(launchOn("24.21.0")).toEqual([
      "require module",
      "cache",
      "require dist/nn-main.cjs",
    ]);
  });

  it("is ES5, so that an old Node can read it", () => {
    const problems = new Linter().verify(source, {
      languageOptions: { ecmaVersion: 5, sourceType: "commonjs" },
    });
    expect(problems).toEqual([]);
  });
});
