// The numbers of a drawing: as the tape has them, in the few characters that there is room for.
import { describe, expect, it } from "vitest";
import { runGraph } from "../../language-server/engine/run.js";
import type { GraphValues } from "../../language-server/graph/graph-model.js";
import { draw, modelOf, valuesOf } from "./draw.js";

function evaluated(text: string, digits?: number): GraphValues {
  const values = valuesOf(draw(text), digits);
  if (!values) throw new Error("The network was not evaluated.");
  return values;
}

describe("values", () => {
  it("on wires are contributions, whose sum is the gradient", () => {
    const { nodes, wires } = evaluated(
      "network N { input x = 3\n y = x * x\n output f = y * 2 + x }",
    );
    expect(wires["x→y#0"]?.text).toBe("6");
    expect(wires["x→y#1"]?.text).toBe("6");
    expect(wires["x→f#1"]?.text).toBe("1");
    expect(nodes["x"]?.gradient?.text).toBe("13");
    expect(nodes["x"]?.value?.text).toBe("3");
  });

  it("are what the tape says, also where a value has many uses", () => {
    const drawn = draw(`network N {
      input x: [2, 3] = [[1, -2, 3], [0.5, 0, -1]]
      layer h = x |> dense(4, weight: he_normal()) |> tanh
      residual = h + sigmoid(h) * mean(h)
      loss L = sum(residual * residual)
    }`);
    const run = runGraph(drawn.network.graph, { memoryLimit: 1e9 });
    if (run.kind !== "tape") throw new Error("The network did not run.");
    const values = valuesOf(drawn);
    const byId = new Map(drawn.model.nodes.map((node) => [node.id, node]));
    for (const { id, to, operand } of drawn.model.wires) {
      const consumer = byId.get(to)?.node ?? -1;
      const contribution = run.tape.contribution(consumer, operand) ?? [];
      const largest = Math.max(...[...contribution].map(Math.abs));
      expect(values?.wires[id]?.magnitude).toBe(largest);
    }
  });

  it("are absent where the objective does not depend on a node", () => {
    const { nodes, wires } = evaluated(
      "network N { input x = 3\n side = x * 2\n loss L = x + 1 }",
    );
    expect(nodes["side"]).toMatchObject({ value: { text: "6" } });
    expect(nodes["side"]?.gradient).toBeUndefined();
    expect(wires["x→side#0"]).toBeUndefined();
    expect(nodes["x"]?.gradient?.text).toBe("1");
  });

  it("that are not finite are broken, and have no magnitude", () => {
    const { nodes, wires } = evaluated(
      "network N { input x: [2] = [-1, 4]\n r = sqrt(x)\n loss L = sum(r) }",
    );
    expect(nodes["r"]?.value).toMatchObject({
      text: "[NaN, 2]",
      magnitude: 2,
      broken: true,
    });
    expect(wires["r→L#0"]).toMatchObject({ magnitude: 1, broken: false });
    expect(nodes["L"]?.value).toMatchObject({ magnitude: 0, broken: true });
  });

  it("have as many digits as are asked for", () => {
    const text = "network N { input x = 3\n output f = 1 / x }";
    expect(evaluated(text, 2).nodes["f"]?.value?.text).toBe("0.33");
    expect(evaluated(text, 6).nodes["f"]?.value?.text).toBe("0.333333");
  });

  it("of a small vector that can be edited come element by element", () => {
    const { nodes } = evaluated(
      "network N { input x: [3] = [1, -2, 0.25]\n loss L = sum(x * x) }",
    );
    expect(nodes["x"]?.value?.elements).toEqual([
      { text: "1", magnitude: 1, broken: false },
      { text: "−2", magnitude: 2, broken: false },
      { text: "0.25", magnitude: 0.25, broken: false },
    ]);
    expect(nodes["x"]?.gradient?.elements?.map(({ text }) => text)).toEqual([
      "2",
      "−4",
      "0.5",
    ]);
    expect(nodes["L"]?.value?.elements).toBeUndefined();
  });

  it("that are cut to the room of a wire do not look exact, and are whole beside it", () => {
    const { nodes } = evaluated(
      "network N { input x: [2] = [0.123456789123, -3.5]\n loss L = x[0] / x[1] }",
      12,
    );
    expect(nodes["x"]?.value).toMatchObject({
      text: "≈[0.123456789, −3.5]",
      full: "[0.123456789123, −3.5]",
      elements: [
        { text: "≈0.12345679", full: "0.123456789123" },
        { text: "−3.5" },
      ],
    });
    expect(nodes["L"]?.value).toMatchObject({
      text: "≈−0.0352734",
      full: "−0.0352733683209",
    });
  });

  it("of a dense layer that opens into neurons come element by element", () => {
    const text = `network N {
      input x: [3] = normal(0, 1)
      layer h = dense(x, 5)
      layer wide = dense(h, 17)
      loss L = sum(h * h) + sum(wide)
    }`;
    const { nodes } = evaluated(text);
    const { groups } = modelOf(text);
    expect(groups.map(({ dense }) => dense?.units)).toEqual([5, undefined]);
    expect(nodes["h.weight"]?.value?.elements).toHaveLength(15);
    expect(nodes["h.weight"]?.gradient?.elements).toHaveLength(15);
    expect(nodes["h.bias"]?.value?.elements).toHaveLength(5);
    expect(nodes["x"]?.value?.elements).toHaveLength(3);
    expect(nodes["h"]?.value?.elements).toHaveLength(5);
    expect(nodes["wide.weight"]?.value?.elements).toBeUndefined();
  });

  it("of a large tensor are its shape and statistics", () => {
    const { nodes } = evaluated(
      "network N { input x: [20, 30] = normal(0, 1)\n loss L = sum(x * 0.5) }",
    );
    expect(nodes["x"]?.value?.text).toBe("[20, 30]");
    expect(nodes["x"]?.value?.full).toMatch(
      /^\[20, 30\] mean \S+, standard deviation \S+, from \S+ to \S+$/,
    );
    expect(nodes["x"]?.gradient?.text).toBe("all 0.5");
  });
});

describe("findings", () => {
  it("of a failed check are at the node that it is about", () => {
    const { nodes } = evaluated(`network N {
      input x = 2
      y = x * 3
      loss L = y * y
      expect y == 7
      expect ∂L/∂x ≈ 35
      expect L == 36
    }`);
    expect(nodes["y"]?.findings).toEqual([
      { kind: "failed-check", message: "expect y == 7: is 6" },
    ]);
    expect(nodes["x"]?.findings).toEqual([
      { kind: "failed-check", message: "expect ∂L/∂x ≈ 35: is 36" },
    ]);
    expect(nodes["L"]?.findings).toBeUndefined();
  });

  it("say where a number was cut off", () => {
    const { nodes } = evaluated(
      "network N { input x = 2\n output f = x / 3\n expect f ≈ 0.66 }",
    );
    expect(nodes["f"]?.findings?.map(({ message }) => message)).toEqual([
      "expect f ≈ 0.66: is 0.6667, cut off instead of rounded",
    ]);
  });

  it("of a run are where they arise", () => {
    const { nodes } = evaluated(
      "network N { input x = -1\n r = sqrt(x)\n output f = r * 2 }",
    );
    expect(nodes["r"]?.findings).toMatchObject([{ kind: "health" }]);
    expect(nodes["f"]?.findings).toBeUndefined();
  });
});
