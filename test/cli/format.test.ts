// nn format: which files it writes, what it says, how it ends.
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeEnvironment } from "../../cli/node-environment.js";
import { runNn } from "./run-nn.js";

const files = {
  "loose.nn": "network N{input x=1\n\n\n  output f=x*2 }",
  "good.nn": "network N {\n  input x = 1\n}\n",
  "broken.nn": "network N {\n  input x=1\n  y = x *\n}\n",
};

const formatted = `network N {
  input x = 1

  output f = x * 2
}
`;

describe("nn format", () => {
  it("writes what changes, and lists it", async () => {
    expect(await runNn(["format", "loose.nn", "good.nn"], files)).toEqual({
      status: 0,
      output: "loose.nn\n",
      errors: "",
      written: { "loose.nn": formatted },
    });
  });

  it("with --check lists what would change, writes nothing, ends with 1", async () => {
    const args = ["format", "--check", "good.nn", "loose.nn"];
    expect(await runNn(args, files)).toEqual({
      status: 1,
      output: "loose.nn\n",
      errors: "",
      written: {},
    });
    expect((await runNn(["format", "--check", "good.nn"], files)).status).toBe(
      0,
    );
  });

  it("leaves a file with a syntax error as it is, says so, and goes on", async () => {
    const outcome = await runNn(["format", "broken.nn", "loose.nn"], files);
    expect(outcome.status).toBe(1);
    expect(outcome.errors).toMatch(/^broken\.nn:3:9: error: .* \[syntax\]\n$/);
    expect(Object.keys(outcome.written)).toEqual(["loose.nn"]);
  });

  it("needs a file", async () => {
    expect((await runNn(["format"], files)).status).toBe(2);
  });
});

describe("on the disk", () => {
  let folder = "";
  const at = (name: string): string => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nn-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("a file is replaced as a whole, with its permissions and its byte order mark", () => {
    writeFileSync(at("a.nn"), "\uFEFFnetwork N{}");
    chmodSync(at("a.nn"), 0o640);
    symlinkSync(at("a.nn"), at("link.nn"));
    expect(nodeEnvironment.replaceFile(at("link.nn"), "new\n")).toBeUndefined();
    expect(readFileSync(at("a.nn"), "utf8")).toBe("\uFEFFnew\n");
    expect(statSync(at("a.nn")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(["a.nn", "link.nn"]);
  });

  it("one that is not there is not made", () => {
    expect(nodeEnvironment.replaceFile(at("none.nn"), "new\n")).toEqual({
      fault: "its folder does not exist",
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
