// What goes to the worker and comes back packed is the same when it is unpacked.
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  packGraph,
  unpackGraph,
} from "../../language-server/evaluation/packed-graph.js";
import {
  packSummaries,
  unpackSummaries,
} from "../../language-server/evaluation/packed-summaries.js";
import { summarise } from "../../language-server/evaluation/summary.js";
import { lower } from "../language/lower.js";

describe("what is packed", () => {
  it("is every graph of every example, bound or not", () => {
    const graphs = globSync(["examples/**/*.nn", "test/fixtures/*.nn"])
      .flatMap((file) => lower(readFileSync(file, "utf8")).networks)
      .map(({ graph }) => graph);
    expect(graphs.some(({ evaluable }) => !evaluable)).toBe(true);
    expect(
      graphs.some(({ names }) => names.some(({ declaration }) => declaration)),
    ).toBe(true);
    for (const graph of graphs) {
      const sent = structuredClone(packGraph(graph));
      expect(unpackGraph(sent)).toStrictEqual(graph);
    }
  });

  it("is every summary, absent ones and ones without a finite element among them", () => {
    const summaries = [
      summarise(Float64Array.of(1, 2, 3, 4, 5, NaN), [2, 3], 4),
      undefined,
      summarise(Float64Array.of(-0.5), [], 256),
      summarise(Float64Array.of(NaN, Infinity), [2], 0),
    ];
    expect(unpackSummaries(packSummaries(summaries))).toStrictEqual(summaries);
  });
});
