"""Numbers of the section on networks: statements, objective, parameters and their names."""

import torch

from expectation import by_value, leaf, network

section.case(
    "inputs",
    {
        "N": network(
            {
                "a": 2,
                "b": [1, 2],
                "c": [[1, 2], [3, 4]],
                "d": 7,
                "e": [[3, 3], [3, 3]],
                "g": [3, 4, -3],
            }
        )
    },
)

section.case(
    "input-without-value",
    {
        "N": {
            "objective": "L",
            "values": {},
            "gradients": {},
            "shapes": {"x": "[2]", "w": "[2]", "y": "[2]", "L": "[]"},
            "parameterCount": 2,
        }
    },
)

a, b = leaf(2.0), leaf([[0.5] * 3] * 2)
c, d = leaf([[1.0, 2], [3, 4]]), leaf([1.0, 2, 3])
e, g, h = leaf([0.0] * 3), leaf([1.0, 1]), leaf([4.0, 5])
L = a * b.sum() + c.sum() + (d * e).sum() + (g * h).sum()
section.case(
    "weights-and-biases",
    {
        "N": network(
            {"a": a, "b": b, "c": c, "d": d, "e": e, "g": g, "h": h, "L": L}, "L", parameterCount=21
        )
    },
)

section.case("annotations", {"N": {"shapes": {"a": "[3]", "b": "[]", "e": "[5]"}}})

x, gw, gb = leaf([1.0, -2.0]), leaf([[0.5, 0.5]] * 3), leaf([0.0] * 3)
h, w = torch.relu(x), leaf([[1.0, 1]] * 3)
g = gw @ x + gb
section.case(
    "layer-that-owns-nothing",
    {
        "N": network(
            {"x": x, "w": w, "h": h, "g.weight": gw, "g.bias": gb, "g": g, "f": h.sum() + g.sum()}, "f"
        )
    },
)

x = leaf(3.0)
a = x * 2
section.case("outputs", {"N": network({"x": x, "a": a, "b": a + 1}, "a")})

x, y, v = leaf(3.0), leaf([1.0, 2.0]), leaf([1.0, 2.0])
doubled = y * 2
section.case(
    "objective",
    {
        "Loss": network({"x": x, "f": x * 2, "L": x**2}, "L"),
        "OnlyScalarOutput": network({"x": y, "v": doubled, "s": doubled.sum()}, "s"),
        "TwoScalarOutputs": network({"x": 3, "a": 3, "b": 6}),
        "NoScalarOutput": network({"x": [1, 2], "v": [2, 4]}),
    },
)

x = leaf([1.0, 2.0])
aw, ab = leaf([[0.5, 0.5]] * 2), leaf([0.0, 0.0])
a = aw @ x + ab
b0w, b0b, b1w, b1b = leaf([[0.25, 0.25]] * 2), leaf([0.0, 0.0]), leaf([[1.0, 2.0]]), leaf([3.0])
b = b1w @ torch.relu(b0w @ a + b0b) + b1b
c0w, c1w, c1b = leaf([[1.0, 1.0]] * 2), leaf([[2.0, 2.0]]), leaf([0.0])
c = c1w @ (c0w @ x) + c1b
f = b[0] + c[0]
section.case(
    "parameter-names",
    {
        "N": network(
            {
                "x": x,
                "a.weight": aw,
                "a.bias": ab,
                "a": a,
                "b[0].weight": b0w,
                "b[0].bias": b0b,
                "b[1].weight": b1w,
                "b[1].bias": b1b,
                "b": b,
                "c[0].weight": c0w,
                "c[1].weight": c1w,
                "c[1].bias": c1b,
                "c": c,
                "f": f,
                "s": aw * 2,
                "t": b1b + b[0],
                "u": a[1],
                "g": by_value(f, b1w),
            },
            "f",
            parameterCount=22,
        )
    },
)

x, y, hw, hb = leaf([1.0, 2.0]), leaf([1.0]), leaf([[0.5, -0.25]]), leaf([0.125])
h = hw @ x + hb
L = ((h - y) ** 2).mean() + 0.1 * (hw**2).sum() + 0.01 * hw.abs().sum()
section.case(
    "parameters-in-expressions",
    {
        "N": network(
            {"x": x, "y": y, "h.weight": hw, "h.bias": hb, "h": h, "L": L, "new": hw - 0.5 * by_value(L, hw)},
            "L",
        )
    },
)

x, y, w = leaf([1.0, 2.0]), leaf([[1.0, 0], [0, 1]]), leaf([[1.0, 2], [3, 4]])
ab = leaf([0.0, 0.0])
a = w @ x + ab
b = (ab + w.T) @ a + x
cw, cb = leaf([[1.0, 0], [2, 1]]), leaf([1.0, 1.0])
c = cw @ b + cb
section.case(
    "given-parameters",
    {
        "N": network(
            {
                "x": x,
                "y": y,
                "w": w,
                "a.bias": ab,
                "a": a,
                "b": b,
                "c.weight": cw,
                "c.bias": cb,
                "c": c,
                "L": (c * y).sum(),
            },
            "L",
            parameterCount=12,
        )
    },
)

section.case(
    "parameter-count",
    {
        "N": {
            "parameterCount": 335,
            "shapes": {
                "x": "[batch, 10]",
                "w": "[3]",
                "h": "[batch, 5]",
                "h[0].weight": "[20, 10]",
                "h[0].bias": "[20]",
                "h[1].weight": "[5, 20]",
                "g": "[batch, 2]",
                "g.weight": "[2, 5]",
                "g.bias": "[2]",
            },
            "values": {},
        },
        "Symbolic": {"parameterCount": None, "shapes": {"h": "[batch, 20]", "h.weight": "[20, width]"}},
        "None": {"parameterCount": 0, "values": {"x": {"shape": [], "data": 1}}},
    },
)

x = leaf([1.0, 2, 3])
hw, hb, gw, gb = leaf([[3.0] * 3] * 2), leaf([0.0] * 2), leaf([[0.3] * 2] * 4), leaf([0.0] * 4)
h = hw @ x + hb
g = gw @ h + gb
section.case(
    "hyperparameters",
    {
        "N": network(
            {
                "x": x,
                "h.weight": hw,
                "h.bias": hb,
                "h": h,
                "g.weight": gw,
                "g.bias": gb,
                "g": g,
                "f": g.sum() * 3,
            },
            "f",
        )
    },
)

x, w, b = leaf([[0.0, 0], [0, 1]]), leaf([[1.0, 1]]), leaf([0.0])
y = leaf([[0.0], [1]])
z = x @ w.T + b
section.case(
    "training",
    {
        "N": network(
            {"x": x, "y": y, "z.weight": w, "z.bias": b, "z": z, "L": ((z - y) ** 2).mean()}, "L", parameterCount=3
        )
    },
)
section.case("no-statements", {"N": {"objective": None, "parameterCount": 0, "values": {}, "shapes": {}}})
