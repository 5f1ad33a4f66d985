// Functions of the program: one expression, shapes inferred at each call (reference, section 3).
import { describe, expect, it } from "vitest";
import {
  lower,
  messagesOf,
  nn,
  problemsOf,
  shapesOf,
  underlined,
  valuesOf,
} from "./lower.js";

describe("a function", () => {
  it("has the shape that each call gives it", () => {
    const lowered = lower(nn`
      fn swish(x) = x * sigmoid(x)
      fn outerSum(a, b) = unsqueeze(a, 1) + b
      network N {
        input x: [batch, 3]
        a = swish(x)
        b = swish(2)
        c = x |> swish |> sum
        d = outerSum([1, 2], [3, 4, 5])
        e = outerSum(b: x[0], a: [1, 2])
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({
      a: "[batch, 3]",
      b: "[]",
      c: "[]",
      d: "[2, 3]",
      e: "[2, 3]",
    });
  });

  it("may be without parameters, and call others", () => {
    const lowered = lower(nn`
      fn golden() = (1 + sqrt(5)) / 2
      fn twice(x) = x + x
      fn four(x) = twice(twice(x))
      network N { y = four(golden()) / golden() }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)["y"]?.[0]).toBeCloseTo(4, 12);
  });

  it("uses a parameter as a constant where the call gives it one", () => {
    const lowered = lower(nn`
      fn total(x, axis) = sum(x, axis: axis)
      fn rows(x, n) = broadcast_to(x, [n, 2])
      fn more(x, n) = rows(x, 2 * n + 1)
      network N(k = 1) {
        input x: [batch, 2] = [[1, 2], [3, 4]]
        a = total(x, k)
        b = rows([1, 2], batch)
        c = more([1, 2], batch)
        d = total(x, sum(x))
        e = total(x, batch)
      }`);
    expect(problemsOf(lowered)).toEqual([
      "9:7 not-constant",
      "10:7 not-constant",
    ]);
    expect(shapesOf(lowered)).toMatchObject({
      a: "[batch]",
      b: "[batch, 2]",
      c: "[2 * batch + 1, 2]",
    });
    expect(messagesOf(lowered)[0]).toContain(
      "`axis` is given a value of the network here",
    );
  });

  it("sees the file's constants, and no name of the network that calls it", () => {
    const lowered = lower(nn`
      const k = 10
      fn scaled(x) = k * x
      fn wrong(x) = x + hidden
      network N {
        k = 2
        hidden = 1
        y = scaled(3)
        z = wrong(3)
      }`);
    expect(problemsOf(lowered)).toEqual(["3:19 undefined-name"]);
    expect(valuesOf(lowered)["y"]).toEqual([30]);
  });

  it("has no layers, networks or derivatives in it", () => {
    expect(
      problemsOf(
        lower(nn`
          fn a(x) = dense(x, 3)
          fn b(x) = ∂x/∂x
          fn c(x) = Net(x)
          fn d(x) = x.weight
          network Net { input x = 1 output y = x }`),
      ),
    ).toEqual([
      "1:11 misplaced-layer",
      "2:11 invalid-derivative",
      "3:11 misplaced-layer",
      "4:11 undefined-member",
    ]);
  });
});

describe("what is wrong in a function", () => {
  it("whatever the call is said once, in the function", () => {
    const lowered = lower(
      "fn f(x) = relu(x + y)\nnetwork N { a = f(1) b = f(2) }",
    );
    expect(problemsOf(lowered)).toEqual(["1:20 undefined-name"]);
  });

  it("with these arguments is said at the call, with the place", () => {
    const lowered = lower(nn`
      fn added(a, b) = a + b
      fn shifted(a) = added(a, [1, 2, 3])
      network N {
        ok = shifted([1, 2, 3])
        bad = shifted([1, 2])
      }`);
    expect(underlined(lowered)).toEqual(["shifted([1, 2])"]);
    expect(messagesOf(lowered)[0]).toMatch(
      /^In `shifted`: .* it arises here: a \+ b/,
    );
  });

  it("arguments fit its parameters", () => {
    const lowered = lower(nn`
      fn f(a, b) = a + b
      network N {
        p = f(1)
        q = f(1, 2, 3)
        r = f(1, c: 2)
        s = f(1, a: 2)
        t = f(b: 1, 2)
        u = 1 |> f
      }`);
    expect(problemsOf(lowered)).toEqual([
      "3:7 missing-argument",
      "4:15 invalid-argument",
      "5:12 unknown-argument",
      "6:12 invalid-argument",
      "7:15 invalid-argument",
      "8:7 missing-argument",
    ]);
  });
});
