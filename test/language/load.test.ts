import { describe, expect, it } from "vitest";
import { Folder, folder, saidOf } from "./files.js";
import { networkOf, shapesOf, underlined } from "./lower.js";

const weights = '"weights.safetensors"';
const network = (statements: string): string => `network N {\n${statements}\n}`;

describe("load", () => {
  it("gives weights, biases, layers' parameters and inputs their values", async () => {
    const lowered = await new Folder().lower(
      network(`  weight w: [2, 3] = load(${weights}, "hidden.weight")
  bias b = load(${weights}, "hidden.bias")
  input x: [n] = load("float32.npy")
  input m = load("points.npz", "both")
  layer h = w[0] |> dense(2, weight: load(${weights}, "hidden.weight"), bias: load(${weights}, "hidden.bias"))
  output f = sum(w) + sum(b) + sum(h) + sum(x) + sum(m)`),
    );
    expect(saidOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({
      w: "[2, 3]",
      b: "[2]",
      x: "[n]",
      m: "[4, 2]",
      "h.weight": "[2, 3]",
      "h.bias": "[2]",
    });
    const { graph } = networkOf(lowered);
    expect(graph.evaluable).toBe(true);
    expect(graph.dimensions).toMatchObject([{ name: "n", size: 4 }]);
    const trainable = graph.names.filter(({ trainable }) => trainable);
    expect(trainable.map(({ name }) => name)).toEqual([
      "w",
      "b",
      "h.weight",
      "h.bias",
    ]);
  });

  it("has its shapes from the beginning, and its values when they are read", async () => {
    const folder = new Folder();
    const text = network(
      `  weight w: [2, 3] = load(${weights}, "hidden.weight")\n  input x: [3] = 1\n  output y = w @ x\n  bad = y + x`,
    );
    const atOnce = folder.lowerAtOnce(text);
    expect(saidOf(atOnce).map((each) => each.slice(0, 16))).toEqual([
      "2 reading-file: ",
      "5 shape-mismatch",
    ]);
    expect(networkOf(atOnce).graph.evaluable).toBe(false);
    expect(shapesOf(atOnce)).toMatchObject({ w: "[2, 3]", y: "[2]" });
    expect(saidOf(await folder.lower(text))).toHaveLength(1);
  });

  it("reads nothing of a tensor whose shape does not fit", async () => {
    const folder = new Folder();
    const lowered = await folder.lower(
      network(
        `  weight w: [3, 2] = load(${weights}, "hidden.weight")\n  output f = sum(w)`,
      ),
    );
    expect(saidOf(lowered)).toEqual([
      "2 shape-mismatch: Expected an array of shape [3, 2], the one in the file has shape [2, 3].",
    ]);
    expect(folder.opened).toEqual(["weights.safetensors"]);
  });

  it("does not stretch one number to a shape", async () => {
    const lowered = await new Folder().lower(
      network(
        `  weight w: [3] = load(${weights}, "scalar")\n  weight s = load(${weights}, "scalar")\n  output f = sum(w) + s`,
      ),
    );
    expect(saidOf(lowered)).toEqual([
      "2 shape-mismatch: Expected an array of shape [3], the one in the file has shape [].",
    ]);
    expect(shapesOf(lowered)["s"]).toBe("[]");
  });

  it.each([
    [
      `load(${weights}, "hidden.wight")`,
      "undefined-tensor",
      "Did you mean `hidden.weight`?",
    ],
    [
      `load(${weights}, "nothing.like.it")`,
      "undefined-tensor",
      "`weights.safetensors` has no tensor named `nothing.like.it`.",
    ],
    [`load(${weights}, "eight")`, "invalid-file", "is of type F8_E4M3"],
    [`load(${weights}, "huge")`, "invalid-file", "beyond 2⁵³"],
    [
      `load(${weights})`,
      "invalid-argument",
      "`load` takes a file and the name of an array",
    ],
    [
      'load("matrix.npy", "x")',
      "invalid-argument",
      "`load` takes a file and the name of an array",
    ],
    [
      "load()",
      "invalid-argument",
      "`load` takes a file and the name of an array",
    ],
    [
      'load(1, "x")',
      "invalid-argument",
      "`load` takes a file and the name of an array",
    ],
    [
      'load("points.npz", "z")',
      "undefined-tensor",
      "it has no array `z`, only `x1`",
    ],
    [
      'load("missing.safetensors", "w")',
      "unreadable-file",
      "there is no such file",
    ],
    [
      'load("../weights.safetensors", "w")',
      "outside-root",
      "outside the folder `work`",
    ],
    [
      'load("/weights.safetensors", "w")',
      "absolute-path",
      "it is not relative",
    ],
    [
      'load("weights.pt", "w")',
      "invalid-path",
      "arrays are in .safetensors, .npz and .npy files",
    ],
    [
      'load("lying.safetensors", "w")',
      "invalid-file",
      "its header is said to have",
    ],
    ['load("iris.csv.npy")', "invalid-file", "it is not a NumPy array"],
  ])("%s is an error", async (call, code, message) => {
    const lowered = await new Folder({
      "lying.safetensors": Uint8Array.of(
        255,
        255,
        255,
        255,
        255,
        255,
        0,
        0,
        123,
      ),
      "iris.csv.npy": "x,y\n1,2\n",
    }).lower(
      network(
        `  weight w: [2] = ${call}\n  output f = sum(w) + sum([1, 2] + w)`,
      ),
    );
    const said = saidOf(lowered);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`2 ${code}: `);
    expect(said[0]).toContain(message);
    expect(underlined(lowered)).toEqual([call]);
    expect(shapesOf(lowered)["w"]).toBe("[2]");
    expect(networkOf(lowered).graph.evaluable).toBe(false);
  });

  it("stands alone", async () => {
    const lowered = await new Folder().lower(
      network(`  weight w = 2 * load(${weights}, "half")\n  output f = sum(w)`),
    );
    expect(saidOf(lowered)).toEqual([
      expect.stringContaining("2 misplaced-initialiser: "),
    ]);
  });

  it("in an imported network reads relative to its file, for every instance", async () => {
    const project = new Folder({
      "deep/block.nn": `network Block {
  input x: [batch, 3]
  layer h = x |> dense(2, weight: load("../weights.safetensors", "hidden.weight"), bias: false)
  output y = h
}`,
    });
    const lowered = await project.lower(
      'import "deep/block.nn"\nnetwork N { input x: [1, 3] = 1\n layer a = Block(x)\n layer b = Block(x)\n output f = sum(a + b) }',
    );
    expect(saidOf(lowered)).toEqual([]);
    const { nodes } = networkOf(lowered).graph;
    const arrays = nodes.flatMap(({ attributes: { data } }) =>
      data instanceof Float64Array ? [data] : [],
    );
    expect(arrays).toHaveLength(2);
    expect(arrays[0]).toBe(arrays[1]);
  });

  it("gives an input its shape, also where the network is a layer and has other data", async () => {
    const lowered = await new Folder().lower(
      `network Block { input x = load("matrix.npy")\n output y = sum(x) }
network N { input x: [3, 4] = 1\n input z: [2] = 1\n layer a = Block(x)\n layer b = Block(z)\n output f = a }`,
    );
    expect(saidOf(lowered)).toHaveLength(1);
    expect(saidOf(lowered)[0]).toContain(
      "the input `x` has shape [3, 4], the argument [2].",
    );
  });

  it("is read again when the file changes", async () => {
    const project = new Folder();
    const text = network(
      `  weight w = load(${weights}, "hidden.bias")\n  output f = sum(w)`,
    );
    expect(saidOf(await project.lower(text))).toEqual([]);
    project.contents.delete("weights.safetensors");
    const uri = `${folder}/weights.safetensors`;
    project.files.changed(uri);
    await project.files.tensors({ uri, root: folder }).settled;
    expect(saidOf(await project.lower(text))).toEqual([
      "2 unreadable-file: `weights.safetensors` cannot be read: there is no such file.",
    ]);
  });
});
