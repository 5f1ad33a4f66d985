"""Numbers of the section on expressions: NumPy's indexing and products, the rest by hand."""

import math

import numpy
import torch

from expectation import leaf, network

section.case(
    "precedence",
    {
        "N": network(
            {
                "x": 2,
                "y": 3,
                "a": 7,
                "b": 9,
                "c": -5,
                "d": 4,
                "e": -4,
                "g": 0.25,
                "h": 512,
                "i": 0.5,
                "j": -6,
                "k": -6,
                "l": 1,
                "m": 1,
                "n": 3,
                "o": math.sqrt(2),
                "p": math.e,
                "q": math.exp(2) + 1,
                "r": -4,
                "s": 2,
                "t": 2,
                "u": 16,
            }
        )
    },
)

section.case(
    "pipes",
    {
        "N": network(
            {
                "x": [[1, -2], [3, -4]],
                "a": [[1, 0], [3, 0]],
                "b": [[1, 0], [3, 0]],
                "c": [4, -6],
                "d": -4,
                "e": [[3, -6], [9, -12]],
                "g": 5,
                "h": [[1], [3]],
            }
        )
    },
)

a, v, w = leaf(1.0), leaf([1.0, 2.0]), leaf([3.0, 4.0])
two, three, five = torch.tensor(2.0), torch.tensor(3.0), torch.tensor(5.0)
L = (torch.stack([v, w]) * torch.tensor([[1.0, 2], [3, 4]])).sum() + torch.stack([a, a, five]).sum()
section.case(
    "stacking",
    {
        "N": network(
            {
                "a": a,
                "v": v,
                "w": w,
                "b": [1, 2, 3],
                "c": [[1, 2], [3, 4], [4, 6]],
                "d": [[[1, 2], [3, 4]], [[3, 4], [1, 2]]],
                "e": [[1, 2], [3, 1]],
                "g": [[1, 2]],
                "h": [4],
                "L": L,
            },
            "L",
        )
    },
)

x = leaf([[1.0, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
n = x.detach().numpy()
L = (x[::2, 1:3] * torch.tensor([[1.0, 2], [3, 4]])).sum() + x[1, 1] ** 2
indexed = {
    "a": n[0],
    "b": n[1, 2],
    "c": n[1:3],
    "d": n[:, 0],
    "e": n[-1],
    "g": n[::2],
    "h": n[::-1],
    "i": n[0, 1:],
    "j": n[:2, ::2],
    "k": n[-2:, -1],
    "l": n[0][1],
    "m": n[:, ::-3],
    "n": n[1:100],
    "o": n[2:0:-1, 3],
    "p": n[:],
    "q": n[-1, -1],
    "r": n[0:1, 0:1],
    "s": (n + 1)[0, 0],
    "t": n[-100:1, 0],
}
values = {name: torch.tensor(numpy.array(value)) for name, value in indexed.items()}
section.case("indexing", {"N": network({"x": x, **values, "L": L}, "L")})

A, B = leaf([[1.0, 2, 3], [4, 5, 6]]), leaf([[1.0, -1], [2, 0.5], [0, 3]])
u, v = leaf([1.0, 2, 3]), leaf([1.0, -1])
S = leaf([[[1.0, 2], [3, 4]], [[5, 6], [7, 8]], [[0, 1], [1, 0]]])
vAu = v @ A @ u
L = ((A @ B) ** 2).sum() + vAu + (S @ A).sum() + (S @ v * torch.tensor([1.0, 2])).sum() + (v @ S).sum()
products = {
    "a": A @ B,
    "b": A @ u,
    "c": v @ A,
    "d": u @ u,
    "e": S @ v,
    "g": S @ A,
    "h": v @ S,
    "i": S @ S,
    "j": 2 * A @ B,
}
products = {name: value.detach() for name, value in products.items()}
section.case(
    "matmul",
    {"N": network({"A": A, "B": B, "u": u, "v": v, "S": S, **products, "L": L}, "L")},
)

transposed = [[1, 4], [2, 5], [3, 6]]
section.case(
    "transpose-is-for-matrices",
    {
        "N": network(
            {
                "A": [[1, 2, 3], [4, 5, 6]],
                "v": [1, 2],
                "S": [[[1, 1], [1, 1]], [[1, 1], [1, 1]]],
                "a": transposed,
                "b": transposed,
            },
            shapes={"a": "[3, 2]"},
        )
    },
)
section.case("arguments", {"N": network({"x": [1, -2], "h": [1, -1]})})
x = leaf([1.0, 2.0])
section.case("errors-do-not-cascade", {"N": network({"x": x, "f": x.sum()}, "f")})

x = leaf([3.0, 1.0, 2.0])
two = torch.tensor(2.0)
a, b, d = x.amax(), torch.maximum(x, two), x.amin()
c = torch.maximum(torch.maximum(x, torch.tensor([1.0, 5, 1])), two)
e = torch.minimum(torch.minimum(x, two), torch.tensor([9.0, 0, 9]))
L = a + b.sum() + (c * torch.tensor([1.0, 2, 3])).sum() + d + e.sum()
values = {"x": x, "a": a, "b": b, "c": c, "d": d, "e": e, "g": x.amax(0).detach(), "L": L}
section.case("minimum-and-maximum", {"N": network(values, "L")})
