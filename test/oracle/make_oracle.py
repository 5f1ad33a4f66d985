#!/usr/bin/python3
"""Writes data/*.json: what PyTorch (float64, one thread) says of every function of the language, values and gradients.

A case is a call: the function's name as a program writes it, operands, attributes and, for a layer, parameters. The
gradients are those of sum(upstream * value), where upstream[i] = cos(1 + 2 i) in row-major order. The test beside
this file runs the same calls through the records.

    /usr/bin/python3 make_oracle.py
"""
import json
import math
import os

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(20260101)
inf, nan = math.inf, math.nan

files = {}
current = None


def file(name):
    global current
    current = files.setdefault(name, [])


def t(*shape, low=-2.0, high=2.0):
    """Uniform numbers with three decimals, so that the file stays small."""
    values = torch.rand(shape, generator=generator) * (high - low) + low
    return torch.round(values * 1000) / 1000


def distinct(*shape):
    count = math.prod(shape)
    order = torch.randperm(count, generator=generator)
    return (order.to(torch.float64) * 0.37 - 0.17 * count).reshape(shape).round(decimals=3)


def ids(classes, *shape):
    return torch.randint(0, classes, shape, generator=generator).to(torch.float64)


def probabilities(*shape):
    return torch.round(torch.softmax(t(*shape), -1) * 1000) / 1000


def number(value):
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 and math.copysign(1, value) < 0:
        return "-0"
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def plain(tensor):
    return {"shape": list(tensor.shape), "data": [number(x) for x in tensor.reshape(-1)]}


def attribute(value):
    if isinstance(value, (list, tuple)):
        return [attribute(each) for each in value]
    if isinstance(value, bool) or isinstance(value, str) or value is None:
        return value
    return number(value)


def case(function, operands, compute, attributes=None, parameters=None, fixed=(), tolerance=None, relative=False):
    """`fixed` operands have no gradient. `relative`: each element is compared at its own size (tails)."""
    leaves = [x.clone().detach().requires_grad_(i not in fixed) for i, x in enumerate(operands)]
    owned = {name: x.clone().detach().requires_grad_(True) for name, x in (parameters or {}).items()}
    value = compute(*leaves, **{name.replace(".", "_"): x for name, x in owned.items()})
    upstream = torch.cos(1 + 2 * torch.arange(value.numel(), dtype=torch.float64)).reshape(value.shape)
    wanted = [x for x in [*leaves, *owned.values()] if x.requires_grad]
    gradients = {}
    if value.requires_grad:
        found = torch.autograd.grad(value, wanted, upstream, allow_unused=True)
        gradients = {id(x): g for x, g in zip(wanted, found)}

    def gradient(x):
        g = gradients.get(id(x))
        return None if g is None else plain(g)["data"]

    entry = {"function": function, "operands": [plain(x.detach()) for x in leaves]}
    if attributes:
        entry["attributes"] = {name: attribute(x) for name, x in attributes.items()}
    if owned:
        entry["parameters"] = {name: plain(x.detach()) for name, x in owned.items()}
        entry["parameterGradients"] = {name: gradient(x) for name, x in owned.items()}
    entry["value"] = plain(value.detach())
    entry["gradients"] = [gradient(x) for x in leaves]
    if tolerance:
        entry["tolerance"] = tolerance
    if relative:
        entry["relative"] = True
    current.append(entry)


# ---------------------------------------------------------------- elementwise

file("elementwise")

everywhere = [(), (1,), (2, 3)]
unary = {
    "negate": torch.neg, "abs": torch.abs, "sign": torch.sign, "exp": torch.exp, "sin": torch.sin, "cos": torch.cos,
    "tan": torch.tan, "atan": torch.atan, "erf": torch.erf, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
    "relu": torch.relu, "selu": F.selu, "silu": F.silu, "softplus": F.softplus, "gelu": F.gelu, "elu": F.elu,
    "leaky_relu": F.leaky_relu, "floor": torch.floor, "ceil": torch.ceil, "round": torch.round,
}
for name, compute in unary.items():
    for shape in everywhere:
        case(name, [t(*shape)], compute)
for name, compute, low, high in [("log", torch.log, 0.1, 5), ("sqrt", torch.sqrt, 0.1, 5),
                                 ("asin", torch.asin, -0.99, 0.99), ("acos", torch.acos, -0.99, 0.99)]:
    for shape in everywhere:
        case(name, [t(*shape, low=low, high=high)], compute)

# Kinks, infinities, NaN and the tails, element by element.
points = torch.tensor([-inf, -1e300, -745.5, -710, -100, -40, -20.5, -10, -1, -0.5, -1e-3, -1e-300, -0.0, 0.0, 1e-300,
                       1e-8, 1e-3, 0.5, 1, 1.5, 2.5, 3.5, 5, 10, 20, 20.5, 22, 36, 40, 100, 709, 710, 1e300, inf, nan])
# What PyTorch itself loses digits at (1 + erf and exp - 1 near 0, 1 - tanh^2, large angles) is compared absolutely.
absolute = {"gelu", "sin", "cos", "tan", "tanh", "elu", "selu", "silu"}
skipped = {"sin": 1e299, "cos": 1e299, "tan": 1e299}
for name, compute in {**unary, "log": torch.log, "sqrt": torch.sqrt, "asin": torch.asin, "acos": torch.acos}.items():
    limit = skipped.get(name, inf)
    for point in points:
        if limit < abs(point) < inf:
            continue
        case(name, [point], compute, relative=name not in absolute)
for slope in (0.2, 0.0, -0.5):
    case("leaky_relu", [torch.tensor([-2.0, -0.0, 0.0, 3.0])], lambda x: F.leaky_relu(x, slope), {"slope": slope})
for alpha in (0.5, 2.0):
    case("elu", [torch.tensor([-2.0, -30.0, -0.0, 0.0, 3.0])], lambda x: F.elu(x, alpha), {"alpha": alpha})
case("gelu", [torch.tensor([-20.0, -3.0, -0.5, 0.0, 0.5, 3.0, 20.0])],
     lambda x: F.gelu(x, approximate="tanh"), {"approximate": True})
case("clip", [torch.tensor([-3.0, -1.0, -0.5, 0.0, 2.0, 2.5, inf, -inf, nan])],
     lambda x: torch.clamp(x, -1.0, 2.0), {"lo": -1, "hi": 2})
case("clip", [torch.tensor([-3.0, 0.0, 3.0])], lambda x: torch.clamp(x, 1.0, -1.0), {"lo": 1, "hi": -1})
case("clip", [torch.tensor([-3.0, 0.0, 3.0])], lambda x: torch.clamp(x, min=0.0), {"lo": 0, "hi": inf})
case("step", [torch.tensor([-1.0, -0.0, 0.0, 1.0])], lambda x: torch.heaviside(x.detach(), torch.tensor(1.0)))

broadcasts = [((), ()), ((3,), ()), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 1, 3), (4, 1)), ((1,), (2, 2))]
for name, compute in {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div}.items():
    for a, b in broadcasts:
        case(name, [t(*a), t(*b, low=0.5)], compute)
for a, b in broadcasts:
    case("power", [t(*a, low=0.2), t(*b)], torch.pow)
case("divide", [torch.tensor([1.0, -1.0, 0.0, 2.0, inf]), torch.tensor([0.0, -0.0, 0.0, inf, inf])], torch.div)
bases = torch.tensor([-2.0, -2.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, -1.0, 2.0, 2.0, -8.0, inf, 0.5])
exponents = torch.tensor([2.0, 3.0, -1.0, 2.0, 1.0, 0.0, 0.5, -1.0, nan, inf, inf, -inf, 0.333, -2.0, inf])
for base, exponent in zip(bases, exponents):
    case("power", [base, exponent], torch.pow)
ties = [torch.tensor([1.0, 2.0, -1.0, 0.5]), torch.tensor([1.0, -2.0, 3.0, 0.5])]
for name, compute, call in [("max", torch.maximum, torch.amax), ("min", torch.minimum, torch.amin)]:
    for a, b in broadcasts:
        case(name, [t(*a), t(*b)], compute)
    case(name, ties, compute)
    case(name, [torch.tensor([nan, 1.0]), torch.tensor([1.0, nan])], compute)
    case(name, [torch.tensor([1.0, 2.0, 0.0]), torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 0.0, 3.0])],
         lambda a, b, c: call(torch.stack([a, b, c]), 0))
    case(name, [t(2, 1), t(3), t(), t(2, 3)],
         lambda a, b, c, d: call(torch.stack(torch.broadcast_tensors(a, b, c, d)), 0))
condition = torch.tensor([[1.0], [0.0]])
case("where", [condition, t(2, 3), t(3)], lambda c, a, b: torch.where(c != 0, a, b), fixed=(0,))
case("where", [torch.tensor([1.0, 0.0, -2.0, nan]), t(4), t()], lambda c, a, b: torch.where(c != 0, a, b), fixed=(0,))
for name, compute in {"equal": torch.eq, "not_equal": torch.ne, "less": torch.lt, "less_equal": torch.le,
                      "greater": torch.gt, "greater_equal": torch.ge}.items():
    case(name, [torch.tensor([1.0, 2.0, 3.0, nan, -0.0, inf]), torch.tensor([2.0, 2.0, 2.0, nan, 0.0, inf])],
         lambda a, b: compute(a, b).to(torch.float64))

# ---------------------------------------------------------------- reductions

file("reductions")

reduced = [((), None), ((1,), None), ((5,), 0), ((2, 3), None), ((2, 3), 1), ((2, 3), -2), ((2, 3, 4), [0, 2]),
           ((2, 3, 4), 1), ((1, 3), 0)]


def axes(axis, shape):
    return tuple(range(len(shape))) if axis is None else tuple(axis) if isinstance(axis, list) else (axis,)


def product(x, dims, keep):
    for dim in sorted((d % x.dim() for d in dims), reverse=True):
        x = x.prod(dim, keepdim=keep)
    return x


reductions = {
    "sum": lambda x, d, k: x.sum(d, keepdim=k) if d else x * 1,
    "mean": lambda x, d, k: x.mean(d, keepdim=k) if d else x * 1,
    "max": lambda x, d, k: torch.amax(x, d, keepdim=k),
    "min": lambda x, d, k: torch.amin(x, d, keepdim=k),
    "prod": product,
    "logsumexp": lambda x, d, k: torch.logsumexp(x, d, keepdim=k) if d else torch.logsumexp(x, (0,) if x.dim() else 0),
}
for name, compute in reductions.items():
    for shape, axis in reduced:
        x = distinct(*shape) if name in ("max", "min") and shape else t(*shape)
        for keep in (False, True):
            if keep and not shape:
                continue
            attributes = {"keep": keep, **({} if axis is None else {"axis": axis})}
            case(name, [x], lambda x: compute(x, axes(axis, shape), keep), attributes)
for shape, axis in reduced:
    dims = axes(axis, shape)
    attributes = {} if axis is None else {"axis": axis}
    x = t(*shape)
    if shape and x.numel() > 1 and not (shape == (1, 3)):
        for unbiased in (False, True):
            case("var", [x], lambda x: x.var(dims, unbiased=unbiased), {**attributes, "unbiased": unbiased})
            case("std", [x], lambda x: x.std(dims, unbiased=unbiased), {**attributes, "unbiased": unbiased})
    if shape:
        for p in (1, 2, 3, 2.5, 1.5, inf):
            case("norm", [x], lambda x: torch.linalg.vector_norm(x, p, dims), {**attributes, "p": p})
case("var", [torch.tensor([[1.0, 2.0, 4.0]])], lambda x: x.var(0, unbiased=False), {"axis": 0})
case("var", [torch.tensor([3.0])], lambda x: x.var(0, unbiased=True), {"axis": 0, "unbiased": True})
case("var", [torch.tensor([1e8, 1e8 + 1, 1e8 + 2])], lambda x: x.var(0, unbiased=False))
case("std", [torch.tensor([2.0, 2.0, 2.0])], lambda x: x.std(0, unbiased=False))
zeros = torch.tensor([[0.0, 0.0, 0.0], [3.0, 0.0, -4.0]])
for p in (1, 2, 3, 2.5, 1.5, inf):
    case("norm", [zeros], lambda x: torch.linalg.vector_norm(x, p, 1), {"axis": 1, "p": p})
case("norm", [torch.tensor([2.0, -2.0, 1.0])], lambda x: torch.linalg.vector_norm(x, inf), {"p": inf})
for x in ([2.0, 0.0, 3.0], [0.0, 0.0, 3.0], [0.0], [2.0, inf]):
    case("prod", [torch.tensor(x)], lambda x: x.prod(0))
for name, compute in (("max", torch.amax), ("min", torch.amin)):
    case(name, [torch.tensor([[1.0, 2.0, 2.0], [3.0, 3.0, 3.0], [1.0, 1.0, 2.0]])], lambda x: compute(x, 1), {"axis": 1})
    case(name, [torch.tensor([1.0, 1.0, 1.0, 0.0])], lambda x: compute(x, 0))
    case(name, [torch.tensor([1.0, nan, 2.0])], lambda x: compute(x, 0))
for name, compute in (("argmax", torch.argmax), ("argmin", torch.argmin)):
    for x, axis in ((distinct(3, 4), 0), (distinct(3, 4), -1), (distinct(2, 3, 2), 1), (distinct(3, 4), None),
                    (torch.tensor([1.0, 3.0, 3.0, 1.0]), 0), (torch.tensor([1.0, nan, 3.0, nan]), 0)):
        for keep in (False, True):
            if axis is None and keep:
                continue
            case(name, [x], lambda x: (compute(x, axis, keepdim=keep) if axis is not None else compute(x)).to(torch.float64),
                 {"keep": keep, **({} if axis is None else {"axis": axis})}, fixed=(0,))
for x in ([1000.0, 1000.5], [-1000.0, -1001.0], [-inf, 1.0], [-inf, -inf], [inf, 1.0], [800.0, -800.0, 0.0]):
    x = torch.tensor(x)
    case("logsumexp", [x], lambda x: torch.logsumexp(x, 0))
for shape, axis in (((4,), 0), ((2, 3), 0), ((2, 3), -1), ((2, 3, 2), 1), ((1, 1), 0)):
    case("cumsum", [t(*shape)], lambda x: torch.cumsum(x, axis), {"axis": axis})
for name, compute in (("softmax", torch.softmax), ("log_softmax", torch.log_softmax)):
    for shape, axis in (((3,), -1), ((1,), 0), ((2, 3), -1), ((2, 3), 0), ((2, 3, 2), 1), ((1, 4), 1)):
        case(name, [t(*shape)], lambda x: compute(x, axis), {"axis": axis})
    for x in ([1000.0, 1000.5, 999.0], [-1e5, 1e5], [0.0, -800.0], [-inf, 0.0, 1.0], [1e5, 1e5 + 0.25]):
        case(name, [torch.tensor(x)], lambda x: compute(x, -1), relative=True)

# ---------------------------------------------------------------- linear algebra and shape

file("linear-algebra")

for a, b in (((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((1, 1), (1, 1)), ((1, 3), (3, 1)),
             ((2, 2, 3), (3, 2)), ((2, 2, 3), (2, 3, 2)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 3), (4, 3, 2)),
             ((3,), (2, 3, 2)), ((2, 2, 3), (3,)), ((1, 2, 3), (4, 3, 2)), ((9, 6), (6, 11)), ((5, 17), (17, 6))):
    case("matmul", [t(*a), t(*b)], torch.matmul)
    if len(a) <= 2 and len(b) <= 2 and max(*a, *b) < 5:
        case("dot", [t(*a), t(*b)], torch.matmul)
case("matmul", [t(4, 40), t(40, 20)], torch.matmul)
for n, m in ((1, 1), (2, 3), (4, 1)):
    case("outer", [t(n), t(m)], torch.outer)
for shape, units in (((3,), 2), ((1, 3), 2), ((2, 3), 4), ((2, 2, 3), 1), ((8, 12), 9)):
    weight, bias = t(units, shape[-1]), t(units)
    case("dense", [t(*shape)], lambda x, weight, bias: F.linear(x, weight, bias), {"units": units},
         {"weight": weight, "bias": bias})
    case("dense", [t(*shape)], lambda x, weight: F.linear(x, weight), {"units": units, "bias": False},
         {"weight": weight})

file("shape")

case("transpose", [t(2, 3)], lambda x: x.T)
for shape, order in (((2, 3), [1, 0]), ((2, 3), [0, 1]), ((2, 3, 4), [2, 0, 1]), ((2, 3, 4), [-1, 1, -3]), ((3,), [0]),
                     ((2, 1, 3, 2), [3, 1, 0, 2])):
    case("transpose", [t(*shape)], lambda x: x.permute(order), {"axes": order})
for shape, to in (((2, 6), [3, 4]), ((2, 6), [-1]), ((2, 6), [2, -1, 3]), ((), [1, 1]), ((4,), [4]), ((1,), [])):
    case("reshape", [t(*shape)], lambda x: x.reshape(to), {"shape": to})
for shape, start in (((2, 3, 2), 0), ((2, 3, 2), 1), ((2, 3, 2), -1), ((), 0), ((3,), 0)):
    case("flatten", [t(*shape)], lambda x: x.flatten(start), {"from": start})
for shape, axis in (((1, 3, 1), None), ((1, 3, 1), 0), ((1, 3, 1), -1), ((1, 3, 1), [0, 2]), ((2, 3), None), ((1,), 0)):
    case("squeeze", [t(*shape)], lambda x: x.squeeze() if axis is None
         else x.reshape([n for i, n in enumerate(shape) if i not in [a % len(shape) for a in axes(axis, shape)]]),
         {} if axis is None else {"axis": axis})
for shape, axis in (((3,), 0), ((3,), -1), ((2, 3), 1), ((), 0)):
    case("unsqueeze", [t(*shape)], lambda x: x.unsqueeze(axis), {"axis": axis})
for shape, to in (((3,), [2, 3]), ((2, 1), [2, 4]), ((), [2, 2]), ((1, 3), [2, 2, 3]), ((2,), [2])):
    case("broadcast_to", [t(*shape)], lambda x: torch.broadcast_to(x, to), {"shape": to})
for shapes, axis in ((((2, 3), (1, 3)), 0), (((2, 1), (2, 2), (2, 3)), -1), (((2,), (3,)), 0), (((2, 1, 2), (2, 2, 2)), 1)):
    case("concat", [t(*shape) for shape in shapes], lambda *x: torch.cat(x, axis), {"axis": axis})
for shape, count, axis in (((), 3, 0), ((2,), 2, -1), ((2, 3), 2, 1), ((2, 3), 1, 0)):
    case("stack", [t(*shape) for _ in range(count)], lambda *x: torch.stack(x, axis), {"axis": axis})
array = t(4, 5)


def subscript(array, *subscripts):
    """NumPy's indexing, with negative steps, which PyTorch does not have: flip, then slice."""
    axis = 0
    for each in subscripts:
        size = array.shape[axis]
        if not isinstance(each, slice):
            array = array.select(axis, each)
            continue
        positions = torch.tensor(range(size)[each])
        array = array.index_select(axis, positions)
        axis += 1
    return array


for subscripts in ([0], [-1], [1, 2], [slice(1, 3)], [slice(None), 0], [slice(None), slice(None, None, 2)],
                   [slice(None, None, -1)], [slice(-3, -1), slice(3, None, -2)], [slice(None), slice(-2, None)],
                   [slice(0, 100), slice(4, 0, -3)], [2, slice(None, None, -1)]):
    spelled = [[x.start, x.stop, x.step] if isinstance(x, slice) else x for x in subscripts]
    case("index", [array], lambda x: subscript(x, *subscripts), {"subscripts": spelled})

# ---------------------------------------------------------------- losses

file("losses")


def each_reduction(function, operands, compute, attributes=None, fixed=(), reductions=("mean", "sum", "none"), **more):
    for reduction in reductions:
        case(function, operands, lambda *x: compute(*x, reduction), {**(attributes or {}), "reduction": reduction},
             fixed=fixed, **more)


def reduce(single, reduction):
    return single.mean() if reduction == "mean" else single.sum() if reduction == "sum" else single


pairs = [((), ()), ((1,), (1,)), ((2, 3), (2, 3)), ((2, 3), (3,)), ((4,), (4,)), ((2, 1), (2,))]
for a, b in pairs:
    each_reduction("mse", [t(*a), t(*b)], lambda p, y, r: reduce((p - y) ** 2, r))
    each_reduction("mae", [t(*a), t(*b)], lambda p, y, r: reduce((p - y).abs(), r))
    each_reduction("bce_with_logits", [t(*a), t(*b, low=0.0, high=1.0)],
                   lambda z, y, r: F.binary_cross_entropy_with_logits(*torch.broadcast_tensors(z, y), reduction=r))
    each_reduction("binary_cross_entropy", [t(*a, low=0.05, high=0.95), t(*b, low=0.0, high=1.0)],
                   lambda p, y, r: F.binary_cross_entropy(*torch.broadcast_tensors(p, y), reduction=r))
    for delta in (1, 0.5):
        each_reduction("huber", [t(*a), t(*b)],
                       lambda p, y, r: F.huber_loss(*torch.broadcast_tensors(p, y), reduction=r, delta=delta),
                       {"delta": delta})
    each_reduction("hinge", [t(*a), torch.sign(t(*b))], lambda z, y, r: reduce(F.relu(1 - y * z), r))
each_reduction("mae", [torch.tensor([1.0, 2.0]), torch.tensor([1.0, 3.0])], lambda p, y, r: F.l1_loss(p, y, reduction=r))
each_reduction("huber", [torch.tensor([1.0, 2.0, -1.0]), torch.tensor([0.0, 2.0, 0.0])],
               lambda p, y, r: F.huber_loss(p, y, reduction=r))
each_reduction("hinge", [torch.tensor([1.0, -1.0, 0.5]), torch.tensor([1.0, -1.0, 1.0])],
               lambda z, y, r: reduce(F.relu(1 - y * z), r))
each_reduction("binary_cross_entropy", [torch.tensor([0.0, 1.0, 0.0, 1.0]), torch.tensor([0.0, 1.0, 1.0, 0.0])],
               lambda p, y, r: F.binary_cross_entropy(p, y, reduction=r))
for z in (-800.0, -40.0, -1e-9, 0.0, 1e-9, 40.0, 800.0):
    each_reduction("bce_with_logits", [torch.tensor([z, z, z]), torch.tensor([0.0, 1.0, 0.25])],
                   lambda z, y, r: F.binary_cross_entropy_with_logits(z, y, reduction=r))
for shape in ((), (3,), (2, 3)):
    for reduction in ("sum", "mean", "none"):
        case("l1", [t(*shape)], lambda w: reduce(w.abs(), reduction), {"reduction": reduction})
        case("l2", [t(*shape)], lambda w: reduce(w ** 2, reduction), {"reduction": reduction})
case("l1", [torch.tensor([0.0, -1.0, 2.0])], lambda w: w.abs().sum())


def classes_second(x):
    """Our class axis is the last, PyTorch's is axis 1."""
    return x if x.dim() < 3 else x.movedim(-1, 1)


def cross_entropy(logits, target, reduction, weight=None, ignore=-100, smoothing=0.0):
    """F.cross_entropy. With `ignore`, smoothing and no weights the mean of 1.13 counts ignored examples, which was
    mended later (PyTorch issue 61309 and the release notes of 2.0); the later meaning is used."""
    hard = target.dim() < logits.dim()
    if not hard and target.shape[-1] == 1 and logits.shape[-1] != 1:
        target, hard = target.squeeze(-1), True
    if hard:
        target = target.long()
    options = dict(weight=weight, label_smoothing=smoothing)
    if hard:
        options["ignore_index"] = ignore
    else:
        target = classes_second(target)
    if reduction == "mean" and hard and smoothing and weight is None:
        total = F.cross_entropy(classes_second(logits), target, reduction="sum", **options)
        return total / (target != ignore).sum()
    return F.cross_entropy(classes_second(logits), target, reduction=reduction, **options)


for shape in ((3,), (1, 4), (4, 3), (2, 3, 4), (3, 1)):
    classes = shape[-1]
    hard, soft = ids(classes, *shape[:-1]), probabilities(*shape)
    logits, weights = t(*shape), t(classes, low=0.3, high=2.0)
    each_reduction("cross_entropy", [logits, hard], lambda z, y, r: cross_entropy(z, y, r), fixed=(1,))
    each_reduction("cross_entropy", [logits, soft], lambda z, y, r: cross_entropy(z, y, r))
    if len(shape) > 1:
        each_reduction("cross_entropy", [logits, hard, weights], lambda z, y, w, r: cross_entropy(z, y, r, w), fixed=(1, 2))
        each_reduction("cross_entropy", [logits, soft, weights], lambda z, y, w, r: cross_entropy(z, y, r, w), fixed=(2,))
        each_reduction("cross_entropy", [logits, hard, weights], lambda z, y, w, r: cross_entropy(z, y, r, w, smoothing=0.1),
                       {"label_smoothing": 0.1}, fixed=(1, 2))
        each_reduction("cross_entropy", [logits, soft, weights], lambda z, y, w, r: cross_entropy(z, y, r, w, smoothing=0.1),
                       {"label_smoothing": 0.1}, fixed=(2,))
        each_reduction("cross_entropy", [logits, hard], lambda z, y, r: cross_entropy(z, y, r, smoothing=0.2),
                       {"label_smoothing": 0.2}, fixed=(1,))
    log = torch.log_softmax(logits, -1).detach()
    each_reduction("nll", [log, hard], lambda l, y, r: F.nll_loss(classes_second(l), y.long(), reduction=r), fixed=(1,))
    each_reduction("nll", [log, soft], lambda l, y, r: reduce(-(y * l).sum(-1), r))
    each_reduction("kl_div", [log, soft], lambda l, y, r: reduce(F.kl_div(l, y, reduction="none").sum(-1), r))
for weights in (None, torch.tensor([0.5, 1.0, 2.0])):
    for smoothing in (0.0, 0.1):
        logits, target = t(5, 3), torch.tensor([0.0, 1.0, 2.0, 1.0, 0.0])
        operands = [logits, target] + ([] if weights is None else [weights])
        each_reduction("cross_entropy", operands,
                       lambda z, y, *rest: cross_entropy(z, y, rest[-1], rest[0] if len(rest) > 1 else None, 1, smoothing),
                       {"ignore": 1, "label_smoothing": smoothing}, fixed=(1, 2))
each_reduction("cross_entropy", [t(4, 3), torch.tensor([[0.0], [2.0], [1.0], [1.0]])],
               lambda z, y, r: cross_entropy(z, y, r), fixed=(1,))
each_reduction("cross_entropy", [torch.tensor([[1000.0, 0.0, -1000.0], [1e5, 1e5 + 0.5, 0.0]]), torch.tensor([1.0, 0.0])],
               lambda z, y, r: cross_entropy(z, y, r), fixed=(1,))
each_reduction("kl_div", [torch.log(torch.tensor([[0.2, 0.8], [0.5, 0.5]])), torch.tensor([[0.0, 1.0], [0.5, 0.5]])],
               lambda l, y, r: reduce(F.kl_div(l, y, reduction="none").sum(-1), r))

# ---------------------------------------------------------------- selection, padding, creation

file("selection")

for shape, where, axis in (((4,), [2.0, 0.0, 2.0], 0), ((4, 3), [3.0, -1.0], 0), ((2, 4), [1.0, 1.0], 1), ((2, 3, 2), [2.0], -2)):
    x, chosen = t(*shape), torch.tensor(where)
    case("take", [x, chosen], lambda x, i: x.index_select(axis, i.long() % shape[axis]), {"axis": axis}, fixed=(1,))
case("take", [t(4, 2), torch.tensor([[0.0, 3.0], [1.0, 1.0]])], lambda x, i: x[i.long()], fixed=(1,))
case("take", [t(4, 2), torch.tensor(2.0)], lambda x, i: x[i.long()], fixed=(1,))
for where in (torch.tensor([0.0, 2.0, 1.0]), torch.tensor([[1.0], [3.0]]), torch.tensor(2.0)):
    case("one_hot", [where], lambda i: F.one_hot(i.long(), 4).to(torch.float64), {"classes": 4}, fixed=(0,))
for where in (torch.tensor([0.0, 4.0, 4.0]), torch.tensor([[1.0, 2.0]]), torch.tensor(3.0)):
    case("embedding", [where], lambda i, weight: F.embedding(i.long(), weight), {"count": 5, "size": 3},
         {"weight": t(5, 3)}, fixed=(0,))
for shape, pads in (((3,), [[1, 2]]), ((2, 3), [[0, 1], [2, 0]]), ((1, 2, 3), [[1, 0], [1, 1], [0, 2]]), ((1, 1), [[0, 0], [3, 1]])):
    flat = [n for pair in reversed(pads) for n in pair]
    case("pad", [t(*shape)], lambda x: F.pad(x, flat), {"pads": pads})
    case("pad", [t(*shape)], lambda x: F.pad(x, flat, value=-1.5), {"pads": pads, "value": -1.5})
for mode, pytorch in (("reflect", "reflect"), ("edge", "replicate")):
    for shape, pads in (((4,), [[3, 2]]), ((3, 4), [[1, 2], [3, 0]]), ((2, 2, 3), [[0, 0], [1, 1], [0, 2]])):
        inner = pads if pads[0] != [0, 0] else pads[1:]
        flat = [n for pair in reversed(inner) for n in pair]
        lead = 2 + len(inner) - len(shape)
        case("pad", [t(*shape)], lambda x: F.pad(x[(None,) * lead], flat, mode=pytorch)[(0,) * lead],
             {"pads": pads, "mode": mode})
for n in (1, 2, 5):
    case("arange", [], lambda: torch.arange(n, dtype=torch.float64), {"n": n})
    case("eye", [], lambda: torch.eye(n), {"n": n})
    case("linspace", [], lambda: torch.linspace(-1.3, 2.4, n), {"lo": -1.3, "hi": 2.4, "n": n})
case("linspace", [], lambda: torch.linspace(0.1, 0.7, 1001), {"lo": 0.1, "hi": 0.7, "n": 1001})
case("zeros", [], lambda: torch.zeros(2, 3), {"shape": [2, 3]})
case("ones", [], lambda: torch.ones(()), {"shape": []})

# ---------------------------------------------------------------- convolution and pooling

file("convolution")


def convolve(name, compute, shape, outputs, kernel, weight_shape, bias=True, **options):
    attributes = {"channels": outputs, "kernel": kernel, **{k: v for k, v in options.items()}}
    parameters = {"weight": t(*weight_shape)}
    if bias:
        parameters["bias"] = t(outputs)
    else:
        attributes["bias"] = False
    case(name, [t(*shape)], lambda x, weight, bias=None: compute(x, weight, bias, **options), attributes, parameters)


for options in ({}, {"stride": 2}, {"padding": 1}, {"padding": 2, "stride": 2}, {"dilation": 2}, {"padding": "same"}):
    for shape in ((1, 2, 5), (2, 2, 6), (2, 7)):
        convolve("conv1d", F.conv1d, shape, 3, 3, (3, 2, 3), **options)
convolve("conv1d", F.conv1d, (2, 4, 6), 4, 2, (4, 2, 2), groups=2, padding="same", bias=False)
for options in ({}, {"stride": 2}, {"padding": 1}, {"padding": [0, 2], "stride": [2, 1]}, {"dilation": [1, 2]},
                {"padding": "same"}, {"padding": "same", "dilation": 2}):
    for shape in ((1, 2, 5, 6), (2, 2, 6, 5), (2, 5, 5)):
        convolve("conv2d", F.conv2d, shape, 3, [3, 2], (3, 2, 3, 2), **options)
convolve("conv2d", F.conv2d, (2, 4, 5, 5), 6, 3, (6, 2, 3, 3), groups=2, stride=2, padding=1)
convolve("conv2d", F.conv2d, (1, 3, 4, 4), 6, 3, (6, 1, 3, 3), groups=3, padding=1, bias=False)
convolve("conv2d", F.conv2d, (2, 3, 3, 4), 5, 1, (5, 3, 1, 1))
convolve("conv2d", F.conv2d, (1, 1, 1, 1), 1, 1, (1, 1, 1, 1))
convolve("conv2d", F.conv2d, (2, 3, 4, 4), 2, 1, (2, 3, 1, 1), stride=2, bias=False)
convolve("conv2d", F.conv2d, (1, 1, 4, 4), 2, 4, (2, 1, 4, 4), padding="same")
convolve("conv2d", F.conv2d, (1, 2, 9, 8), 5, 3, (5, 2, 3, 3), padding=3, stride=3)
for options in ({}, {"stride": 2}, {"stride": 2, "padding": 1, "output_padding": 1}, {"padding": [1, 0], "stride": [1, 3]},
                {"dilation": 2}, {"dilation": [2, 1], "output_padding": [1, 0]}):
    for shape in ((1, 2, 3, 4), (2, 2, 2, 2), (2, 3, 3)):
        convolve("conv_transpose2d", F.conv_transpose2d, shape, 3, [2, 3], (2, 3, 2, 3), **options)
convolve("conv_transpose2d", F.conv_transpose2d, (2, 4, 3, 3), 6, 3, (4, 3, 3, 3), groups=2, stride=2, bias=False)

for shape in ((1, 2, 4, 6), (2, 1, 5, 5), (2, 4, 4)):
    for size, stride, padding in ((2, None, 0), (3, 2, 1), ([2, 3], [1, 2], [1, 0])):
        attributes = {"size": size, "padding": padding, **({} if stride is None else {"stride": stride})}
        case("max_pool2d", [distinct(*shape)], lambda x: F.max_pool2d(x, size, stride, padding), attributes)
        for count in (True, False):
            case("avg_pool2d", [t(*shape)], lambda x: F.avg_pool2d(x, size, stride, padding, count_include_pad=count),
                 {**attributes, "count_padding": count})
for shape in ((1, 2, 6), (2, 1, 5), (2, 7)):
    for size, stride, padding in ((2, None, 0), (3, 2, 1)):
        attributes = {"size": size, "padding": padding, **({} if stride is None else {"stride": stride})}
        case("max_pool1d", [distinct(*shape)], lambda x: F.max_pool1d(x, size, stride, padding), attributes)
        for count in (True, False):
            case("avg_pool1d", [t(*shape)], lambda x: F.avg_pool1d(x, size, stride, padding, count_include_pad=count),
                 {**attributes, "count_padding": count})
case("max_pool2d", [torch.tensor([[[1.0, 1.0, 0.0], [1.0, 1.0, 2.0], [2.0, 2.0, 2.0]]])],
     lambda x: F.max_pool2d(x, 2, 1), {"size": 2, "stride": 1})
case("max_pool2d", [torch.tensor([[[1.0, nan], [-inf, 3.0]], [[-inf, -inf], [-inf, -inf]]])],
     lambda x: F.max_pool2d(x, 2), {"size": 2})
for shape in ((2, 3, 2, 4), (1, 1, 1, 1), (3, 2, 2)):
    case("global_avg_pool", [t(*shape)], lambda x: x.mean((-2, -1)))

# ---------------------------------------------------------------- normalising layers

file("normalisation")


def channel_shape(x):
    return (1, -1) + (1,) * (x.dim() - 2)


def batch_norm(x, weight, bias=None, eps=1e-5):
    """As F.batch_norm in training, which refuses a single value per channel."""
    dims = [d for d in range(x.dim()) if d != 1]
    mean, variance = x.mean(dims), x.var(dims, unbiased=False)
    shape = channel_shape(x)
    y = (x - mean.reshape(shape)) / torch.sqrt(variance.reshape(shape) + eps) * weight.reshape(shape)
    return y if bias is None else y + bias.reshape(shape)


for shape in ((4, 3), (2, 3, 4), (2, 3, 2, 3), (1, 2, 3)):
    channels = shape[1]
    owned = {"weight": t(channels), "bias": t(channels)}
    case("batch_norm", [t(*shape)], lambda x, weight, bias: F.batch_norm(x, None, None, weight, bias, True), {}, owned)
    case("batch_norm", [t(*shape)], lambda x, weight: batch_norm(x, weight), {"bias": False}, {"weight": t(channels)})
    case("batch_norm", [t(*shape)], lambda x, weight, bias: F.batch_norm(x, None, None, weight, bias, True, eps=0.5),
         {"eps": 0.5}, owned)
    case("batch_norm", [t(*shape), t(channels), t(channels, low=0.3)],
         lambda x, mean, variance, weight, bias: (x - mean.reshape(channel_shape(x)))
         / torch.sqrt(variance.reshape(channel_shape(x)) + 1e-5) * weight.reshape(channel_shape(x))
         + bias.reshape(channel_shape(x)), {}, owned)
    case("batch_norm", [t(*shape)],
         lambda x, weight, bias: F.batch_norm(x, torch.zeros(channels), torch.ones(channels), weight, bias, False),
         {}, owned)
    current[-1]["inference"] = True
case("batch_norm", [t(1, 2)], batch_norm, {}, {"weight": t(2), "bias": t(2)})
for shape, count in (((4,), 1), ((2, 3), 1), ((2, 3), 2), ((2, 3, 4), 1), ((2, 3, 4), 2), ((1, 1), 1)):
    normal = shape[len(shape) - count:]
    case("layer_norm", [t(*shape)], lambda x, weight, bias: F.layer_norm(x, normal, weight, bias), {"axes": count},
         {"weight": t(*normal), "bias": t(*normal)})
    case("layer_norm", [t(*shape)], lambda x, weight: F.layer_norm(x, normal, weight, None, 0.1),
         {"axes": count, "eps": 0.1, "bias": False}, {"weight": t(*normal)})
    dims = tuple(range(-count, 0))
    case("rms_norm", [t(*shape)], lambda x, weight: x * torch.rsqrt((x * x).mean(dims, keepdim=True) + 1e-5) * weight,
         {"axes": count}, {"weight": t(*normal)})
for shape, groups in (((2, 4), 2), ((2, 4, 3), 2), ((1, 6, 2, 2), 3), ((2, 3, 2), 1), ((2, 3, 2), 3)):
    owned = {"weight": t(shape[1]), "bias": t(shape[1])}
    case("group_norm", [t(*shape)], lambda x, weight, bias: F.group_norm(x, groups, weight, bias), {"groups": groups}, owned)
    case("group_norm", [t(*shape)], lambda x, weight, bias: F.group_norm(x, groups, weight, bias, 0.1),
         {"groups": groups, "eps": 0.1}, owned)

# ---------------------------------------------------------------- attention and recurrent layers

file("sequences")

loose = 1e-10


def attend(q, k, v, causal):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if causal:
        hidden = torch.ones(q.shape[-2], k.shape[-2]).triu(1).bool()
        scores = scores.masked_fill(hidden, -inf)
    return torch.softmax(scores, -1) @ v


for q, k in (((3, 4), (3, 4)), ((1, 3, 2), (1, 5, 2)), ((2, 3, 4), (2, 3, 4)), ((2, 2, 3, 2), (2, 2, 4, 2)), ((1, 1), (1, 1)),
             ((2, 4, 2), (3, 2))):
    for causal in (False, True):
        case("attention", [t(*q), t(*k), t(*k[:-1], 3)], lambda q, k, v: attend(q, k, v, causal), {"causal": causal},
             tolerance=loose)


def multi_head(q, k, v, heads, causal, in_proj_weight, out_proj_weight, in_proj_bias=None, out_proj_bias=None):
    mask = torch.ones(q.shape[-2], k.shape[-2]).triu(1).bool() if causal else None
    sequences = [x.transpose(0, 1) if x.dim() == 3 else x[:, None] for x in (q, k, v)]
    size = q.shape[-1]
    y, _ = F.multi_head_attention_forward(*sequences, size, heads, in_proj_weight, in_proj_bias, None, None, False, 0.0,
                                          out_proj_weight, out_proj_bias, need_weights=False, attn_mask=mask)
    return y.transpose(0, 1) if q.dim() == 3 else y[:, 0]


for shape, sources, heads in (((2, 3, 4), 3, 2), ((1, 2, 6), 4, 3), ((3, 4), 3, 1), ((1, 1, 2), 1, 2)):
    size = shape[-1]
    other = (*shape[:-2], sources, size)
    owned = {"in_proj_weight": t(3 * size, size), "in_proj_bias": t(3 * size), "out_proj.weight": t(size, size),
             "out_proj.bias": t(size)}
    for causal in (False, True):
        case("multi_head_attention", [t(*shape), t(*other), t(*other)],
             lambda q, k, v, **p: multi_head(q, k, v, heads, causal, **p), {"heads": heads, "causal": causal}, owned,
             tolerance=loose)
    case("multi_head_attention", [t(*shape), t(*other), t(*other)],
         lambda q, k, v, **p: multi_head(q, k, v, heads, False, **p), {"heads": heads, "bias": False},
         {name: x for name, x in owned.items() if "weight" in name}, tolerance=loose)

for name, gates in (("rnn", 1), ("lstm", 4), ("gru", 3)):
    for shape, units in (((1, 3, 2), 2), ((2, 4, 3), 2), ((3, 1, 2), 3), ((4, 2), 3), ((1, 1, 1), 1)):
        for bias in (True, False):
            owned = {"weight_ih": t(gates * units, shape[-1]), "weight_hh": t(gates * units, units)}
            if bias:
                owned.update(bias_ih=t(gates * units), bias_hh=t(gates * units))

            def run(x, **p):
                batched = x if x.dim() == 3 else x[None]
                start = torch.zeros(1, batched.shape[0], units)
                weights = list(p.values())
                call = {"rnn": torch.rnn_tanh, "lstm": torch.lstm, "gru": torch.gru}[name]
                y = call(batched, (start, start) if name == "lstm" else start, weights, bias, 1, 0.0, True, False, True)[0]
                return y if x.dim() == 3 else y[0]

            case(name, [t(*shape)], run, {"units": units, **({} if bias else {"bias": False})}, owned, tolerance=loose)
case("lstm", [t(2, 40, 3)], lambda x, **p: torch.lstm(x, (torch.zeros(1, 2, 2),) * 2, list(p.values()), True, 1, 0.0, True,
                                                     False, True)[0], {"units": 2},
     {"weight_ih": t(8, 3), "weight_hh": t(8, 2), "bias_ih": t(8), "bias_hh": t(8)}, tolerance=loose)

# ---------------------------------------------------------------- out

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
os.makedirs(folder, exist_ok=True)
for name, cases in files.items():
    path = os.path.join(folder, f"{name}.json")
    with open(path, "w") as out:
        out.write('{"pytorch":' + json.dumps(torch.__version__) + ',"cases":[\n')
        out.write(",\n".join(json.dumps(each, separators=(",", ":")) for each in cases))
        out.write("\n]}\n")
    print(f"{name}: {len(cases)} cases, {os.path.getsize(path)} bytes")
