// `nn graph FILE --svg PATH`: which network is drawn, what is in the picture, and how the program ends.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeEnvironment } from "../../cli/node-environment.js";
import { runNn, type Outcome } from "./run-nn.js";

const circuit = `network Circuit {
  input x = -2
  input y = 5
  input z = -4
  q = x + y
  output f = q * z
  expect f == -12
}
`;

const draw = (text: string, ...options: readonly string[]): Promise<Outcome> =>
  runNn(["graph", "program.nn", "--svg", "out.svg", ...options], {
    "program.nn": text,
  });

const pictureOf = ({ written }: Outcome): string => written["out.svg"] ?? "";

/** The texts of a picture, in the order in which they are drawn. */
const textsOf = (picture: string): string[] =>
  [...picture.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(
    ([, text = ""]) => text,
  );

test("a good program: the picture, nothing said, status 0", async () => {
  const outcome = await draw(circuit);
  const { status, output, errors } = outcome;
  expect({ status, output, errors }).toEqual({
    status: 0,
    output: "",
    errors: "",
  });
  const picture = pictureOf(outcome);
  expect(picture).toMatch(/^<\?xml .*\?>\s*<svg [\s\S]*<\/svg>\s*$/);
  const texts = textsOf(picture);
  // Names, gates, values above the wires and gradients below.
  for (const text of ["x", "y", "z", "q", "f", "+", "×", "5", "3", "−12"])
    expect(texts).toContain(text);
  expect(texts.filter((text) => text === "−4").length).toBeGreaterThan(1);
});

test("the same picture each time", async () => {
  expect(pictureOf(await draw(circuit))).toBe(pictureOf(await draw(circuit)));
});

test("a failed check: the picture with its mark, status 1", async () => {
  const outcome = await draw(circuit.replace("== -12", "== -13"));
  expect(outcome.status).toBe(1);
  expect(outcome.errors).toBe(
    "program.nn:7:3: error: Expected −13, the value is −12. [check-failed]\n",
  );
  expect(pictureOf(outcome)).toContain("expect f == -13: is −12");
});

test("a program with errors: what can be drawn is drawn, status 1", async () => {
  const outcome = await draw(circuit.replace("q = x + y", "q = x + missing"));
  expect(outcome.status).toBe(1);
  expect(outcome.errors).toMatch(
    /^program\.nn:5:11: error: .*\[undefined-name\]\n/,
  );
  expect(textsOf(pictureOf(outcome))).toEqual(
    expect.arrayContaining(["x", "y", "z"]),
  );
});

test("a program without data: its structure, without numbers, status 0", async () => {
  const outcome = await draw(
    "network N { input x: [batch, 4]\n layer h = x |> dense(3) |> relu\n loss L = sum(h) }",
  );
  expect(outcome.status).toBe(0);
  expect(textsOf(pictureOf(outcome))).toEqual(
    expect.arrayContaining(["x", "h", "L"]),
  );
});

test("strings and relations of the program are shown as text", async () => {
  const outcome = await draw(`dataset d { "<script>" -> y
    1 -> 2
  }
  network N {
    input x: [rows, 1] = d["<script>"]
    output f = sum(x)
    expect f < 1
  }`);
  expect(outcome.status).toBe(1);
  const picture = pictureOf(outcome);
  expect(picture).not.toContain("<script>");
  expect(picture).toContain("&lt;script");
  expect(picture).toContain("expect f &lt; 1: is 1");
});

describe("the network", () => {
  const several = `${circuit}
network Values { input a = 1
  b = a * 2 }
network Second { input u = 1
  output v = u * 2 }
`;

  test("is the only one with an objective", async () => {
    const outcome = await draw(several.replace("output v", "v"));
    expect(outcome.status).toBe(0);
    expect(pictureOf(outcome)).toContain("Computational graph of Circuit");
  });

  test("is the one that is named", async () => {
    const outcome = await draw(several, "--network", "Values");
    expect(outcome.status).toBe(0);
    expect(pictureOf(outcome)).toContain("Computational graph of Values");
  });

  test.each([
    [
      several,
      [],
      "nn: program.nn has 2 networks with an objective: choose one with --network. Its networks: Circuit (objective f), Values, Second (objective v).\n",
    ],
    [
      "network A { input x = 1\n y = x * 2 }",
      [],
      "nn: program.nn has no network with an objective: choose one with --network. Its networks: A.\n",
    ],
    [
      several,
      ["--network", "Third"],
      "nn: program.nn has no network named Third. Its networks: Circuit (objective f), Values, Second (objective v).\n",
    ],
    ["// empty", [], "nn: program.nn has no network.\n"],
  ])(
    "cannot be chosen in %#: status 2, the list, no picture",
    async (text, options, errors) => {
      const outcome = await draw(text, ...options);
      expect(outcome).toEqual({ status: 2, output: "", errors, written: {} });
    },
  );
});

test("without --svg: wrong usage", async () => {
  const { status, errors } = await runNn(["graph", "program.nn"], {
    "program.nn": circuit,
  });
  expect(status).toBe(2);
  expect(errors).toMatch(/--svg/);
});

test("a place where nothing can be written: status 2, and which it is", async () => {
  const { status, errors } = await runNn(
    ["graph", "program.nn", "--svg", "folder/"],
    { "program.nn": circuit },
  );
  expect({ status, errors }).toEqual({
    status: 2,
    errors: "nn: folder/ cannot be written: it is a folder.\n",
  });
});

describe("on the disk", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nn-graph-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("a file is written, in place of the one that is there", () => {
    const file = path.join(folder, "a.svg");
    for (const text of ["a longer text", "short"]) {
      expect(nodeEnvironment.writeFile(file, text)).toBeUndefined();
      expect(readFileSync(file, "utf8")).toBe(text);
    }
  });

  test("what cannot be written is told in words", () => {
    const { writeFile } = nodeEnvironment;
    expect(writeFile(folder, "")).toEqual({ fault: "it is a folder" });
    const nowhere = path.join(folder, "missing", "a.svg");
    expect(writeFile(nowhere, "")).toEqual({
      fault: "its folder does not exist",
    });
    expect(existsSync(nowhere)).toBe(false);
  });
});
