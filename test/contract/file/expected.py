"""Numbers of the section on files: functions, constants, scopes."""

import math

import torch

from expectation import leaf, network

x = leaf([1.0, 1.0, 1.0])
y = x * 2 * 4
section.case("any-order", {"N": network({"x": x, "y": y, "L": y.sum()}, "L")})

x = leaf([-1.0, 0.0, 2.0])
swish = x * torch.sigmoid(x)
section.case(
    "functions",
    {
        "N": network(
            {
                "x": x,
                "a": x * torch.sigmoid(x),
                "b": 3 * x + 1,
                "c": 3 * x + 2,
                "d": 7,
                "e": 7,
                "L": (3 * swish + 1).sum(),
            },
            "L",
        )
    },
)

section.case(
    "function-shapes-at-each-call",
    {
        "N": network(
            {"a": [1, 3], "b": [[1, 2], [3, 6]], "x": [-1, 1], "y": [[-2, -1], [0, 3]]},
            shapes={"x": "[2]", "y": "[2, 2]"},
        )
    },
)

section.case(
    "hiding",
    {
        "N": network({"x": 2, "y": 30}),
        "M": network({"c": 5, "y": 6}),
        "K": network({"x": [4]}),
    },
)

x = leaf([1.0, 2.0, 6.0])
section.case(
    "values-and-functions-do-not-share",
    {"N": network({"x": x, "mean": x.mean(), "relu": 9, "y": 9}, "mean")},
)

# A name that is taken makes no network.
section.case("built-in-functions-are-not-redefined", only=[])
section.case("network-and-function-share-a-namespace", only=[])

section.case(
    "constants",
    {"N": network({"x": [[1, 2], [3, 4]], "y": [[6, 12], [18, 24]], "s": math.sin(math.pi / 6)})},
)
