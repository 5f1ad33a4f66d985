// The exercises of the lecture are programs in which every check passes, and nothing is wrong with them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runNn } from "../cli/run-nn.js";

const folder = path.resolve(import.meta.dirname, "../../examples/lecture");
const programs = readdirSync(folder).filter((name) => name.endsWith(".nn"));

test.each(programs)("%s", async (name) => {
  const { status, errors } = await runNn(["check", path.join(folder, name)]);
  // What is only information says which convention was used.
  expect(errors).not.toMatch(/: (error|warning): /);
  expect(status).toBe(0);
});

interface Summary {
  readonly networks: readonly {
    readonly layers: readonly Cost[];
    readonly parameters: number;
    readonly multiplyAdds: string;
  }[];
}

interface Cost {
  readonly name: string;
  readonly parameters: number;
  readonly multiplyAdds: number | string;
}

test("n17-cost.nn costs what its comments say", async () => {
  const file = path.join(folder, "n17-cost.nn");
  const { output } = await runNn(["summary", file, "--json"]);
  const { networks } = JSON.parse(output) as Summary;
  const costs = networks.flatMap(({ layers, parameters, multiplyAdds }) => [
    ...layers.filter((layer) => layer.parameters > 0),
    { name: "total", parameters, multiplyAdds },
  ]);
  const stated = costsInComments(readFileSync(file, "utf8"));
  expect(stated).toHaveLength(8);
  expect(stated).toEqual(
    costs.map(({ name, parameters, multiplyAdds }) => ({
      name,
      parameters,
      multiplyAdds,
    })),
  );
});

/** From lines like `//   h1      200,960 parameters    200,704 multiply-adds`, which are of one example. */
function costsInComments(program: string): Cost[] {
  const line = /^\/\/ +(\w+) +([\d,]+)(?: parameters)? +([\d,]+)/gm;
  const numberOf = (text = ""): number => Number(text.replaceAll(",", ""));
  return [...program.matchAll(line)].map(
    ([, name = "", parameters, multiplyAdds]) => ({
      name,
      parameters: numberOf(parameters),
      multiplyAdds: `${String(numberOf(multiplyAdds))} * batch`,
    }),
  );
}
