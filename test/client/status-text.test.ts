// How the evaluation's state reads in the status bar.
import { describe, expect, it } from "vitest";
import type { EvaluationStatus } from "../../language-server/protocol.js";
import { describeStatus } from "../../src/status-text.js";

const status = (parts: Partial<EvaluationStatus>): EvaluationStatus => ({
  uri: "file:///a.nn",
  version: 3,
  state: "evaluated",
  ...parts,
});

describe("the status bar", () => {
  it.each([
    [status({ milliseconds: 12.3 }), "$(check) NN: evaluated in 12 ms"],
    [status({ milliseconds: 0.4 }), "$(check) NN: evaluated in under 1 ms"],
    [status({ milliseconds: 12_300 }), "$(check) NN: evaluated in 12 s"],
    [
      status({ milliseconds: 1, message: "1 error in the program" }),
      "$(warning) NN: 1 error in the program",
    ],
    [status({ state: "stale" }), "$(history) NN: stale"],
    [status({ state: "evaluating" }), "$(sync~spin) NN: evaluating"],
    [
      status({ state: "problem", message: "Over the time limit.\nMore." }),
      "$(warning) NN: Over the time limit.",
    ],
  ])("shows %j", (given, text) => {
    expect(describeStatus(given, 3)?.text).toBe(text);
  });

  it("shows an older version's values as stale, whatever the server has said", () => {
    expect(describeStatus(status({ milliseconds: 1 }), 4)?.text).toBe(
      "$(history) NN: stale",
    );
  });

  it("shows nothing where nothing asks for values", () => {
    expect(describeStatus(status({ state: "none" }), 3)).toBeUndefined();
  });

  it("cuts a long problem and keeps it whole in the tooltip", () => {
    const message = "x".repeat(100);
    const look = describeStatus(status({ state: "problem", message }), 3);
    expect(look?.text.length).toBeLessThan(80);
    expect(look?.tooltip).toContain(message);
    expect(look?.isProblem).toBe(true);
  });
});
