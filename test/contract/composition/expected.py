"""Networks as layers: PyTorch's numbers, with weights drawn by philox.py."""

import torch

import philox
from expectation import by_value, leaf, network


def drawn(seed, name, shape):
    return philox.glorot_uniform(seed, name, shape).requires_grad_()


x = leaf([[9.0, 9.0]])
w, b = drawn(99, "hidden[0].weight", (3, 2)), leaf([0.0] * 3)
hidden = torch.tanh(x @ w.T + b)
alone = network(
    {
        "x": x,
        "hidden.weight": w,
        "hidden.bias": b,
        "hidden": hidden,
        "code": hidden * 2,
        "L": (hidden * 2).sum(),
    }
)
alone["objective"] = "L"
del alone["gradients"]
a = leaf([[1.0, 2.0], [3.0, 4.0]])
w, b = drawn(4, "e[0].hidden[0].weight", (2, 2)), leaf([0.0] * 2)
dw, db = drawn(4, "d[0].weight", (1, 2)), leaf([0.0])
hidden = torch.tanh(a @ w.T + b)
e = hidden * 2
d = e @ dw.T + db
M = (d * d).sum()
section.case(
    "network-as-a-layer",
    {
        "Encoder": alone,
        "N": network(
            {
                "a": a,
                "e.hidden.weight": w,
                "e.hidden.bias": b,
                "e.hidden": hidden,
                "e": e,
                "d.weight": dw,
                "d.bias": db,
                "d": d,
                "M": M,
                "w": w.detach(),
                "g": by_value(M, w),
            },
            "M",
            partial=True,
            parameterCount=9,
            shapes={"e": "[batch, 2]", "e.hidden.weight": "[2, 2]"},
        ),
    },
)

a, b = leaf([1.0, 2.0]), leaf([10.0, 20.0])
pw, qw, rw, sw = leaf(3.0), leaf(3.0), leaf(3.0), leaf(3.0)
p, q, r, s = (a - b) * pw, (b - a) * qw, (a - b) * rw * 10, (a - b) * sw
section.case(
    "inputs-in-order-and-by-name",
    {
        "Mix": {"values": {}, "gradients": {}, "objective": None, "shapes": {"out": "[2]"}},
        "N": network(
            {
                "a": a,
                "b": b,
                **{"p.w": pw, "q.w": qw, "r.w": rw, "s.w": sw},
                **{"p": p, "q": q, "r": r, "s": s},
                "L": p.sum() + 2 * q.sum() + r.sum() + s.sum(),
            },
            "L",
            partial=True,
            parameterCount=4,
        ),
    },
)

a, w, b = leaf([1.0, 2.0, 3.0]), leaf([[0.5] * 3] * 2), leaf([0.0, 0.0])
h = w @ a + b
section.case(
    "several-outputs",
    {
        "N": network(
            {
                "a": a,
                "e.h.weight": w,
                "e.h.bias": b,
                "e.h": h,
                "e.mean": h + 1,
                "e.spread": h.exp(),
                "L": (h + 1).sum() + h.exp().sum(),
            },
            "L",
            partial=True,
        )
    },
)


def inner(x, names, keys):
    """The network Inner: its value, and its parameters by their names in the JSON form."""
    v = drawn(21, f"{keys}v", (2,))
    w0, w1 = drawn(21, f"{keys}h[0].weight", (2, 2)), drawn(21, f"{keys}h[1].weight", (2, 2))
    y = (w1 @ (w0 @ x)) * v
    return y, {f"{names}.v": v, f"{names}.h[0].weight": w0, f"{names}.h[1].weight": w1}


x = leaf([1.0, -1.0])
a, a_parameters = inner(x, "o.a", "o[0].a[0].")
bw = drawn(21, "o[0].b[0].weight", (2, 2))
b, b_parameters = inner(bw @ x, "o.b[1]", "o[0].b[1].")
section.case(
    "random-names",
    {
        "N": network(
            {
                "x": x,
                **a_parameters,
                "o.b[0].weight": bw,
                **b_parameters,
                "o.a": a,
                "o.b": b,
                "o": a + b,
                "f": (a + b).sum(),
            },
            "f",
            partial=True,
        )
    },
)


def blocks(x, count, names, keys):
    parameters = {}
    for k in range(count):
        w, b = drawn(6, f"{keys}[{k}].h[0].weight", (3, 3)), leaf([0.0] * 3)
        parameters[f"{names}[{k}].h.weight"], parameters[f"{names}[{k}].h.bias"] = w, b
        x = x + torch.relu(x @ w.T + b)
    return x, parameters


x = leaf([[1.0, 2, 3], [4, 5, 6]])
b, b_parameters = blocks(x, 3, "b", "b[0]")
cw, cb = drawn(6, "c[0].weight", (3, 3)), leaf([0.0] * 3)
c, c_parameters = blocks(x @ cw.T + cb, 2, "c[1]", "c[1]")
L = b.sum() + c.sum()
section.case(
    "repeat",
    {
        "N": network(
            {
                "x": x,
                **b_parameters,
                "b": b,
                "c[0].weight": cw,
                "c[0].bias": cb,
                **c_parameters,
                "c": c,
                "L": L,
                "w": b_parameters["b[1].h.weight"].detach(),
                "g": by_value(L, b_parameters["b[2].h.bias"]),
            },
            "L",
            partial=True,
            parameterCount=72,
        )
    },
)

x, w, b = leaf([1.0, 2.0]), leaf([[1.0, 2.0], [3.0, 4.0]]), leaf([0.0, 0.0])
e = w @ x + b
d = w @ e
section.case(
    "tied-weights",
    {
        "N": network(
            {"x": x, "e.weight": w, "e.bias": b, "e": e, "d": d, "L": (d * d).sum()}, "L", parameterCount=6
        )
    },
)

x, w = leaf([1.0, 2.0, 3.0]), leaf([1.0, 1.0, 1.0])
i = 2 * (2 * x * w)
section.case(
    "functions-in-networks",
    {"N": network({"x": x, "i.w": w, "i": i, "f": i.sum()}, "f", partial=True)},
)
