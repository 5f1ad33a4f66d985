"""Random tensors, drawn by philox.py, which is written from the reference alone."""

import torch

import philox
from expectation import constant, network

zeros = torch.zeros

section.case(
    "uniform",
    {
        "N": network(
            {
                "w": philox.uniform(7, "w", (5,), -1, 3),
                "v": philox.uniform(7, "v", (2, 3)),
                "b": philox.uniform(7, "b", (3,), 0, 0.5),
                "x": philox.uniform(7, "x", (4,), 10, 20),
            }
        )
    },
)

section.case(
    "normal",
    {
        "N": network(
            {
                "w": philox.normal(0, "w", (5,)),
                "v": philox.normal(0, "v", (2, 2), 3, 0.5),
                "x": philox.normal(0, "x", (3,), -1, 2),
            }
        )
    },
)

section.case(
    "seeds",
    {
        "A": network({"w": philox.uniform(0, "w", (2,))}),
        "B": network({"w": philox.uniform(0, "w", (2,))}),
        "C": network({"w": philox.uniform(2**32 - 1, "w", (2,))}),
    },
)

section.case(
    "unicode-name",
    {"N": network({"ŵ₁": philox.uniform(3, "ŵ₁", (3,)), "重み": philox.normal(3, "重み", (1,))})},
)

section.case(
    "default-of-a-weight",
    {
        "N": network(
            {
                "a": philox.glorot_uniform(0, "a", (3, 4)),
                "b": philox.glorot_uniform(0, "b", (6,)),
                "c": philox.glorot_uniform(0, "c", ()),
                "d": philox.glorot_uniform(0, "d", (2, 3, 4)),
                "e": [0, 0],
            }
        )
    },
)

section.case(
    "initialisers",
    {
        "N": network(
            {
                "a": philox.glorot_uniform(11, "a", (4, 2)),
                "b": philox.glorot_normal(11, "b", (4, 2)),
                "c": philox.he_uniform(11, "c", (4, 2)),
                "d": philox.he_normal(11, "d", (4, 2)),
                "e": philox.lecun_normal(11, "e", (4, 2)),
                "g": philox.he_normal(11, "g", (3, 2, 5)),
                "h": philox.he_uniform(11, "h", (3,)),
                "i": philox.he_normal(11, "i", ()),
            }
        )
    },
)

x = constant([1.0, 2, 3])
hw = philox.glorot_uniform(5, "h[0].weight", (2, 3))
h = hw @ x
g0 = philox.he_normal(5, "g[0].weight", (4, 2))
g1 = philox.normal(5, "g[1].weight", (2, 4), 0, 0.1)
g1b = philox.uniform(5, "g[1].bias", (2,), -1, 1)
k0 = torch.full((2, 3), 0.5)
k1 = philox.glorot_uniform(5, "k[1].weight", (2, 2))
section.case(
    "layers",
    {
        "N": network(
            {
                "x": x,
                "h.weight": hw,
                "h.bias": zeros(2),
                "h": h,
                "g[0].weight": g0,
                "g[0].bias": zeros(4),
                "g[1].weight": g1,
                "g[1].bias": g1b,
                "g": g1 @ (g0 @ h) + g1b,
                "k[0].weight": k0,
                "k[0].bias": zeros(2),
                "k[1].weight": k1,
                "k[1].bias": zeros(2),
                "k": k1 @ (k0 @ x),
            }
        )
    },
)

x, y = constant([1.0, -1.0]), constant([3.0, 4.0])
h0 = philox.glorot_uniform(0, "h[0].weight", (2, 2))
h1 = philox.glorot_uniform(0, "h[1].weight", (2, 2))
h2 = philox.glorot_uniform(0, "h[2].weight", (1, 2))
section.case(
    "nested-calls",
    {
        "N": network(
            {
                "x": x,
                "y": y,
                "h[0].weight": h0,
                "h[0].bias": zeros(2),
                "h[1].weight": h1,
                "h[1].bias": zeros(2),
                "h[2].weight": h2,
                "h[2].bias": zeros(1),
                "h": h2 @ (h0 @ x + h1 @ y),
            }
        )
    },
)

w = philox.glorot_uniform(0, "w", (3,))
x = philox.uniform(0, "x", (7,))
hw = philox.glorot_uniform(0, "h[0].weight", (4, 7))
section.case(
    "other-lines-do-not-matter",
    {
        "A": network({"w": w}),
        "B": network(
            {
                "x": x,
                "v": philox.glorot_uniform(0, "v", (2, 2)),
                "h.weight": hw,
                "h.bias": zeros(4),
                "h": hw @ x,
                "w": w,
            }
        ),
    },
)
