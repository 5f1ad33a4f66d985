// What statements and their parts cost, and which of them are listed.
import { describe, expect, test } from "vitest";
import { costOf } from "../../language-server/analysis/cost.js";
import type { CostPart } from "../../language-server/analysis/cost-parts.js";
import { formatDimension } from "../../language-server/graph/dimension.js";
import { formatShape } from "../../language-server/graph/shape.js";
import { lower, lowerStatements, networkOf } from "../language/lower.js";

const costOfStatements = (statements: string, depth = 1) =>
  costOf(networkOf(lowerStatements(statements)).graph, depth);

/** `c1 [6, 28, 28]` for every statement that is listed. */
const listed = (statements: string): string[] =>
  costOfStatements(statements).statements.map(
    ({ name, shape }) => `${name} ${formatShape(shape)}`,
  );

describe("statements are listed", () => {
  test("that own parameters, multiply, are outputs, or are layers that own nothing", () => {
    expect(
      listed(`
        input x: [batch, 4]
        weight w: [4, 4]
        bias b: [4]
        z = x @ w + b
        a = tanh(z)
        layer same = relu(a)
        output p = softmax(same)
      `),
    ).toEqual([
      "w [4, 4]",
      "b [4]",
      "z [batch, 4]",
      "same [batch, 4]",
      "p [batch, 4]",
    ]);
  });

  test("that change a shape: pooling, reshaping, reductions, selections", () => {
    expect(
      listed(`
        input x: [batch, 2, 8, 8]
        pooled = max_pool2d(x, 2)
        shifted = pooled - 1
        scaled = shifted * mean(shifted)
        rows = flatten(scaled, from: 1)
        first = rows[0]
        m = mean(first)
      `),
    ).toEqual([
      "pooled [batch, 2, 4, 4]",
      "rows [batch, 32]",
      "first [32]",
      "m []",
    ]);
  });
});

describe("the total", () => {
  test("counts what is not listed too", () => {
    const { statements, memory } = costOfStatements(`
      input x: [2, 4]
      z = x * 2
      a = tanh(z)
      output s = sum(a)
    `);
    expect(statements.map(({ name }) => name)).toEqual(["s"]);
    expect(formatDimension(memory)).toBe(String(8 * (8 + 8 + 1)));
  });
});

describe("memory", () => {
  const memoryOf = (statements: string): string[] =>
    costOfStatements(statements).statements.map(
      ({ name, memory }) => `${name} ${formatDimension(memory)}`,
    );

  test("is 8 bytes for each number that an operation computes", () => {
    expect(
      memoryOf(`
        input x: [batch, 3]
        output y = relu(x * 2 + 1)
      `),
    ).toEqual(["y 72 * batch"]);
  });

  test("is none for parameters, and for what has the numbers of its operand", () => {
    expect(
      memoryOf(`
        input x: [2, 3]
        weight w: [6]
        output rows = reshape(x, [3, 2])
        output again = rows
      `),
    ).toEqual(["w 0", "rows 0", "again 0"]);
  });
});

describe("what is not trained", () => {
  test("are running statistics, two for each channel", () => {
    const { parameters, notTrained } = costOfStatements(`
      input x: [batch, 5, 8, 8]
      layer h = batch_norm(x)
    `);
    expect({ parameters, notTrained }).toEqual({
      parameters: 10,
      notTrained: 10,
    });
  });

  test("is nothing where mean and variance are given", () => {
    const { notTrained } = costOfStatements(`
      input x: [batch, 5]
      layer h = batch_norm(x, mean: zeros([5]), variance: ones([5]))
    `);
    expect(notTrained).toBe(0);
  });
});

describe("parts", () => {
  const blocks = `
    network Inner(width = 2) {
      input x: [batch, size]
      weight scale: [size] = 1
      layer hidden = (x * scale) |> dense(width) |> relu
      output y = sum(hidden, axis: 1, keep: true)
    }
    network Outer {
      input x: [batch, 3]
      layer one = Inner(x, width: 4)
      layer both = x |> dense(3) |> Inner |> dense(2)
      layer chain = x |> repeat(2, Step)
      layer mixed = x |> repeat(2, Step) |> dense(1)
    }
    network Step {
      input x: [batch, 3]
      layer y = x |> dense(3) |> tanh
      output y
    }`;

  /** Every part on a line of its own, what is inside further in. */
  const spelled = (parts: readonly CostPart[], indent = ""): string[] =>
    parts.flatMap(({ name = "", label, parameters, parts: inner }) => [
      `${indent}${name} ${label} ${formatDimension(parameters)}`,
      ...spelled(inner, `${indent}  `),
    ]);

  const partsOf = (statement: string, depth: number): string[] => {
    const { graph } = networkOf(lower(blocks), "Outer");
    const found = costOf(graph, depth).statements.find(
      ({ name }) => name === statement,
    );
    return spelled(found?.parts ?? []);
  };

  test("are not opened at depth 1", () => {
    expect(partsOf("both", 1)).toEqual([]);
  });

  test("of a network alone are what it is made of, under names that a program can write", () => {
    expect(partsOf("one", 2)).toEqual([
      "one.scale parameter 3",
      "one.hidden hidden 16",
      "one.y sum 0",
    ]);
  });

  test("of several calls are these, numbered like their parameters", () => {
    expect(partsOf("both", 3)).toEqual([
      "both[0] dense 12",
      "both[1] Inner 11",
      "  both[1].scale parameter 3",
      "  both[1].hidden hidden 8",
      "  both[1].y sum 0",
      "both[2] dense 4",
    ]);
  });

  test("of a chain are its links, one level further in where the chain is one of several parts", () => {
    expect(partsOf("chain", 2)).toEqual([
      "chain[0] Step 12",
      "chain[1] Step 12",
    ]);
    expect(partsOf("mixed", 3)).toEqual([
      "mixed[0] Step × 2 24",
      "  mixed[0][0] Step 12",
      "  mixed[0][1] Step 12",
      "mixed[1] dense 4",
    ]);
  });

  test("cost together what the statement costs", () => {
    const { graph } = networkOf(lower(blocks), "Outer");
    for (const { parameters, parts } of costOf(graph, 4).statements) {
      if (parts.length === 0) continue;
      const sum = parts.reduce(
        (total, part) => total + Number(part.parameters),
        0,
      );
      expect(sum).toBe(parameters);
    }
  });
});
