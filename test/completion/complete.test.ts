// What completion offers, place by place.
import { describe, expect, it } from "vitest";
import { inNetwork, labelsAt, offersAt } from "./completing.js";

const here = (statement: string): string[] => labelsAt(inNetwork(statement));
const offer = (statement: string, label: string) =>
  offersAt(inNetwork(statement)).find((each) => each.label === label);

describe("names of values", () => {
  it("puts those whose shape fits behind @ first", () => {
    expect(here("q = w @ │").slice(0, 2).sort()).toEqual(["v", "x"]);
    const labels = here("q = w @ │");
    expect(labels.indexOf("b")).toBeGreaterThan(labels.indexOf("relu"));
  });

  it("puts the same shape behind + first, the last defined before the others", () => {
    expect(here("q = z + │").slice(0, 3)).toEqual(["z", "h", "b"]);
  });

  it("puts what fits as the target of a loss first", () => {
    const labels = here("q = cross_entropy(z, │)");
    expect(labels.slice(0, 3)).toEqual(["z", "h", "b"]);
    expect(labels.indexOf("x")).toBeGreaterThan(labels.indexOf("relu"));
  });

  it("shows the shape, and what kind of name it is", () => {
    expect(offer("q = │", "w")?.note).toBe("weight [3, 4]");
    expect(offer("q = │", "units")?.note).toBe("hyperparameter");
  });

  it("offers nothing that is defined below or in the statement itself", () => {
    expect(here("q = │")).not.toContain("L");
    expect(here("q = │")).not.toContain("q");
  });

  it("offers constants alone for the value of an input", () => {
    const labels = here("input i: [2] = │");
    expect(labels).toEqual(
      expect.arrayContaining(["width", "units", "gate", "uniform", "zeros"]),
    );
    expect(labels).not.toContain("z");
    expect(labels).not.toContain("dense");
    expect(labels).not.toContain("he_normal");
  });

  it("offers what a derivative is by behind its slash, with the sign", () => {
    const labels = here("expect ∂L/│");
    expect(labels).toEqual(expect.arrayContaining(["∂w", "∂x", "∂h.weight"]));
    expect(labels).not.toContain("relu");
    expect(offer("expect ∂L/│", "∂w")?.filter).toContain("dw");
  });

  it("offers the axes of what is reduced, and no π among whole numbers", () => {
    expect(here("q = sum(w, axis: │)").slice(0, 3)).toEqual(["0", "1", "-1"]);
    expect(offer("q = sum(w, axis: │)", "1")?.note).toBe("axis of 4");
    expect(here("q = w |> mean(axis: │)").slice(0, 3)).toEqual([
      "0",
      "1",
      "-1",
    ]);
    expect(here("q = sum(w, axis: │)")).not.toContain("pi");
  });

  it("offers an fn its parameters", () => {
    expect(labelsAt("fn f(a, bb) = a * │")).toEqual(
      expect.arrayContaining(["a", "bb", "tanh"]),
    );
  });
});

describe("what is called", () => {
  it("leaves places to fill in for what a call needs", () => {
    expect(offer("layer q = x |> │", "dense")).toMatchObject({
      signature: "(x, units, bias: true)",
      snippet: "dense(${1:units})",
    });
    expect(offer("layer q = │", "conv2d")?.snippet).toBe(
      "conv2d(${1:x}, ${2:channels}, kernel: ${3:kernel})",
    );
    expect(offer("layer q = x |> │", "relu")?.snippet).toBeUndefined();
    expect(offer("layer q = x |> den│(3)", "dense")?.snippet).toBeUndefined();
  });

  it("offers networks and layers in a layer, and makes a definition one", () => {
    expect(here("layer q = x |> │")).toEqual(
      expect.arrayContaining(["dense", "Block", "repeat"]),
    );
    expect(offer("q = x |> │", "dense")?.also?.text).toBe("layer ");
    expect(here("loss M = x |> │")).not.toContain("dense");
    expect(here("layer q = x |> │")).not.toContain("Here");
  });

  it("puts what cannot take the piped shape last", () => {
    const labels = here("layer q = x |> │");
    expect(labels.indexOf("conv2d")).toBeGreaterThan(labels.indexOf("tanh"));
  });

  it("offers no values behind a pipe", () => {
    expect(here("q = x |> │")).not.toContain("w");
  });
});

describe("arguments", () => {
  it("offers the names that are not given yet", () => {
    const labels = here("layer q = x |> dense(3, bias: false, │)");
    expect(labels).toContain("weight:");
    expect(labels).not.toContain("bias:");
    expect(labels).not.toContain("units:");
  });

  it("offers initialisers for a parameter, wherever one is set", () => {
    expect(here("layer q = x |> dense(3, weight: │)")[0]).toBe("uniform");
    expect(here("weight u: [3, 4] = │")).toContain("he_normal");
    expect(here("q = │")).not.toContain("he_normal");
  });

  it("offers the texts and switches that can be chosen", () => {
    expect(here("layer q = x |> dense(3, bias: │)").slice(0, 12)).toEqual(
      expect.arrayContaining(["true", "false"]),
    );
    expect(here("q = mse(z, b, reduction: │)")).toEqual([
      '"mean"',
      '"sum"',
      '"none"',
    ]);
    expect(here('q = mse(z, b, reduction: "│")')).toEqual([
      "mean",
      "sum",
      "none",
    ]);
  });

  it("offers a network's inputs and hyperparameters", () => {
    expect(here("layer q = Block(x, │)")).toContain("size:");
    expect(here("layer q = repeat(x, 2, │)")).toEqual(["Block"]);
    expect(here("layer q = repeat(x, 2, Block, │)")).toContain("size:");
  });
});

describe("shapes, columns, members", () => {
  it("offers dimensions, constants and hyperparameters in shapes", () => {
    const text = inNetwork("").replace(
      "input x: [4]",
      "input k: [batch, 2]\n  input m: [│]\n  input x: [4]",
    );
    expect(labelsAt(text)).toEqual(["units", "width", "batch"]);
  });

  it("offers the columns that are not there yet", () => {
    expect(here("input i = gate[│]")).toEqual(["x1", "second one", "y"]);
    expect(here("input i = gate[x1, │]")).toEqual(["second one", "y"]);
    expect(offer("input i = gate[│]", "second one")?.insert).toBe(
      '"second one"',
    );
    expect(here('input i = gate["│"]')).toContain("second one");
    expect(here("input i = gate.│")).toEqual(["inputs", "targets"]);
  });

  it("offers the parameters of a layer", () => {
    expect(here("q = l2(h.│)")).toEqual(["weight", "bias"]);
    expect(here("q = w.│")).toEqual(["T"]);
  });

  it("goes through networks used as layers, and several calls", () => {
    expect(here("input m: [2, 4]\n  layer e = Block(m)\n  q = e.│")).toEqual(
      expect.arrayContaining(["inner.weight", "inner.bias", "inner"]),
    );
    const several = "layer k = x |> dense(2) |> dense(3)\n  q = k.│";
    expect(here(several)).toContain("[0].weight");
    expect(here("layer k = x |> dense(2) |> dense(3)\n  q = k[1].│")).toEqual([
      "weight",
      "bias",
    ]);
  });
});

describe("derivatives and checks", () => {
  const check = (text: string): string[] =>
    labelsAt(
      inNetwork("").replace(
        "loss L = sum(z) + sum(h)",
        `loss L = sum(z) + sum(h)\n  ${text}`,
      ),
    );

  it("offers whole gradients where a check begins", () => {
    expect(check("expect │")).toEqual(
      expect.arrayContaining(["∂L/∂w", "∂L/∂h.weight", "z", "sum"]),
    );
  });

  it("offers scalars above ∂, inputs and parameters below first", () => {
    expect(check("expect ∂│")).toEqual(["L"]);
    const below = check("expect ∂L/∂│");
    expect(below.slice(0, 6).sort()).toEqual([
      "b",
      "h.bias",
      "h.weight",
      "v",
      "w",
      "x",
    ]);
    expect(below).not.toContain("L");
    expect(check("expect ∂L/∂h.│")).toEqual(["weight", "bias"]);
  });

  it("offers within behind a check", () => {
    expect(check("expect z == 1 │")).toEqual(["within"]);
  });
});

describe("reserved words", () => {
  it("offers those of the place where a statement can begin", () => {
    expect(labelsAt("│")).toEqual([
      "network",
      "const",
      "fn",
      "dataset",
      "import",
    ]);
    expect(here("│")).toContain("weight");
    expect(here("│")).not.toContain("loss");
    expect(here("│")).not.toContain("relu");
    expect(here("q = z\n  we│")).toContain("weight");
    expect(here("q = z we│")).toEqual([]);
  });

  it("offers settings, optimizers and their arguments in train", () => {
    expect(here("train {\n epochs: 3\n │\n }")).toEqual([
      "optimizer:",
      "batch:",
      "shuffle:",
      "clip:",
    ]);
    expect(here("train { optimizer: │ }")).toEqual([
      "sgd",
      "rmsprop",
      "adagrad",
      "adam",
      "adamw",
    ]);
    expect(here("train { optimizer: sgd(0.1, │) }")).toEqual(
      expect.arrayContaining(["momentum:", "nesterov:"]),
    );
    expect(here("train { shuffle: │ }").slice(0, 2)).toEqual(["true", "false"]);
  });

  it("offers nothing where a name is made up", () => {
    for (const text of ["weight │", "layer │", "input q│"])
      expect(here(text)).toEqual([]);
    expect(labelsAt("network │")).toEqual([]);
  });

  it("offers the names above behind output", () => {
    expect(here("output │")).toEqual(["z", "h", "b", "v", "w", "x"]);
  });
});

describe("comments and strings", () => {
  it("offers nothing there", () => {
    for (const text of [
      "// re│",
      "/* re│ */",
      'q = pad(x, [[1, 1]], value: "re│"',
    ])
      expect(here(text)).toEqual([]);
  });

  it("offers characters by their names, in comments too", () => {
    for (const text of ["q = \\│", "q = z\\^│", "// the \\sig│"]) {
      const symbols = offersAt(inNetwork(text));
      expect(symbols.find(({ label }) => label === "\\^T")?.insert).toBe("ᵀ");
      expect(symbols.find(({ label }) => label === "\\partial")?.insert).toBe(
        "∂",
      );
    }
  });
});

describe("statements that are not finished", () => {
  it.each([
    ["q = (w @ │", "x"],
    ["q = w @\n    │", "x"],
    ["layer q = x |> dense(3, │\n  t = z", "weight:"],
    ["expect ∂L/∂│\n  t = z", "w"],
    ["q = softmax(│", "z"],
    ["q = [z[0], │", "z"],
  ])("%s", (text, expected) => {
    expect(here(text)).toContain(expected);
  });
});
