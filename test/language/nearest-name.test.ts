// Which name is meant by a misspelt one.
import { describe, expect, it } from "vitest";
import { nearestName } from "../../language-server/language/nearest-name.js";
import { functions } from "../../language-server/ops/registry.js";

describe("the nearest name", () => {
  it.each([
    ["tahn", "tanh"],
    ["simgoid", "sigmoid"],
    ["sofmtax", "softmax"],
    ["rleu", "relu"],
    ["Softmax", "softmax"],
    ["ReLU", "relu"],
    ["layerNorm", "layer_norm"],
    ["dens", "dense"],
    ["sume", "sum"],
    ["sine", "sin"],
    ["cosh", "cos"],
    ["drouput", "dropout"],
  ])("of the function %s is %s", (written, meant) => {
    expect(nearestName(written, functions.keys())).toBe(meant);
  });

  it.each([
    ["a swap counts once, and once only", "abcd", ["badc", "abcdefg"], "badc"],
    ["the one with most letters in common", "adamm", ["adamw", "adam"], "adam"],
    ["the one as long before a longer one", "w2", ["w34", "w3"], "w3"],
    ["the one that begins alike", "z12", ["y12", "z13"], "z13"],
    ["the one with the same capitals", "w11", ["W12", "w12"], "w12"],
    ["capitals are no slip", "X", ["x", "y"], "x"],
    ["nothing is near", "weights", ["bias", "x"], undefined],
    ["a short name is not any other one", "x", ["y", "z"], undefined],
  ])("%s: %s among %j", (_, written, candidates, meant) => {
    expect(nearestName(written, candidates)).toBe(meant);
  });
});
