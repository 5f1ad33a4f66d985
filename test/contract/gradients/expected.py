"""Numbers of the section on gradients: PyTorch's autograd, and the reference's conventions where a derivative does not exist."""

import torch
import torch.nn.functional as F

from expectation import by_value, constant, leaf, network

x = leaf(3.0)
y = x * x
z = y + x
section.case("several-uses", {"N": network({"x": x, "y": y, "z": z, "L": y * z + x}, "L")})

x = leaf([1.0, 2.0])
h, i = leaf([1.0, 1.0]), leaf([0.0, 1.0])
z = torch.stack([x, 2 * x])
L = h.sum() + i.sum() + F.cross_entropy(z, torch.tensor([0, 1]))
section.case(
    "what-is-left-out",
    {"N": network({"x": x, "ids": [0, 1], "other": 5, "c": 10, "h": h, "i": i, "k": 1, "z": z, "L": L}, "L")},
)

x, w, y = leaf([-1.0, 2.0]), leaf([1.0, 1.0]), leaf([0.0, 1.0])
section.case(
    "only-steps",
    {
        "N": network(
            {"x": x, "w": w, "y": y, "L": y.sum()}, "L", gradients={"x": constant([0, 0]), "w": constant([0, 0])}
        )
    },
)

section.case("no-objective", {"N": network({"x": [1, 2], "y": [2, 4], "s": 6, "g": [2, 2]})})

x = leaf([1.0, -2.0])
section.case("condition-of-where", {"N": network({"x": x, "L": torch.where(x > 0, x**2, 3 * x).sum()}, "L")})

x = leaf([[3.0, 3.0, 1.0], [2.0, 2.0, 2.0]])
L = (x.amax(1) * constant([1.0, 2])).sum() + (x.amin(1) * constant([10.0, 20])).sum()
section.case("ties-in-reductions", {"N": network({"x": x, "L": L}, "L")})

x, y, z = leaf([2.0, 0.5, 3.0]), leaf([3.0, -1.0, 0.0]), leaf([-2.0, -3.0])
a, b, c, d = x**y, z**3, z**2, 2**x
section.case(
    "powers",
    {
        "N": network(
            {"x": x, "y": y, "z": z, "a": a, "b": b, "c": c, "d": d, "L": a.sum() + b.sum() + c.sum() + d.sum()}, "L"
        )
    },
)

x = leaf(0.0)
section.case("infinite", {"N": network({"x": x, "L": x.sqrt()}, "L")})

x, w, A = leaf([1.0, 2.0]), leaf([3.0, 4.0]), leaf([[1.0, 2.0], [3.0, 4.0]])
q = w * x
s = q.sum()
t = (A @ q).sum()
L = s**2 + t
dLdw, dLdA = by_value(L, w), by_value(L, A)
section.case(
    "notation",
    {
        "N": network(
            {
                "x": x,
                "w": w,
                "A": A,
                "q": q,
                "s": s,
                "t": t,
                "L": L,
                "z": torch.stack([s, t, L]).detach(),
                "a": dLdw,
                "b": dLdw[1],
                "c": dLdw**2,
                "d": dLdA.T,
                "e": dLdA[0, 1],
                "f": dLdw**2 + 1,
                "g": by_value(s, x),
                "h": by_value(t, A)[0],
                "i": dLdw,
                "j": 1,
                "k": [[0, 0], [0, 0]],
                "l": dLdw,
                "m": by_value(s, x),
                "n": -by_value(L, s),
                "o": by_value(t, A).T,
                "p": dLdw**3,
                "r": dLdw.sum(),
                "u": by_value(q[1], w),
                "v": dLdw[1],
                "new": w.detach() - 0.1 * dLdw,
            },
            "L",
        )
    },
)

x = leaf([1.0, 2.0])
w0, b0, w1, b1 = leaf([[1.0, 2.0]]), leaf([0.5]), leaf([[3.0]]), leaf([0.0])
h = w1 @ (w0 @ x + b0) + b1
L = h.sum() ** 2
section.case(
    "of-parameters",
    {
        "N": network(
            {
                "x": x,
                "h[0].weight": w0,
                "h[0].bias": b0,
                "h[1].weight": w1,
                "h[1].bias": b1,
                "h": h,
                "L": L,
                "a": by_value(L, w0),
                "b": by_value(L, w0)[0, 1],
                "c": by_value(L, b1),
                "d": by_value(h[0], b0),
                "e": by_value(L, h),
                "g": by_value(L, h)[0],
            },
            "L",
        )
    },
)

a, b, c = leaf([[1.0], [2.0]]), leaf([1.0, 2.0, 3.0]), leaf(2.0)
x = a * b
y = x / c
z = y - b
section.case(
    "chain-through-broadcasting",
    {"N": network({"a": a, "b": b, "c": c, "x": x, "y": y, "z": z, "L": (z**2).mean()}, "L")},
)

x, y = leaf([[0.5, -1, 2], [1, 0, -0.5]]), constant([1.0, 0])
hw = leaf([[0.1, 0.2, -0.3], [0.4, -0.5, 0.6], [0.7, 0.8, 0.9], [-1, 0.3, 0.2]])
hb, zw, zb = leaf([0.1, 0, -0.1, 0.2]), leaf([[1, -1, 0.5, 0.25], [0.3, 0.2, -0.1, 0.7]]), leaf([0.0, 0.0])
h = torch.tanh(F.linear(x, hw, hb))
z = F.linear(h, zw, zb)
L = F.cross_entropy(z, y.long()) + 0.01 * (hw**2).sum()
section.case(
    "tiny-mlp",
    {
        "N": network(
            {
                "x": x,
                "y": y,
                "h.weight": hw,
                "h.bias": hb,
                "h": h,
                "z.weight": zw,
                "z.bias": zb,
                "z": z,
                "p": F.softmax(z, -1).detach(),
                "L": L,
            },
            "L",
            parameterCount=26,
        )
    },
)

