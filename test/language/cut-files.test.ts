// Programs that name files, cut at every position and with characters exchanged: nothing throws, nothing hangs.
import { describe, expect, it } from "vitest";
import { Folder } from "./files.js";

const blocks = `import "more.nn"
const width = 3
fn twice(x) = 2 * x
network Block(units = width) {
  input x: [batch, 2]
  layer h = x |> dense(units, weight: load("weights.safetensors", "half"))
  output y = h
}
`;

const program = `import "blocks.nn"
dataset gate { x1, "x 2" -> y
  0, -1 -> "a"
  1, .5 -> "b" }
dataset iris from "iris.csv" { "sepal length", sepal_width -> species }
dataset points from "points.npz" { x1 -> y }
network N {
  input x: [batch, 2] = gate.inputs
  input y: [batch] = gate[y] - 1
  input z = iris["sepal length", species]
  input p = points[x1][0:2]
  weight w: [2, 3] = load("weights.safetensors", "hidden.weight")
  layer b = Block(x)
  output f = sum(twice(x) @ w) + mean(y) + mean(z) + mean(p)
}
`;

async function loaded(): Promise<Folder> {
  const project = new Folder({ "blocks.nn": blocks, "more.nn": "const m = 1" });
  await project.lower(program);
  return project;
}

describe("a program that names files", () => {
  it("may end anywhere", async () => {
    const project = await loaded();
    const kept = project.lowerAtOnce(program);
    for (let end = 0; end <= program.length; end++)
      expect(project.lowerAtOnce(program.slice(0, end)).files[0]).toBe(
        kept.files[0],
      );
  });

  it("may have any character for any other", async () => {
    const project = await loaded();
    const kept = project.lowerAtOnce(program);
    const others = ['"', "}", "{", "[", "-", ",", ">", "0", "x", " ", "."];
    for (let at = 0; at < program.length; at += 2) {
      const other = others[at % others.length] ?? "";
      const text = `${program.slice(0, at)}${other}${program.slice(at + 1)}`;
      expect(project.lowerAtOnce(text).files[0]).toBe(kept.files[0]);
    }
  });

  it("may import what is cut anywhere", async () => {
    const project = await loaded();
    const uri = "file:///work/blocks.nn";
    const entry = project.files.text({ uri, root: "file:///work" });
    for (let end = 0; end <= blocks.length; end += 3) {
      project.contents.set("blocks.nn", blocks.slice(0, end));
      project.files.changed(uri);
      await entry.settled;
      const lowered = await project.lower(program);
      expect(lowered.networks.map(({ name }) => name)).toEqual(["N"]);
    }
  });
});
