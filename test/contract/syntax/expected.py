"""What still has a value in programs that do not parse."""

section.case(
    "no-value-of-half-a-statement",
    {
        "Definitions": {
            "objective": None,
            "values": {"x": {"data": 3}, "k": {"data": 4}},
            "gradients": {},
        },
        "Whole": {
            "values": {"x": {"data": 3}, "f": {"data": 6}},
            "gradients": {"x": {"data": 2}, "f": {"data": 1}},
        },
        "Parameters": {"values": {}, "gradients": {}, "shapes": {"w": "[2]", "f": "[]"}},
    },
)
