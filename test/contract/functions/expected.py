"""Numbers of the section on functions: all from PyTorch."""

import torch
import torch.nn.functional as F

from expectation import constant, leaf, network

x = leaf([-2.5, -1.0, -0.3, 0.4, 1.7, 3.0])
step = (x >= 0).double().detach()
made = {
    "a": x.abs(),
    "b": torch.sign(x),
    "c": x.exp(),
    "d": torch.log(x * x + 0.1),
    "e": x.abs().sqrt(),
    "f1": x.sin(),
    "g": x.cos(),
    "h": x.tan(),
    "i": torch.asin(x / 4),
    "j": torch.acos(x / 4),
    "k": torch.atan(x),
    "l": torch.erf(x),
    "m": torch.tanh(x),
    "n": torch.sigmoid(x),
    "p": F.relu(x),
    "q": F.leaky_relu(x),
    "r": F.leaky_relu(x, 0.2),
    "s": F.elu(x),
    "t": F.elu(x, 0.5),
    "u": F.selu(x),
    "v": F.gelu(x),
    "w": F.gelu(x, approximate="tanh"),
    "x1": F.silu(x),
    "y": F.softplus(x, threshold=1000),
    "aa": torch.floor(x),
    "ab": torch.ceil(x),
    "ac": torch.round(x),
    "ad": x.clamp(-1, 1.5),
    "ae": torch.where(x > 0, x * 2, x * 3),
    "af": torch.minimum(x, constant(0.5)),
    "ag": torch.maximum(torch.maximum(x, constant(0.5)), x * x),
}
z = step.clone().requires_grad_()
names = set(made) - {"n", "ad"}
L = sum(made[name].sum() for name in names) + 2 * made["n"].sum() + (made["ad"] ** 2).sum() + z.sum()
unused = torch.sigmoid(x).detach()
section.case(
    "elementwise", {"N": network({"x": x, **made, "z": z, "o": unused, "L": L}, "L")}
)

x = constant([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999])
section.case("round-half-to-even", {"N": network({"x": x, "y": torch.round(x), "z": [0, 1, 1], "w": -1})})

x = leaf([-1000.0, -50.0, 50.0, 1000.0])
a, b, c, d, e = torch.sigmoid(x), F.softplus(x), F.silu(x), torch.tanh(x), F.gelu(x)
section.case(
    "elementwise-extremes",
    {
        "N": network(
            {
                "x": x,
                "a": a,
                "b": b,
                "c": c,
                "d": d,
                "e": e,
                "g": F.elu(x).detach(),
                "h": F.softmax(x, -1).detach(),
                "i": F.log_softmax(x, -1).detach(),
                "j": torch.logsumexp(x, -1).detach(),
                "L": (a + b + c + d + e).sum(),
            },
            "L",
        )
    },
)

x = leaf([[1.0, -2.0, 3.0], [4.0, 0.5, -6.0]])
a, b, c, d = x.sum(), x.sum(0), x.sum(1, keepdim=True), x.mean(-1)
e, f, g, h = x.prod(1), x.amax(), x.amax(0), x.amin(1, keepdim=True)
i, j = x.var(unbiased=False), x.var(1, unbiased=True)
k, l, m = x.std(0, unbiased=False), x.norm(), x.norm(p=1, dim=1)
n, q, r, s = x.norm(p=3), torch.logsumexp(x, 1), x.cumsum(0), x.cumsum(-1)
t, u, v = x.sum((0, 1)), x.mean((0, 1), keepdim=True), x.std(unbiased=True)
L = a * (b * c).sum() + d.sum() + e.sum() + f + (g * h).sum() + i + j.sum() + (k**3).sum() + l + m.sum() + n
L = L + q.sum() + (r * r).sum() + (s * s).sum() + t + u.sum() + v
section.case(
    "reductions",
    {
        "N": network(
            {
                "x": x,
                **dict(a=a, b=b, c=c, d=d, e=e, f=f, g=g, h=h, i=i, j=j, k=k, l=l, m=m, n=n),
                "o": [2, 0],
                "p": 5,
                **dict(q=q, r=r, s=s, t=t, u=u, v=v),
                "w": 1,
                "y": [[0, 0, 1]],
                "L": L,
            },
            "L",
        )
    },
)

x = leaf([[[1.0, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]])
a, b, c = x.sum((0, 2)), x.mean((-1, 1), keepdim=True), x.amax(1)
d = x.prod(0).prod(0)
L = (a * a).sum() + b.sum() + (c * constant([[1.0, 2], [3, 4]])).sum() + d.sum() / 1000
section.case("reductions-of-three-axes", {"N": network({"x": x, "a": a, "b": b, "c": c, "d": d, "L": L}, "L")})

x = constant([[[1.0, 9, 3], [4, 5, 9]], [[-7, 2, 0], [8, 8, -9]]])
last, first = x.permute(1, 0, 2).reshape(2, 6), x.reshape(2, 6)
section.case(
    "positions-along-several-axes",
    {
        "N": network(
            {
                "x": x,
                "a": first.argmax(1),
                "b": last.argmin(1).reshape(1, 2, 1),
                "c": last.argmax(1),
                "d": x.argmin(2),
                "e": 1,
            }
        )
    },
)

u, v, w = leaf([1.0, 2, 3]), leaf([4.0, -5, 6]), leaf([1.0, -1])
a, b, c = torch.dot(u, v), torch.outer(u, w), torch.dot(u, u)
L = a * (b * constant([[1.0, 2], [3, 4], [5, 6]])).sum() + c
section.case("products", {"N": network({"u": u, "v": v, "w": w, "a": a, "b": b, "c": c, "L": L}, "L")})

x, y = leaf([[1.0, 2, 3], [4, 5, 6]]), leaf([[[1.0, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]])
b, c = y.permute(2, 0, 1), x.reshape(3, 2)
made = {
    "a": x.T,
    "d": x.reshape(-1),
    "e": y.reshape(2, -1),
    "f": y.permute(0, 2, 1),
    "g": x.reshape(6, 1),
}
made = {name: value.detach() for name, value in made.items()}
L = (b * y.permute(2, 0, 1)).sum() + (c @ x).sum()
section.case("transpose-and-reshape", {"N": network({"x": x, "y": y, **made, "b": b, "c": c, "L": L}, "L")})

section.case(
    "reshape-with-dimensions",
    {"N": {"shapes": {"a": "[batch, 6]", "b": "[batch, 6]", "c": "[2 * batch, 3]"}, "values": {}}},
)

x = leaf([[1.0, 2, 3], [1, -1, 0.5]])
weights = constant([[1.0, 2, 3], [4, 5, 6]])
a, b = F.softmax(x, -1), F.softmax(x, 0)
c, d = F.log_softmax(x, -1), F.log_softmax(x, 0)
L = (a * weights).sum() + (b * weights).sum() + (c * d).sum()
section.case("softmax", {"N": network({"x": x, "a": a, "b": b, "c": c, "d": d, "L": L}, "L")})

x, y = leaf([[0.5, -1, 2], [3, 0.25, -2]]), leaf([[1, -1.5, 0], [2.5, 0.5, 1]])
a, b, c, d = F.mse_loss(x, y), F.l1_loss(x, y), F.huber_loss(x, y), F.huber_loss(x, y, delta=0.5)
e, f = F.mse_loss(x, y, reduction="sum"), F.l1_loss(x, y, reduction="none")
L = a + 2 * b + 3 * c + 4 * d + e + (f * f).sum()
section.case(
    "regression-losses",
    {"N": network({"x": x, "y": y, "a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "g": c.detach(), "L": L}, "L")},
)

p, z = leaf([0.1, 0.6, 0.9]), leaf([-2.0, 0.5, 3.0])
y, t = leaf([0.0, 1, 1]), leaf([-1.0, 1, 1])


def binary_cross_entropy(p, y):
    """PyTorch's own has no derivative by its target."""
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p))


def bce_with_logits(z, y):
    return F.softplus(z) - y * z


a, b = binary_cross_entropy(p, y).mean(), bce_with_logits(z, y).mean()
c = torch.relu(1 - t * z).mean()
assert torch.allclose(a, F.binary_cross_entropy(p, y.detach()), rtol=1e-15)
assert torch.allclose(b, F.binary_cross_entropy_with_logits(z, y.detach()), rtol=1e-15)
e = bce_with_logits(z, y).sum()
section.case(
    "classification-losses",
    {
        "N": network(
            {
                "p": p,
                "z": z,
                "y": y,
                "t": t,
                "a": a,
                "b": b,
                "c": c,
                "d": binary_cross_entropy(p, y).detach(),
                "e": e,
                "f": torch.relu(1 - t * z).detach(),
                "L": a + 2 * b + 3 * c + e,
            },
            "L",
        )
    },
)

z = leaf([[1.0, 2, 3], [1, -1, 0.5], [0, 0, 0]])
q = leaf([[0.2, 0.3, 0.5], [0.9, 0.05, 0.05], [0.25, 0.25, 0.5]])
ids = torch.tensor([2, 0, 1])
a, c = F.cross_entropy(z, ids), F.cross_entropy(z, q)
d = F.cross_entropy(z, ids, reduction="none")
f = F.cross_entropy(z, ids, weight=constant([1.0, 2, 3]))
g = F.cross_entropy(z, ids, ignore_index=0)
h = F.cross_entropy(z, ids, label_smoothing=0.1)
i = F.nll_loss(F.log_softmax(z, -1), ids)
j = F.kl_div(F.log_softmax(z, -1), q, reduction="batchmean")
k = F.cross_entropy(z[0], torch.tensor(2))
L = a + 2 * c + (d * constant([1.0, 2, 3])).sum() + f + g + h + j + k + i
section.case(
    "cross-entropy",
    {
        "N": network(
            {
                "z": z,
                "q": q,
                "a": a,
                "b": a.detach(),
                "c": c,
                "d": d,
                "e": F.cross_entropy(z, ids, reduction="sum").detach(),
                "f": f,
                "g": g,
                "h": h,
                "i": i,
                "j": j,
                "k": k,
                "l": F.cross_entropy(z, q, reduction="none").detach(),
                "m": F.kl_div(F.log_softmax(z, -1), q, reduction="none").sum(-1).detach(),
                "L": L,
            },
            "L",
        )
    },
)

w = leaf([[1.0, -2], [0.5, 3]])
a, b = w.abs().sum(), (w * w).sum()
section.case(
    "penalties",
    {
        "N": network(
            {"w": w, "a": a, "b": b, "c": w.abs().mean().detach(), "d": (w * w).detach(), "L": a + 2 * b}, "L"
        )
    },
)

v, m = leaf([1.0, 2]), leaf([[1.0, 2], [3, 4], [5, 6]])
s, w = leaf([[[1.0, -1]], [[0.5, 2]]]), leaf([[1.0, 2], [-1, 0.5], [3, 1]])
ab = leaf([1.0, 0, -1])
bw, bb = leaf([[1.0, 0], [0, 1], [1, 1]]), leaf([0.0] * 3)
cw, cb, dw = leaf([[0.5, 0.5]] * 2), leaf([1.0, 1]), leaf([[2.0, 2]])
a, b, c, d = F.linear(v, w, ab), F.linear(m, bw, bb), F.linear(s, cw, cb), F.linear(m, dw)
section.case(
    "dense",
    {
        "N": network(
            {
                "v": v,
                "m": m,
                "s": s,
                "w": w,
                "a.bias": ab,
                "a": a,
                "b.weight": bw,
                "b.bias": bb,
                "b": b,
                "c.weight": cw,
                "c.bias": cb,
                "c": c,
                "d.weight": dw,
                "d": d,
                "L": (a * a).sum() + (b * b).sum() + (c * c).sum() + d.sum(),
            },
            "L",
            shapes={"a": "[3]", "b": "[3, 3]", "c": "[2, 1, 2]", "d": "[3, 1]"},
            parameterCount=26,
        )
    },
)
