"""Numbers of the shaping functions: from PyTorch and NumPy."""

import numpy
import torch

from expectation import constant, leaf, network

a, b, v = leaf([[1.0, 2], [3, 4]]), leaf([[5.0, 6], [7, 8]]), leaf([9.0, 10])
c, d, h, i = torch.cat([a, b]), torch.cat([a, b], 1), torch.stack([a, b], 1), torch.stack([v, v], -1)
L = (c * c).sum() + (d * constant([[1.0, 2, 3, 4], [5, 6, 7, 8]])).sum() + (h**3).sum()
L = L + (i * constant([[1.0, 2], [3, 4]])).sum()
section.case(
    "joining",
    {
        "N": network(
            {
                **{"a": a, "b": b, "v": v, "c": c, "d": d, "h": h, "i": i, "L": L},
                "e": torch.cat([a, b, a], -1).detach(),
                "g": torch.stack([a, b]).detach(),
            },
            "L",
        )
    },
)

x = leaf([[[1.0, 2, 3]], [[4, 5, 6]]])
a, i, k = x.squeeze(), x.flatten(1), x.expand(2, 4, 3)
other = {
    "b": x.squeeze(1),
    "c": x.squeeze(1),
    "d": x.unsqueeze(0),
    "e": x.unsqueeze(-1),
    "g": x.unsqueeze(2),
    "h": x.flatten(),
    "j": constant([[1.0, 2, 3], [1, 2, 3]]),
}
other = {name: value.detach() for name, value in other.items()}
L = (a * a).sum() + (k * k).sum() + (i**3).sum()
section.case("axes", {"N": network({"x": x, "a": a, "i": i, "k": k, **other, "L": L}, "L")})

section.case(
    "making",
    {
        "N": network(
            {
                "x": [[1, 2], [3, 4], [5, 6]],
                "a": [0, 1, 2, 3],
                "b": [0, 0.25, 0.5, 0.75, 1],
                "c": [[0, 0, 0], [0, 0, 0]],
                "d": [[1, 1], [1, 1], [1, 1]],
                "e": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
                "g": [[0, 0, 1], [1, 0, 0]],
                "h": [2],
                "i": [0, 1, 2],
            }
        )
    },
)

x = leaf([[1.0, 2, 3], [4, 5, 6]])


def padded(pads, **how):
    """NumPy's pad, by the indices of the elements, so that PyTorch sees where each comes from."""
    where = numpy.pad(numpy.arange(6).reshape(2, 3), pads, **how)
    return x.flatten()[torch.tensor(where)]


a = torch.nn.functional.pad(x, (0, 2, 1, 0))
b = torch.nn.functional.pad(x, (1, 1), value=9)
c = padded([(1, 1), (2, 1)], mode="reflect")
d = padded([(1, 1), (2, 2)], mode="edge")
L = (a * a).sum() + (b * b).sum() + (c * c).sum() + (d**3).sum()
section.case("padding", {"N": network({"x": x, "a": a, "b": b, "c": c, "d": d, "L": L}, "L")})

x = leaf([[1.0, 2, 3], [4, 5, 6]])
a, b = x[torch.tensor([1, 0, 1])], x[:, torch.tensor([2, 0])]
L = (a * constant([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])).sum() + (b * b).sum()
section.case(
    "taking",
    {
        "N": network(
            {
                "x": x,
                "ids": [1, 0, 1],
                "a": a,
                "b": b,
                "c": x[torch.tensor([[0, 1], [1, 1]])].detach(),
                "L": L,
            },
            "L",
        )
    },
)
