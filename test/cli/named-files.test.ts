// Files that a program names, on the disk: where they may lie, and what is said of them.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { URI } from "langium";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Environment } from "../../cli/environment.js";
import { runProgram } from "../../cli/program.js";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";
import { fixtures } from "../files/bytes.js";

let folder = "";

const program = (dataset: string): string =>
  `dataset d from "${dataset}" { x -> y }
network N {
  input x: [batch] = d[x]
  output f = sum(x)
}
`;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "nn-named-")));
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write("secret.csv", "x,y\n1000,0\n");
  write("work/data.csv", "x,y\n1,0\n2,1\n");
  write("work/here.nn", program("data.csv"));
  write("work/nets/deep.nn", program("../data.csv"));
  write("work/up.nn", program("../secret.csv"));
  write("work/link.nn", program("link.csv"));
  write("work/large.nn", program("large.csv"));
  write("work/large.csv", "");
  truncateSync(path.join(folder, "work/large.csv"), 100e6);
  symlinkSync("../secret.csv", path.join(folder, "work/link.csv"));
  write("work/absolute.nn", program(path.join(folder, "work/data.csv")));
  write(
    "work/import.nn",
    `import "nets/deep.nn"
network M {
  input x = d[y]
  layer n = N(d[x])
  output g = n + sum(x)
}
`,
  );
  write(
    "work/weights.nn",
    `network N {
  input x = [1, 2, 4]
  layer h = x |> dense(2, weight: load("weights.safetensors", "hidden.weight"), bias: load("weights.safetensors", "hidden.bias"))
  output f = sum(h)
  expect h == [6.6, 0.25 - 0.5 - 0.2]
  expect ∂f/∂h.bias == [1, 1]
}
`,
  );
  writeFileSync(
    path.join(folder, "work/weights.safetensors"),
    readFileSync(path.join(fixtures, "weights.safetensors")),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function environmentIn(currentFolder: string): Environment {
  const cwd = path.join(folder, currentFolder);
  return {
    readFile: (name) => ({
      text: readFileSync(path.resolve(cwd, name), "utf8"),
    }),
    writeFile: () => undefined,
    replaceFile: () => undefined,
    addressOf: (name) => URI.file(path.resolve(cwd, name)).toString(),
    pathOf: (address) => path.relative(cwd, URI.parse(address).fsPath),
    currentFolder: URI.file(cwd).toString(),
    fileSystem: nodeFileSystem,
    write: () => undefined,
    writeError: () => undefined,
    drawPicture: () => Promise.resolve(""),
    startLanguageServer: () => Promise.resolve(),
  };
}

interface Evaluated {
  readonly networks: readonly {
    readonly values: Record<string, { readonly data: unknown }>;
  }[];
  readonly diagnostics: readonly {
    readonly line: number;
    readonly severity: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** `nn eval FILE --json` as called in a folder below the test's. */
async function evaluate(
  file: string,
  currentFolder = "work",
): Promise<Evaluated & { readonly status: number }> {
  let output = "";
  const status = await runProgram(["eval", file, "--json"], {
    ...environmentIn(currentFolder),
    write: (text) => {
      output += text;
    },
  });
  return { status, ...(JSON.parse(output) as Evaluated) };
}

const errorsOf = ({ diagnostics }: Evaluated): string[] =>
  diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ line, code }) => `${String(line)} ${code}`);

test("a file beside the program is read, and bound to its dimensions", async () => {
  const { status, networks } = await evaluate("here.nn");
  expect(status).toBe(0);
  expect(networks[0]?.values).toEqual({
    x: { shape: [2], data: [1, 2] },
    f: { shape: [], data: 3 },
  });
});

test("below the current folder, where FILE lies in it", async () => {
  expect((await evaluate("nets/deep.nn")).status).toBe(0);
  expect((await evaluate("work/nets/deep.nn", ".")).status).toBe(0);
  const inside = await evaluate("up.nn");
  expect(inside.status).toBe(1);
  expect(errorsOf(inside)).toEqual(["1 outside-root"]);
  expect((await evaluate("work/up.nn", ".")).status).toBe(0);
});

test("otherwise below FILE's folder", async () => {
  const elsewhere = await evaluate("deep.nn", "work/nets");
  expect(errorsOf(elsewhere)).toEqual(["1 outside-root"]);
  const other = await evaluate("../work/nets/deep.nn", "work/nets/..");
  expect(other.status).toBe(0);
  mkdirSync(path.join(folder, "other"), { recursive: true });
  expect(errorsOf(await evaluate("../work/nets/deep.nn", "other"))).toEqual([
    "1 outside-root",
  ]);
  expect((await evaluate("../work/here.nn", "other")).status).toBe(0);
});

test("links out of the folder, absolute paths and large files are errors at the line", async () => {
  expect(errorsOf(await evaluate("link.nn"))).toEqual(["1 outside-root"]);
  expect(errorsOf(await evaluate("absolute.nn"))).toEqual(["1 absolute-path"]);
  const large = await evaluate("large.nn");
  expect(errorsOf(large)).toEqual(["1 file-too-large"]);
  expect(large.diagnostics[0]?.message).toBe(
    "`large.csv` cannot be read: it has 100 MB, at most 64 MB of a file like this are read.",
  );
  expect(large.networks[0]?.values).toEqual({});
});

test("an imported file reads relative to itself", async () => {
  const { status, networks } = await evaluate("import.nn");
  expect(status).toBe(0);
  expect(networks).toHaveLength(1);
  expect(networks[0]?.values["g"]?.data).toBe(4);
});

test("weights from a file are what the network computes with", async () => {
  const { status, networks } = await evaluate("weights.nn");
  expect(networks[0]?.values["h.weight"]?.data).toEqual([
    [0.5, -1, 2],
    [0.25, 0, -0.125],
  ]);
  expect(status).toBe(0);
});

test("a summary needs the shapes of weights, not the weights", async () => {
  const read: number[] = [];
  const counted: typeof nodeFileSystem = {
    ...nodeFileSystem,
    async open(uri) {
      const file = await nodeFileSystem.open(uri);
      return "reason" in file
        ? file
        : {
            ...file,
            read: (start, length) => {
              read.push(start);
              return file.read(start, length);
            },
          };
    },
  };
  let output = "";
  const status = await runProgram(["summary", "weights.nn", "--json"], {
    ...environmentIn("work"),
    fileSystem: counted,
    write: (text) => {
      output += text;
    },
  });
  expect(status).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    networks: [{ name: "N", parameters: 8 }],
  });
  // The header's length, and the header.
  expect(read).toEqual([0, 8]);
});
