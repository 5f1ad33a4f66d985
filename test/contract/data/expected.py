"""Numbers of the section on data: datasets, CSV files, imports."""

import torch

from expectation import leaf, network

a = leaf([[0.0, 0], [0, 1], [1, 0], [1, 1]])
b = leaf([[0.0], [1], [1], [-1.5]])
section.case(
    "inline-dataset",
    {
        "N": network(
            {
                "a": a,
                "b": b,
                "c": [0, 1, 1, -1.5],
                "d": [[0, 0], [0, 1], [1, 0], [1, 1]],
                "e": [[0], [1], [1], [-1.5]],
                "g": [[0], [1], [0], [1]],
                "h": [[0, 0], [2, 0], [2, 2], [-3, 2]],
                "f": a.sum() + b.sum() + 4,
            },
            "f",
            shapes={"a": "[batch, 2]", "g": "[4, 1]"},
        )
    },
)

section.case(
    "text-becomes-classes",
    {
        "N": network(
            {
                "x": [[10, 0], [2.5, 1], [-0.5, 0]],
                "y": [[0], [1], [0]],
                "z": [0, 1, 0],
                "t": [[0, 1], [1, 0], [0, 1]],
            }
        )
    },
)
section.case("one-line-dataset", {"N": network({"x": [[0], [3]], "w": [[1], [4]], "y": [[2], [5]]})})

x = leaf([[3.5, 5.1], [3.2, 7.0], [3.3, -6.3]])
section.case("csv", {"N": network({"x": x, "y": [0, 1, 0], "n": x.sum() + 3}, "n")})

x, w = leaf([1.0, 2.0]), leaf([0.5, 0.5])
b = x * w * 10
section.case(
    "import",
    {"N": network({"x": x, "b": b, "b.w": w, "L": (b * 2).sum() + 4}, "L", partial=True)},
)
