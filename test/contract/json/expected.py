"""The JSON form itself."""

import philox
from expectation import leaf, network, statistics

x, w, b = leaf([1.0, 2.0]), leaf([3.0, 4.0]), leaf(1.0)
hw, hb = leaf([[0.5, 0.5]]), leaf([0.0])
h = hw @ w + hb
d = w * x + b
o = d * 2
section.case(
    "values-of-every-name",
    {
        "N": network(
            {
                "x": x,
                "w": w,
                "b": b,
                "h.weight": hw,
                "h.bias": hb,
                "h": h,
                "d": d,
                "o": o,
                "L": o.sum() + h.sum() + 3 + 2,
            },
            "L",
            parameterCount=6,
            shapes={"x": "[n]", "d": "[2]"},
        )
    },
)

x = philox.uniform(9, "x", (101, 100), -1, 2)
# 10,000 elements are still listed.
all_ones = {"shape": [100, 100], "data": {"length": 100, "99": {"length": 100, "99": 1}}}
section.case(
    "large-tensors",
    {
        "N": {
            "objective": "L",
            "values": {
                "x": statistics(x),
                "y": all_ones,
                "L": {"shape": [], "data": ((x * x).sum() + 10000).item()},
            },
            "gradients": {
                "x": statistics(2 * x),
                "y": all_ones,
                "L": {"shape": [], "data": 1},
            },
        }
    },
)

section.case(
    "not-evaluated",
    {
        "N": {
            "objective": "L",
            "parameterCount": 92,
            "values": {},
            "gradients": {},
            "shapes": {
                "x": "[batch, 3]",
                "h.weight": "[10, 3]",
                "h.bias": "[10]",
                "h": "[batch, 10]",
                "g[0].weight": "[4, 10]",
                "g[1].weight": "[2, 4]",
                "g": "[batch, 2]",
                "s": "[batch, 2]",
                "L": "[]",
            },
        }
    },
)

x = leaf(2.0)
section.case(
    "inference",
    {"N": {**network({"x": x, "f": x * 3}, "f"), "actual": {5: {"text": "f ≈ 7", "actual": 6}}}},
    arguments=["--inference"],
)
section.case("columns-in-utf16-units", columns={4: "nothing"})
