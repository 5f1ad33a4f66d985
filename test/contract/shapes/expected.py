"""Numbers of the section on values and shapes."""

import math

from expectation import constant, leaf, network

x, y = leaf(0.1), leaf(0.2)
section.case("scalars", {"N": network({"x": x, "y": y, "f": x + y}, "f", shapes={"y": "[]", "f": "[]"})})

nan, inf = math.nan, math.inf
section.case(
    "not-finite",
    {
        "N": network(
            {
                "big": 1e308,
                "zero": 0,
                "a": inf,
                "b": -inf,
                "c": nan,
                "d": [inf, -inf, nan, 1],
                "e": -inf,
                "g": nan,
            }
        )
    },
)

section.case(
    "comparisons-are-numbers",
    {
        "N": network(
            {
                "x": [1, 2, 3],
                "a": [0, 0, 1],
                "b": [0, 1, 1],
                "c": [1, 0, 0],
                "d": [1, 1, 0],
                "e": [0, 1, 0],
                "g": [1, 0, 1],
                "h": 20,
            }
        )
    },
)

x = leaf([1.0, 2.0])
aw, bw, bb = leaf([[0.1] * 2] * 3), leaf([[0.1] * 2] * 3), leaf([0.0] * 3)
a, b = aw @ x, bw @ x + bb
section.case(
    "bias-false-and-bias-zero",
    {
        "N": network(
            {
                "x": x,
                "a.weight": aw,
                "a": a,
                "b.weight": bw,
                "b.bias": bb,
                "b": b,
                "f": a.sum() + b.sum(),
            },
            "f",
            parameterCount=15,
        )
    },
)

section.case(
    "dimensions",
    {
        "N": {
            "shapes": {
                "a": "[3, 2]",
                "b": "[6]",
                "c": "[2, 4]",
                "d": "[2]",
                "e": "[2]",
                "g": "[8]",
                "h": "[11]",
            },
            "values": {
                name: {"shape": shape}
                for name, shape in {"a": [3, 2], "b": [6], "c": [2, 4], "d": [2], "e": [2], "g": [8], "h": [11]}.items()
            },
        }
    },
)

x, y, w = leaf([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), leaf([10.0, 20.0, 30.0]), leaf([1.0, -1.0])
z = x @ w + y
total = z.sum() / 3
section.case(
    "symbolic-dimension",
    {
        "N": network(
            {"x": x, "y": y, "w": w, "z": z, "total": total, "f": total * 3},
            "f",
            shapes={"x": "[batch, 2]", "y": "[batch]", "w": "[2]", "z": "[batch]", "total": "[]"},
        )
    },
)

section.case(
    "symbolic-without-data",
    {
        "N": {
            "objective": None,
            "values": {},
            "gradients": {},
            "shapes": {
                "x": "[batch, seq, 8]",
                "w": "[8, 4]",
                "y": "[batch, seq, 4]",
                "z": "[batch, seq, 4]",
                "s": "[batch, 4]",
                "t": "[batch, seq, 1]",
                "h": "[batch, seq, 10]",
                "h.weight": "[10, 4]",
                "h.bias": "[10]",
                "p": "[batch, seq, 10]",
            },
            "parameterCount": 82,
        }
    },
)

section.case("mismatch-without-data", {"N": {"shapes": {"a": "[batch, 4]"}}})
section.case("only-provable-mismatches", {"N": {"shapes": {"b": "[m, 3]", "d": "[]"}}})
section.case(
    "constant-is-not-symbolic",
    {"N": {"values": {"x": {"shape": [3, 2], "data": [[1, 1]] * 3}}, "shapes": {"x": "[3, 2]"}}},
)

a, b, c = leaf([[1.0, 2, 3], [4, 5, 6]]), leaf([10.0, 20, 30]), leaf([[100.0], [200]])
d, e = leaf(1000.0), leaf([[1.0, 2, 3]])
section.case(
    "broadcasting",
    {
        "N": network(
            {
                "a": a,
                "b": b,
                "c": c,
                "d": d,
                "e": e,
                "x": a + b,
                "y": a * c,
                "z": c + e,
                "L": (a * b * c + d * e).sum(),
            },
            "L",
            shapes={"z": "[2, 3]"},
        )
    },
)

x = leaf(2.0)
section.case(
    "over-budget",
    {
        "N": {"values": {}, "gradients": {}, "shapes": {"w": "[1000000, 1000000]", "f": "[]"}},
        "Fine": network({"x": x, "f": x * 1}, "f"),
    },
)
