// The programs of a folder on a real disk: what is found, what is passed over, and that no link leads out.
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noFiles } from "../../language-server/files/file-system.js";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";
import { ProgramSearch } from "../../language-server/files/program-search.js";

let place = "";
const address = (...parts: string[]): string =>
  pathToFileURL(path.join(place, ...parts)).href;

beforeAll(() => {
  place = mkdtempSync(path.join(tmpdir(), "nn-search-"));
  for (const folder of ["work/deep", "work/.git", "work/node_modules", "out"])
    mkdirSync(path.join(place, folder), { recursive: true });
  for (const file of [
    "work/b.nn",
    "work/a ₁.nn",
    "work/notes.txt",
    "work/deep/c.NN",
    "work/.git/d.nn",
    "work/node_modules/e.nn",
    "out/secret.nn",
  ])
    writeFileSync(path.join(place, file), "");
  symlinkSync(path.join(place, "out"), path.join(place, "work/link"));
  symlinkSync(path.join(place, "work"), path.join(place, "work/deep/circle"));
  symlinkSync(path.join(place, "out/secret.nn"), path.join(place, "work/s.nn"));
});

afterAll(() => {
  rmSync(place, { recursive: true });
});

describe("the programs of a folder", () => {
  it("are found in it and below", async () => {
    const search = new ProgramSearch(nodeFileSystem);
    expect(await search.programsIn(address("work"), true)).toEqual([
      address("work", "a ₁.nn"),
      address("work", "b.nn"),
      address("work", "deep", "c.NN"),
    ]);
    expect(await search.programsIn(address("work"), false)).toEqual([
      address("work", "a ₁.nn"),
      address("work", "b.nn"),
    ]);
  });

  it("are none where the folder is not there, or files cannot be listed", async () => {
    const search = new ProgramSearch(nodeFileSystem);
    expect(await search.programsIn(address("none"), true)).toEqual([]);
    const blind = new ProgramSearch(noFiles);
    expect(await blind.programsIn(address("work"), true)).toEqual([]);
  });
});
