"""Numbers of the lexical section: mostly by hand."""

import math

from expectation import by_value, constant, leaf, network

x = leaf(6.0)
y = x + 1
section.case("comments", {"N": network({"x": x, "y": y, "f": y * x}, "f")})

x, w = leaf(2.0), leaf(3.0)
y = w * x
z = y + 1
section.case("one-line", {"N": network({"x": x, "w": w, "y": y, "z": z, "L": z**2}, "L")})

x = leaf([1.0, 2.0])
y = x.sum() * 2
section.case("many-lines", {"N": network({"x": x, "y": y, "f": y - 1}, "f")})

names = ["w1", "σ2", "w₁", "_a", "_", "Δx₀₁", "重み", "x̂", "été_2"]
inputs = {name: leaf(float(value)) for value, name in enumerate(names, start=1)}
section.case("names", {"N": network({**inputs, "f": sum(inputs.values())}, "f")})

# The decomposed spelling of a name is that name.
section.case("normal-form", {"N": {"values": {"ŷ": {"data": 4}, "z": {"data": 8}, "f": {"data": 12}}}})

a, A = leaf(1.0), leaf(2.0)
section.case("case-matters", {"N": network({"a": a, "A": A, "f": a - A}, "f")})

x, weight, bias = leaf([1.0, 2.0]), leaf([[0.5, 0.5]]), leaf([2.0])
h = weight @ x + bias
section.case(
    "reserved-as-member-names",
    {
        "N": network(
            {"x": x, "h": h, "h.weight": weight, "h.bias": bias, "f": h.sum() + weight.sum() + bias[0]},
            "f",
        )
    },
)

numbers = {"a": 2, "b": 0.5, "c": 0.5, "d": 0.001, "e": 1000, "g": 1000, "h": 250, "i": 1234567.25, "j": 0.1}
inputs = {name: leaf(float(value)) for name, value in numbers.items()}
section.case("numbers", {"N": network({**inputs, "f": sum(inputs.values())}, "f")})

section.case(
    "numbers-have-no-sign",
    {"N": network({"x": leaf(5.0), "a": 2, "b": 4, "c": -4, "d": 3, "e": 5, "f": leaf(2.0)}, "f")},
)

W, x = leaf([[1.0, 2.0], [3.0, 4.0]]), leaf([0.5, -1.0])
y = W.T @ x
r = 2 * math.pi * x[0]
f = (y**2).sum() + (x**3).sum() - r
values = {"W": W, "x": x, "y": y, "r": r, "f": f, "g": by_value(f, x), "h": -1, "i": 0.001}
both = network(values, "f")
section.case("mathematical-spellings", {"Mathematical": both, "Ascii": both})

x = leaf(3.0)
section.case(
    "superscripts",
    {
        "N": network(
            {"x": x, "a": -9, "b": 512, "c": 729, "d": 8, "e": math.sqrt(3) ** 2, "g": [9, 4], "f": x**3}, "f"
        )
    },
)

section.case(
    "infinity-and-pi", {"N": network({"a": math.pi, "b": math.pi, "c": math.inf, "d": -math.inf})}
)
x = leaf(2.0)
section.case("byte-order-mark", {"N": network({"x": x, "f": x * 1}, "f")})
section.case("empty")
section.case("carriage-returns", columns={4: "z"})
section.case("malformed-numbers")
