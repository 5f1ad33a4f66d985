// What holds of every drawing: of the examples, and of what is left of them when they are cut anywhere.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type {
  GraphModel,
  GraphValues,
} from "../../language-server/graph/graph-model.js";
import { numberWidth } from "../../language-server/presentation/short-tensors.js";
import { lower } from "../language/lower.js";
import { draw, valuesOf } from "./draw.js";

const examples = path.join(import.meta.dirname, "../../examples");
const programs = ["lecture", "networks"].flatMap((folder) =>
  fs
    .readdirSync(path.join(examples, folder))
    .filter((name) => name.endsWith(".nn"))
    .map((name) => path.join(folder, name)),
);
const read = (name: string): string =>
  fs.readFileSync(path.join(examples, name), "utf8");

/** What is wrong with a model, in words; empty where nothing is. */
function faultsOf(
  { nodes, groups, wires }: GraphModel,
  text: string,
): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const add = (id: string): void => {
    if (seen.has(id)) faults.push(`${id} is there twice`);
    seen.add(id);
  };
  for (const { id, parent, count, kind } of groups) {
    if (parent !== undefined && !seen.has(parent))
      faults.push(`${id} stands before its parent ${parent}`);
    if ((count === undefined) === (kind === "repeat"))
      faults.push(`${id} is a ${kind} of ${count ?? "no"} blocks`);
    add(id);
  }
  const inputs = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { to } of wires) inputs.set(to, (inputs.get(to) ?? 0) + 1);
  for (const { id, group, symbol, kind, literals = [] } of nodes) {
    if (group !== undefined && !seen.has(group))
      faults.push(`${id} is in ${group}, which does not exist`);
    if (symbol.trim() === "") faults.push(`${id} has no symbol`);
    if (kind === "constant" && inputs.get(id) !== 0)
      faults.push(`the constant ${id} has operands`);
    const lines = text.split("\n");
    for (const { range, value } of literals) {
      const { start, end } = range;
      const written = (lines[start.line] ?? "").slice(
        start.character,
        end.character,
      );
      if (Number(written.replaceAll(" ", "").replaceAll("_", "")) !== value)
        faults.push(`${id} is ${value}, and ${written} in the text`);
    }
    add(id);
  }
  for (const { id, from, to } of wires) {
    add(id);
    if (!inputs.has(from) || !inputs.has(to))
      faults.push(`${id} leads to nowhere`);
  }
  return faults;
}

/** Texts for which their wires have no room. */
function tooLong({ nodes, wires }: GraphModel, values: GraphValues): string[] {
  const rooms = new Map(
    nodes.map(({ id, room = numberWidth }) => [id, room] as const),
  );
  const longer = (text: string | undefined, node: string): string[] =>
    text !== undefined && text.length > (rooms.get(node) ?? 0)
      ? [`${text} on ${node}`]
      : [];
  return [
    ...nodes.flatMap(({ id }) => [
      ...longer(values.nodes[id]?.value?.text, id),
      ...longer(values.nodes[id]?.gradient?.text, id),
    ]),
    ...wires.flatMap(({ id, from }) => longer(values.wires[id]?.text, from)),
  ];
}

describe("every drawing is sound", () => {
  it.each(programs)("of %s", (name) => {
    const text = read(name);
    for (const network of lower(text).networks) {
      const drawn = draw(text, network.name);
      expect(faultsOf(drawn.model, text)).toEqual([]);
      const values = valuesOf(drawn);
      if (!values) continue;
      const ids = new Set(drawn.model.nodes.map(({ id }) => id));
      const wires = new Set(drawn.model.wires.map(({ id }) => id));
      expect(Object.keys(values.nodes).filter((id) => !ids.has(id))).toEqual(
        [],
      );
      expect(Object.keys(values.wires).filter((id) => !wires.has(id))).toEqual(
        [],
      );
      expect(tooLong(drawn.model, values)).toEqual([]);
    }
  });

  // Every position of the small ones, and some of the others.
  it.each(programs)("of %s, cut anywhere", (name) => {
    const text = read(name);
    const step = Math.ceil(text.length / 100);
    for (let end = 0; end < text.length; end += step) {
      const cut = text.slice(0, end);
      for (const { name: network } of lower(cut).networks) {
        if (!network) continue;
        expect(faultsOf(draw(cut, network).model, cut)).toEqual([]);
      }
    }
  });
});

describe("programs as no one writes them", () => {
  it("may use names that objects of JavaScript have", () => {
    const drawn = draw(`network constructor {
      input __proto__ = 2
      toString = __proto__ * 3
      output valueOf = toString * toString
    }`);
    const text = JSON.stringify(valuesOf(drawn));
    expect(text).toContain('"__proto__":{"value":{"text":"2"');
    expect(drawn.model.nodes.map(({ id }) => id)).toEqual([
      "__proto__",
      "toString",
      "valueOf",
    ]);
  });

  it("may be long chains", () => {
    const count = 15_000;
    const lines = Array.from(
      { length: count },
      (_, index) => `v${index + 1} = v${index} + 1`,
    );
    const { model } = draw(
      `network Long { input v0 = 1\n${lines.join("\n")}\noutput v${count} }`,
    );
    expect(model.nodes).toHaveLength(count + 1);
    expect(model.nodes.at(-1)?.kind).toBe("objective");
  });

  it("may have two statements of one name", () => {
    const text = `network N {
      input x: [2] = [1, 2]
      layer h = dense(x, 3)
      layer h = dense(x, 4)
      loss L = sum(h)
    }`;
    expect(faultsOf(draw(text).model, text)).toEqual([]);
  });
});
