import { describe, expect, it } from "vitest";
import { Folder, folder, lowerWith, saidOf } from "./files.js";
import { namesOf, networkOf, shapesOf, underlined } from "./lower.js";

const blocks = `
const width = 3
fn twice(x) = 2 * x
fn scaled(x) = factor * twice(x)
const factor = width - 1
dataset gate { x1, x2 -> y
  0, 1 -> 1
  1, 0 -> 1 }
network Block(units = width) {
  input x: [batch, 4]
  layer h = x |> dense(units)
  output y = relu(h)
}
`;

const program = `import "blocks.nn"
network N {
  input x: [batch, 4]
  layer e = Block(x)
  layer f = Block(x, units: width + 2)
  output m = mean(scaled(e)) + mean(f) + mean(gate[x1])
}`;

describe("an import", () => {
  it("gives networks, functions, datasets and constants", async () => {
    const lowered = await lowerWith({ "blocks.nn": blocks }, program);
    expect(saidOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({
      "e.h.weight": "[3, 4]",
      e: "[batch, 3]",
      f: "[batch, 5]",
      m: "[]",
    });
  });

  it("sees its own file's names, also those that are hidden here", async () => {
    const lowered = await lowerWith(
      {
        "a.nn":
          'import "b.nn"\nfn f(x) = g(x) * k\nconst k = 2\nnetwork A { input x: [3]\n layer h = x |> dense(size)\n output o = f(h) }',
        "b.nn": 'import "c.nn"\nfn g(x) = x + c\nconst size = 7',
        "c.nn": "const c = 1\nconst k = 5",
      },
      'import "a.nn"\nnetwork N(size = 1) { input x = [1, 2, 3]\n layer a = A(x)\n output s = sum(a) + size + f(0) }',
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({ "a.h.weight": "[7, 3]" });
  });

  it("does not give on what it imports", async () => {
    const lowered = await lowerWith(
      { "a.nn": 'import "b.nn"\nconst k = two', "b.nn": "const two = 2" },
      'import "a.nn"\nnetwork N { output f = k + two }',
    );
    expect(saidOf(lowered)).toEqual([
      "2 undefined-name: There is no value named `two` here.",
    ]);
  });

  it("is relative to the file in which it stands", async () => {
    const lowered = await lowerWith(
      {
        "deep/a.nn": 'import "er/b.nn"\nimport "../top.nn"\nconst a = b + top',
        "deep/er/b.nn": "const b = 1",
        "top.nn": "const top = 2",
      },
      'import "deep/a.nn"\nnetwork N { output f = a }',
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(lowered.files).toEqual(
      ["main.nn", "deep/a.nn", "deep/er/b.nn", "top.nn"].map(
        (name) => `${folder}/${name}`,
      ),
    );
  });

  it("may stand anywhere among the file's parts", async () => {
    const lowered = await lowerWith(
      { "a.nn": "const k = 2" },
      'const twice = 2 * k\nnetwork N { output f = twice }\nimport "a.nn"',
    );
    expect(saidOf(lowered)).toEqual([]);
  });

  it("leads every name to where it is defined, in which file ever", async () => {
    const lowered = await lowerWith({ "blocks.nn": blocks }, program);
    const elsewhere = lowered.occurrences
      .filter(({ declaration }) => declaration?.file === 1)
      .sort((a, b) => a.source.start - b.source.start)
      .map(({ name, kind, source, declaration }) => [
        kind,
        name,
        lowered.text.slice(source.start, source.end),
        lowered.texts[1]?.slice(declaration?.start, declaration?.end),
      ]);
    expect(elsewhere).toEqual([
      ["network", "Block", "Block", "Block"],
      ["network", "Block", "Block", "Block"],
      ["hyperparameter", "units", "units", "units"],
      ["constant", "width", "width", "width"],
      ["function", "scaled", "scaled", "scaled"],
      ["dataset", "gate", "gate", "gate"],
      ["column", "x1", "x1", "x1"],
    ]);
  });
});

describe("an import that cannot be had", () => {
  it.each([
    ['"missing.nn"', "unreadable-file", "there is no such file"],
    ['"../up.nn"', "outside-root", "it lies outside the folder `work`"],
    ['"/etc/blocks.nn"', "absolute-path", "it is not relative to this file"],
    ['"file:///work/a.nn"', "absolute-path", "it is not relative"],
    ['"a\\b.nn"', "invalid-path", "paths are written with `/`"],
    ['"iris.csv"', "invalid-path", "only .nn files are imported"],
    ['""', "invalid-path", "it is not a path"],
  ])("%s", async (written, code, reason) => {
    const lowered = await new Folder().lower(
      `const k = 1\nimport ${written}\nnetwork N { output f = unknown(k) + other\n layer h = f |> Missing\n }`,
    );
    const said = saidOf(lowered);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`2 ${code}: `);
    expect(said[0]).toContain(reason);
    expect(underlined(lowered)).toEqual([written]);
  });

  it("says nothing else of what may come from it, and all else of the rest", async () => {
    const lowered = await new Folder().lower(
      'import "missing.nn"\nnetwork N { input x: [2, 3] = 1\n a = x + width\n b = x + [1, 2]\n output f = sum(b) }',
    );
    expect(saidOf(lowered).map((each) => each.slice(0, 18))).toEqual([
      "1 unreadable-file:",
      "4 shape-mismatch: ",
    ]);
  });

  it("while it is read is no error", async () => {
    const folder = new Folder({ "blocks.nn": blocks });
    expect(saidOf(folder.lowerAtOnce(program))).toEqual([
      "1 reading-file: information: Reading `blocks.nn`.",
    ]);
    expect(saidOf(await folder.lower(program))).toEqual([]);
  });
});

describe("an import with errors", () => {
  it("of syntax is noted, with what is wrong and where", async () => {
    const lowered = await lowerWith(
      { "a.nn": "const one = 1\nconst two = = 2\nnetwork" },
      'import "a.nn"\nnetwork N { output f = one + two + three }',
    );
    expect(saidOf(lowered)).toHaveLength(1);
    expect(saidOf(lowered)[0]).toMatch(
      /^1 import-has-errors: `a.nn` has \d errors: /,
    );
    const [note] = lowered.problems;
    expect(note?.related?.[0]?.source).toMatchObject({ file: 1 });
  });

  it("of meaning is noted once, and not again where it is used", async () => {
    const lowered = await lowerWith(
      {
        "a.nn":
          "network A { input x: [2]\n y = x + [1, 2, 3]\n output o = sum(x) }\nfn f(x) = x + missing",
      },
      'import "a.nn"\nnetwork N { input x = [1, 2]\n layer a = A(x)\n output g = a + f(1) + f(2) }',
    );
    const said = saidOf(lowered);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^1 import-has-errors: `a.nn` has 2 errors: /);
  });

  it("says at the call what is wrong only with this call", async () => {
    const lowered = await lowerWith(
      { "a.nn": "fn f(x) = x + [1, 2]" },
      'import "a.nn"\nnetwork N { output g = sum(f([1, 2, 3])) }',
    );
    const [problem, ...others] = lowered.problems.filter(
      ({ severity }) => severity === "error",
    );
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(/^In `f`: /);
    expect(problem?.source.file).toBe(0);
    const [place] = problem?.related ?? [];
    expect(
      lowered.texts[1]?.slice(place?.source.start, place?.source.end),
    ).toBe("x + [1, 2]");
  });

  it("is noted from file to file", async () => {
    const lowered = await lowerWith(
      { "a.nn": 'import "b.nn"\nconst a = 1', "b.nn": "const b = unknown" },
      'import "a.nn"\nnetwork N { output f = a }',
    );
    expect(saidOf(lowered)).toEqual([
      "1 import-has-errors: `a.nn` has an error: `b.nn` has an error: There is no value named `unknown` here.",
    ]);
  });

  it("whose checks fail is none: they are of its own networks", async () => {
    const lowered = await lowerWith(
      { "a.nn": "network A { input x = 1\n output o = x\n expect o == 2 }" },
      'import "a.nn"\nnetwork N { input x = 1\n layer a = A(x)\n output f = a }',
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(networkOf(lowered, "N").graph.checks).toEqual([]);
  });
});

describe("imports that lead back", () => {
  it("are errors, with the way", async () => {
    const contents = {
      "a.nn": 'import "b.nn"\nconst a = 1',
      "b.nn": 'import "main.nn"\nconst b = 1',
      "main.nn": 'import "a.nn"\nnetwork N { output f = a }',
    };
    const lowered = await lowerWith(contents, contents["main.nn"]);
    expect(saidOf(lowered)).toEqual([
      "1 recursive-definition: This import leads back to this file: `main.nn` → `a.nn` → `b.nn` → `main.nn`. Move what the files share into one of its own.",
    ]);
  });

  it("at once", async () => {
    const text = 'import "main.nn"\nnetwork N { output f = 1 }';
    expect(saidOf(await lowerWith({ "main.nn": text }, text))).toEqual([
      "1 recursive-definition: This import leads back to this file: `main.nn` → `main.nn`. Move what the files share into one of its own.",
    ]);
  });

  it("elsewhere are errors there, noted here", async () => {
    const lowered = await lowerWith(
      {
        "a.nn": 'import "b.nn"\nconst a = 1',
        "b.nn": 'import "a.nn"\nconst b = 1',
      },
      'import "a.nn"\nnetwork N { output f = a }',
    );
    expect(saidOf(lowered)).toEqual([
      expect.stringMatching(
        /^1 import-has-errors: `a.nn` has an error: This import leads back to this file: `a.nn` → `b.nn` → `a.nn`/,
      ),
    ]);
  });

  it("make no recursion of constants or functions without end", async () => {
    const contents = {
      "a.nn": 'import "main.nn"\nconst a = m\nfn f(x) = g(x)',
      "main.nn":
        'import "a.nn"\nconst m = a\nfn g(x) = f(x)\nnetwork N { output o = g(m) }',
    };
    const codes = (await lowerWith(contents, contents["main.nn"])).problems.map(
      ({ code }) => code,
    );
    expect(codes).toContain("recursive-definition");
  });

  it("through many files end, and through too many are refused", async () => {
    const contents = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [
        `f${String(index)}.nn`,
        `import "f${String(index + 1)}.nn"\nconst c${String(index)} = ${String(index)}`,
      ]),
    );
    const lowered = await lowerWith(
      { ...contents, "f150.nn": "const last = 1" },
      'import "f0.nn"\nnetwork N { output f = c0 }',
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(lowered.files).toHaveLength(152);
    const all = Object.keys(contents).map((name) => `import "${name}"`);
    const wide = Array.from(
      { length: 100 },
      (_, index) => [`w${String(index)}.nn`, "const x = 1"] as const,
    );
    const tooMany = await lowerWith(
      { ...contents, ...Object.fromEntries(wide) },
      [...wide.map(([name]) => `import "${name}"`), ...all].join("\n"),
    );
    expect(saidOf(tooMany).at(-1)).toBe(
      "250 file-too-large: `f149.nn` cannot be imported: the program already has 200 files.",
    );
  });
});

describe("names that clash", () => {
  it("with the file's own are errors at the import, with both places", async () => {
    const lowered = await lowerWith(
      { "a.nn": "const k = 1\nfn f(x) = x\nnetwork N { output o = 1 }" },
      'import "a.nn"\nconst k = 2\nnetwork N { output o = k }\ndataset f { x -> y 1 -> 2 }',
    );
    expect(saidOf(lowered)).toEqual([
      "1 duplicate-name: `a.nn` defines `N`, and so does this file: names are unique in a file with its imports. Rename one of the two.",
      "1 duplicate-name: `a.nn` defines `k`, and so does this file: names are unique in a file with its imports. Rename one of the two.",
    ]);
    const places = lowered.problems[1]?.related?.map(({ source }) => [
      source.file,
      lowered.texts[source.file]?.slice(source.start, source.end),
    ]);
    expect(places).toEqual([
      [0, "k"],
      [1, "k"],
    ]);
    expect(namesOf(lowered, "N")).toEqual(["o"]);
  });

  it("between imports are errors at the later one", async () => {
    const lowered = await lowerWith(
      { "a.nn": "const k = 1", "b.nn": "dataset k { x -> y 1 -> 2 }" },
      'import "a.nn"\nimport "b.nn"\nnetwork N { output o = k }',
    );
    expect(saidOf(lowered)).toEqual([
      "2 duplicate-name: `b.nn` defines `k`, and so does another import: names are unique in a file with its imports. Rename one of the two.",
    ]);
  });

  it("do not where a file comes in by two ways", async () => {
    const lowered = await lowerWith(
      {
        "a.nn": 'import "c.nn"\nconst a = c',
        "b.nn": 'import "c.nn"\nconst b = c',
        "c.nn": "const c = 1",
      },
      'import "a.nn"\nimport "b.nn"\nimport "c.nn"\nnetwork N(c = 3) { output o = a + b + c }',
    );
    expect(saidOf(lowered)).toEqual([]);
  });

  it("do not where a file is imported twice, which is idle", async () => {
    const lowered = await lowerWith(
      { "a.nn": "const a = 1" },
      'import "a.nn"\nimport "./a.nn"\nnetwork N { output o = a }',
    );
    expect(saidOf(lowered)).toEqual([
      "2 duplicate-name: warning: `./a.nn` is imported already: this import can go.",
    ]);
  });
});

describe("a file that changes", () => {
  it("is lowered again, and who imports it, and who imports that", async () => {
    const project = new Folder({
      "a.nn": 'import "b.nn"\nconst a = 2 * b',
      "b.nn": "const b = 1",
    });
    const { Lowering } = project.language.language;
    const document = project.parse(
      'import "a.nn"\nnetwork N { input x: [a] = 1\n output o = sum(x) }',
    );
    const shapeOf = (lowered: Awaited<ReturnType<typeof Lowering.settled>>) =>
      lowered.networks[0]?.shapes.get("x");
    const first = await Lowering.settled(document);
    expect(shapeOf(first)).toEqual([2]);
    expect(Lowering.lower(document)).toBe(first);
    project.contents.set("b.nn", "const b = 5");
    project.files.changed(`${folder}/b.nn`);
    expect(shapeOf(await Lowering.settled(document))).toEqual([2]);
    await project.files.text({ uri: `${folder}/b.nn`, root: folder }).settled;
    expect(shapeOf(await Lowering.settled(document))).toEqual([10]);
  });
});
