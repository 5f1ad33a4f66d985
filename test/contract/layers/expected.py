"""Numbers of the layers: PyTorch's own modules and functions, with weights drawn by philox.py."""

import torch
import torch.nn.functional as F

import philox
from expectation import constant, leaf, network


def given(tensor):
    return torch.as_tensor(tensor, dtype=torch.float64).clone().requires_grad_()


def drawn(seed, name, shape):
    return philox.normal(seed, name, shape).requires_grad_()


def glorot(seed, name, shape):
    return philox.glorot_uniform(seed, name, shape).requires_grad_()


def zeros(*shape):
    return torch.zeros(shape).requires_grad_()


def padded_same(x, kernel):
    """PyTorch's "same": the odd element at the end."""
    pads = []
    for size in reversed(kernel):
        pads += [(size - 1) // 2, size - 1 - (size - 1) // 2]
    return F.pad(x, pads)


def squares(*tensors):
    return sum((tensor**2).sum() for tensor in tensors)


# Convolutions.
x = drawn(2, "x", (2, 3, 5, 6))
aw, ab = glorot(2, "a[0].weight", (4, 3, 3, 3)), zeros(4)
bw, bb = glorot(2, "b[0].weight", (2, 3, 2, 3)), given(philox.uniform(2, "b[0].bias", (2,), -1, 1))
cw = glorot(2, "c[0].weight", (6, 1, 3, 3))
dw, db = given(philox.he_normal(2, "d[0].weight", (2, 3, 2, 2))), zeros(2)
ew, eb = glorot(2, "e[0].weight", (2, 3, 2, 4)), zeros(2)
gw, gb = glorot(2, "g[0].weight", (2, 3, 1, 1)), zeros(2)
a = F.conv2d(x, aw, ab)
b = F.conv2d(x, bw, bb, stride=2, padding=(1, 0))
c = F.conv2d(x, cw, padding=1, groups=3)
d = F.conv2d(x, dw, db, dilation=2)
e = F.conv2d(padded_same(x, (2, 4)), ew, eb)
g = F.conv2d(x[:1], gw, gb)[0]
section.case(
    "convolution",
    {
        "N": network(
            {
                **{"x": x, "a.weight": aw, "a.bias": ab, "b.weight": bw, "b.bias": bb, "c.weight": cw},
                **{"d.weight": dw, "d.bias": db, "e.weight": ew, "e.bias": eb, "g.weight": gw, "g.bias": gb},
                **{"a": a, "b": b, "c": c, "d": d, "e": e, "g": g, "L": squares(a, b, c, d, e, g)},
            },
            "L",
        )
    },
)

x = drawn(0, "x", (2, 4, 7))
aw, ab = glorot(0, "a[0].weight", (3, 4, 3)), zeros(3)
bw, bb = glorot(0, "b[0].weight", (6, 2, 2)), zeros(6)
cw, cb = glorot(0, "c[0].weight", (2, 4, 4)), zeros(2)
dw, db = glorot(0, "d[0].weight", (2, 4, 3)), zeros(2)
a = F.conv1d(x, aw, ab)
b = F.conv1d(x, bw, bb, stride=2, padding=1, groups=2)
c = F.conv1d(padded_same(x, (4,)), cw, cb)
d = F.conv1d(x[1:], dw, db, dilation=2)[0]
section.case(
    "convolution-1d",
    {
        "N": network(
            {
                **{"x": x, "a.weight": aw, "a.bias": ab, "b.weight": bw, "b.bias": bb, "c.weight": cw},
                **{"c.bias": cb, "d.weight": dw, "d.bias": db},
                **{"a": a, "b": b, "c": c, "d": d, "L": squares(a, b, c, d)},
            },
            "L",
        )
    },
)

x = drawn(0, "x", (2, 4, 3, 3))
aw, ab = glorot(0, "a[0].weight", (4, 3, 3, 3)), zeros(3)
bw, bb = glorot(0, "b[0].weight", (4, 1, 2, 3)), zeros(2)
cw = glorot(0, "c[0].weight", (4, 2, 2, 2))
a = F.conv_transpose2d(x, aw, ab)
b = F.conv_transpose2d(x, bw, bb, stride=2, padding=1, output_padding=1, groups=2)
c = F.conv_transpose2d(x, cw, dilation=2)
section.case(
    "transposed-convolution",
    {
        "N": network(
            {
                **{"x": x, "a.weight": aw, "a.bias": ab, "b.weight": bw, "b.bias": bb, "c.weight": cw},
                **{"a": a, "b": b, "c": c, "L": squares(a, b, c)},
            },
            "L",
        )
    },
)

section.case(
    "convolution-shapes",
    {
        "N": {
            "parameterCount": 3 * (8 * 27 + 8),
            "shapes": {
                "a": "[batch, 8, h, w]",
                "b": "[batch, 8, h, w]",
                "a.weight": "[8, 3, 3, 3]",
                "g": "[batch, 8]",
            },
        }
    },
)

# Pooling.
x, y = drawn(0, "x", (2, 2, 5, 6)), drawn(0, "y", (2, 7))
a, b = F.max_pool2d(x, 2), F.max_pool2d(x, (3, 2), stride=(2, 1), padding=1)
c, d = F.avg_pool2d(x, 2), F.avg_pool2d(x, 3, stride=2, padding=1)
e = F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)
f, g = F.max_pool1d(y, 2), F.avg_pool1d(y, 3, stride=2, padding=1)
h, i = x.mean((2, 3)), F.max_pool2d(x[0], 2, stride=1)
section.case(
    "pooling",
    {
        "N": network(
            {
                **{"x": x, "y": y, "a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "g": g, "h": h, "i": i},
                "L": squares(a, b, c, d, e, f, g, h, i),
            },
            "L",
        )
    },
)

x = leaf([[[1.0, 1, 3, 3]], [[2, 2, 2, 2]]])
L = (F.max_pool2d(x, (1, 2)) * constant([[[1.0, 2]], [[3, 4]]])).sum()
section.case("ties-in-max-pooling", {"N": network({"x": x, "L": L}, "L")})

# Normalising.
x, y = philox.normal(8, "x", (4, 3, 2, 2), 1, 2).requires_grad_(), drawn(8, "y", (5, 3))
aw, ab, bw, bb = given([1, 1, 1]), zeros(3), given([1, 2, 3]), given([0, 1, -1])
cw, cb = given([1, 1, 1]), zeros(3)
mean, variance = constant([0.5, 0, -0.5]), constant([1.0, 2, 4])
a = F.batch_norm(x, None, None, aw, ab, training=True, eps=1e-5)
b = F.batch_norm(y, None, None, bw, bb, training=True, eps=0.1)
c = F.batch_norm(y, mean, variance, cw, cb, training=False, eps=1e-5)
section.case(
    "batch-norm",
    {
        "N": network(
            {
                **{"x": x, "y": y, "a.weight": aw, "a.bias": ab, "b.weight": bw, "b.bias": bb},
                **{"c.weight": cw, "c.bias": cb, "a": a, "b": b, "c": c},
                "L": (a**3).sum() + (b**3).sum() + (c**2).sum(),
            },
            "L",
            parameterCount=18,
        )
    },
)
aw = given([1, 2, 3])
a = F.batch_norm(x, torch.zeros(3), torch.ones(3), aw, ab, training=False, eps=1e-5)
d = y * 1
section.case(
    "batch-norm-inference",
    {
        "N": network(
            {
                **{"x": x, "y": y, "a.weight": aw, "a.bias": ab, "c.weight": cw, "c.bias": cb},
                **{"a": a, "c": c, "d": d, "L": (a**3).sum() + (c**2).sum() + d.sum()},
            },
            "L",
        )
    },
    arguments=["--inference"],
)

x = philox.normal(0, "x", (2, 4, 6), 1, 2).requires_grad_()
aw, ab = given(torch.ones(6)), zeros(6)
bw, bb = given(torch.ones(4, 6)), given(torch.full((4, 6), 0.5))
cw = given(torch.full((6,), 2.0))
dw, db = given(torch.ones(4)), zeros(4)
a = F.layer_norm(x, (6,), aw, ab)
b = F.layer_norm(x, (4, 6), bw, bb, eps=0.01)
c = x / (x.pow(2).mean(-1, keepdim=True) + 1e-5).sqrt() * cw
d = F.group_norm(x, 2, dw, db)
section.case(
    "normalisation",
    {
        "N": network(
            {
                **{"x": x, "a.weight": aw, "a.bias": ab, "b.weight": bw, "b.bias": bb, "c.weight": cw},
                **{"d.weight": dw, "d.bias": db, "a": a, "b": b, "c": c, "d": d},
                "L": (a**3).sum() + (b**3).sum() + (c**2 * x).sum() + (d**3).sum(),
            },
            "L",
        )
    },
)

# Embedding and attention.
ids = torch.tensor([[0, 2, 2], [1, 0, 3]])
ew, fw = drawn(0, "e[0].weight", (4, 2)), given([[1, 2], [3, 4], [5, 6]])
e, f = F.embedding(ids, ew), F.embedding(torch.tensor([1, 1]), fw)
section.case(
    "embedding",
    {
        "N": network(
            {
                "ids": ids,
                "e.weight": ew,
                "f.weight": fw,
                "e": e,
                "f": f,
                "L": (e**3).sum() + (f**2).sum(),
            },
            "L",
        )
    },
)


def attention(q, k, v, causal=False):
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if causal:
        scores = scores.masked_fill(torch.ones_like(scores).triu(1) > 0, -torch.inf)
    return F.softmax(scores, -1) @ v


q, k, v = drawn(0, "q", (2, 3, 4)), drawn(0, "k", (2, 5, 4)), drawn(0, "v", (2, 5, 6))
a, b = attention(q, k, v), attention(q, q, q, causal=True)
section.case(
    "attention",
    {"N": network({"q": q, "k": k, "v": v, "a": a, "b": b, "L": (a**2).sum() + (b**3).sum()}, "L")},
)


def multi_head(name, q, k, heads, causal=False, bias=True, out_bias=0.0):
    """PyTorch's module, with our weights; its parameters by their names."""
    d = q.shape[-1]
    module = torch.nn.MultiheadAttention(d, heads, bias=bias, batch_first=True)
    with torch.no_grad():
        module.in_proj_weight.copy_(philox.glorot_uniform(0, f"{name}[0].in_proj_weight", (3 * d, d)))
        module.out_proj.weight.copy_(philox.glorot_uniform(0, f"{name}[0].out_proj.weight", (d, d)))
        if bias:
            module.in_proj_bias.zero_()
            module.out_proj.bias.fill_(out_bias)
    mask = torch.ones(q.shape[1], k.shape[1]).triu(1) > 0 if causal else None
    value, _ = module(q, k, k, attn_mask=mask)
    return value, {f"{name}.{key}": parameter for key, parameter in module.named_parameters()}


x, y = drawn(0, "x", (2, 5, 6)), drawn(0, "y", (2, 4, 6))
a, a_parameters = multi_head("a", x, x, 2)
b, b_parameters = multi_head("b", x, x, 3, causal=True, out_bias=0.5)
c, c_parameters = multi_head("c", x, y, 2, bias=False)
section.case(
    "multi-head-attention",
    {
        "N": network(
            {
                **{"x": x, "y": y, **a_parameters, **b_parameters, **c_parameters},
                **{"a": a, "b": b, "c": c, "L": squares(a, b, c)},
            },
            "L",
        )
    },
)


def recurrent(name, x, units, kind, uniform_bias=None, bias=True):
    module = kind(x.shape[-1], units, bias=bias, batch_first=True)
    parameters = {}
    with torch.no_grad():
        for key, parameter in module.named_parameters():
            ours = key.removesuffix("_l0")
            full = f"{name}[0].{ours}"
            shape = tuple(parameter.shape)
            if ours == uniform_bias:
                parameter.copy_(philox.uniform(0, full, shape, -1, 1))
            elif "bias" in ours:
                parameter.zero_()
            else:
                parameter.copy_(philox.glorot_uniform(0, full, shape))
            parameters[f"{name}.{ours}"] = parameter
    return module(x)[0], parameters


x = drawn(0, "x", (2, 4, 3))
a, a_parameters = recurrent("a", x, 5, torch.nn.RNN, "bias_hh")
b, b_parameters = recurrent("b", x, 2, torch.nn.LSTM, "bias_ih")
c, c_parameters = recurrent("c", x, 3, torch.nn.GRU, "bias_hh")
d, d_parameters = recurrent("d", x, 2, torch.nn.GRU, bias=False)
section.case(
    "recurrent",
    {
        "N": network(
            {
                **{"x": x, **a_parameters, **b_parameters, **c_parameters, **d_parameters},
                **{"a": a, "b": b, "c": c, "d": d, "L": squares(a, b, c, d)},
            },
            "L",
        )
    },
)


def dropout(x, name, rate):
    """Kept, and divided by 1 − rate, where u ≥ rate."""
    kept = philox.uniform(13, name, tuple(x.shape)) >= rate
    return torch.where(kept, x / (1 - rate), torch.zeros_like(x))


x = drawn(13, "x", (3, 4))
hw, hb = glorot(13, "h[0].weight", (2, 4)), zeros(2)
a = dropout(x, "a.dropout[0]", 0.25)
h = dropout(F.linear(x, hw, hb), "h.dropout[0]", 0.5)
b = dropout(dropout(x, "b.dropout[0]", 0.5), "b.dropout[1]", 0.1)
section.case(
    "dropout",
    {
        "N": network(
            {
                **{"x": x, "h.weight": hw, "h.bias": hb, "a": a, "h": h, "b": b},
                "L": (a**2).sum() + h.sum() + b.sum(),
            },
            "L",
        )
    },
)
