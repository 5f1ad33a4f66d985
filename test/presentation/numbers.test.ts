// Numbers as people and programs read them.
import { describe, expect, it } from "vitest";
import {
  copyableNumber,
  formatApart,
  formatInFull,
  formatNumber,
} from "../../language-server/presentation/numbers.js";

describe("formatNumber", () => {
  it.each([
    [-0.042834, "−0.04283"],
    [0.235, "0.235"],
    [0.62245933, "0.6225"],
    [-0.00075193, "−0.0007519"],
    [3, "3"],
    [-12, "−12"],
    [15500, "15500"],
    [999999, "999999"],
    [1e6, "1e6"],
    [1550000, "1.55e6"],
    [12345.6, "1.235e4"],
    [9999.4, "9999"],
    [9999.96, "1e4"],
    [0.0001, "0.0001"],
    [0.00009999999, "0.0001"],
    [4.54e-5, "4.54e-5"],
    [-4.54e-5, "−4.54e-5"],
    [124.00001, "124"],
    [0, "0"],
    [-0, "0"],
    [1e21, "1e21"],
    [5e-324, "4.941e-324"],
    [NaN, "NaN"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ])("shows %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [1, 0.62245933, "0.6"],
    [2, 1234.5, "1200"],
    [7, 0.62245933, "0.6224593"],
    [17, 0.1, "0.10000000000000001"],
  ])("keeps %d significant digits", (digits, value, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });
});

describe("copyableNumber", () => {
  it.each([
    [-0.1, "-0.1"],
    [1 / 3, "0.3333333333333333"],
    [1e21, "1e21"],
    [1e-7, "1e-7"],
    [-0, "0"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
  ])("writes %d as %s", (value, text) => {
    expect(copyableNumber(value)).toBe(text);
  });

  it("gives people every digit with their minus sign", () => {
    expect(formatInFull(-1 / 3)).toBe("−0.3333333333333333");
  });
});

describe("formatApart", () => {
  it("takes no more digits than it needs", () => {
    expect(formatApart(0.57166, 0.572)).toEqual(["0.5717", "0.572"]);
    expect(formatApart(0.10489, 0.104894)).toEqual(["0.10489", "0.104894"]);
    expect(formatApart(1, 1 + 2e-16)).toEqual(["1", "1.0000000000000002"]);
  });
});
