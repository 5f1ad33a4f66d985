// The built program as a process of its own: what a shell sees of it. `npm test` builds it first.
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const program = path.join(root, "dist/nn.cjs");

const circuit = `network Circuit {
  input x = -2
  output f = x * 3
  expect f == -6
}
`;
const wrong = circuit.replace("-6", "-7");

let folder = "";

beforeAll(() => {
  if (!existsSync(program))
    throw new Error(`${program} does not exist: run npm run build first.`);
  folder = mkdtempSync(path.join(tmpdir(), "nn-"));
  const write = (name: string, text: string | Uint8Array): void => {
    writeFileSync(path.join(folder, name), text);
  };
  write("circuit.nn", circuit);
  write("wrong.nn", wrong);
  write("syntax.nn", "network N {\n  input x = 1\n  y = x *\n}\n");
  write("latin.nn", Uint8Array.of(0x2f, 0x2f, 0xe9, 0x0a));
  mkdirSync(path.join(folder, "folder.nn"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function nn(...args: string[]): {
  status: number | null;
  output: string;
  errors: string;
} {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, output: stdout, errors: stderr };
}

test("a good program: one JSON object on standard output, nothing on standard error, status 0", () => {
  const { status, output, errors } = nn("eval", "circuit.nn", "--json");
  expect({ status, errors }).toEqual({ status: 0, errors: "" });
  expect(JSON.parse(output)).toEqual({
    file: "circuit.nn",
    ok: true,
    networks: [
      {
        name: "Circuit",
        objective: "f",
        parameterCount: 0,
        values: {
          x: { shape: [], data: -2 },
          f: { shape: [], data: -6 },
        },
        gradients: {
          x: { shape: [], data: 3 },
          f: { shape: [], data: 1 },
        },
        shapes: { x: "[]", f: "[]" },
        checks: [{ line: 4, text: "f == -6", status: "passed", actual: -6 }],
      },
    ],
    diagnostics: [],
  });
});

test("a failed check: FILE:LINE:COLUMN: error: message [code], status 1", () => {
  const { status, errors } = nn("check", "wrong.nn");
  expect(status).toBe(1);
  expect(errors).toBe(
    "wrong.nn:4:3: error: Expected −7, the value is −6. [check-failed]\n",
  );
});

test("a program that does not parse: status 1, and JSON all the same", () => {
  const { status, output, errors } = nn("eval", "syntax.nn", "--json");
  expect(status).toBe(1);
  expect(errors).toMatch(/^syntax\.nn:3:9: error: .* \[syntax\]\n$/);
  expect(JSON.parse(output)).toMatchObject({
    ok: false,
    diagnostics: expect.arrayContaining([
      expect.objectContaining({ line: 3, column: 9, code: "syntax" }),
    ]) as unknown,
  });
});

test.each([
  ["missing.nn", "there is no such file"],
  ["folder.nn", "it is a folder"],
  ["latin.nn", "it is not UTF-8 text"],
])("%s cannot be read: status 2", (file, why) => {
  expect(nn("eval", file, "--json")).toEqual({
    status: 2,
    output: "",
    errors: `nn: ${file} cannot be read: ${why}.\n`,
  });
});

test("several FILEs with --json: one object a line, and the worst status", () => {
  const { status, output } = nn("check", "circuit.nn", "wrong.nn", "--json");
  const files = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  expect(status).toBe(1);
  expect(files).toMatchObject([
    { file: "circuit.nn", ok: true },
    { file: "wrong.nn", ok: false },
  ]);
  const withMissing = nn("check", "missing.nn", "circuit.nn", "--json");
  expect(withMissing.status).toBe(2);
  expect(JSON.parse(withMissing.output)).toMatchObject({ file: "circuit.nn" });
});

test.each([
  ["no command", []],
  ["an unknown command", ["evaluate", "circuit.nn"]],
  ["an unknown option", ["eval", "circuit.nn", "--yaml"]],
  ["no FILE", ["check"]],
  ["a network that does not exist", ["eval", "circuit.nn", "--network", "M"]],
  ["the language server without --stdio", ["language-server"]],
  ["two forms", ["trace", "circuit.nn", "--markdown", "--json"]],
  ["format without FILE", ["format"]],
  ["train", ["train", "circuit.nn"]],
  ["export", ["export", "circuit.nn", "--to", "onnx", "-o", "circuit.onnx"]],
])("wrong usage or not available: %s", (_what, args) => {
  const { status, output, errors } = nn(...args);
  expect({ status, output }).toEqual({ status: 2, output: "" });
  expect(errors).toMatch(/\S/);
});

test("graph writes a picture, or says why it cannot", () => {
  expect(nn("graph", "circuit.nn", "--svg", "circuit.svg")).toEqual({
    status: 0,
    output: "",
    errors: "",
  });
  const picture = readFileSync(path.join(folder, "circuit.svg"), "utf8");
  expect(picture).toMatch(/^<\?xml[\s\S]*<svg[\s\S]*<\/svg>\s*$/);
  expect(nn("graph", "circuit.nn", "--svg", "folder.nn")).toEqual({
    status: 2,
    output: "",
    errors: "nn: folder.nn cannot be written: it is a folder.\n",
  });
});

test("trace writes the steps, or the worked solution", () => {
  const { status, output, errors } = nn("trace", "circuit.nn");
  expect({ status, errors }).toEqual({ status: 0, errors: "" });
  expect(output).toContain("∂f/∂x = 3");
  expect(nn("trace", "circuit.nn", "--markdown").output).toMatch(
    /^# Backpropagation/,
  );
});

test("help goes to standard output, status 0", () => {
  const { status, output } = nn("--help");
  expect(status).toBe(0);
  expect(output).toContain("eval");
});

test("the language server answers on standard output", async () => {
  const server = spawn(
    process.execPath,
    [program, "language-server", "--stdio"],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  try {
    const request = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: process.pid, rootUri: null, capabilities: {} },
    });
    server.stdin.write(
      `Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`,
    );
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      server.once("exit", () => {
        reject(new Error("The server ended."));
      });
      server.stdout.on("data", (data: Buffer) => {
        text += data.toString();
        if (text.includes('"id":1')) resolve(text);
      });
    });
    expect(answer).toContain('"capabilities"');
  } finally {
    server.kill();
  }
});
