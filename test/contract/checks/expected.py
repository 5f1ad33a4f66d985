"""What the checks have found, where it is worth looking at."""

section.case("equal", {"N": {"actual": {6: {"actual": 0.3, "text": "x == 0.3000000001"}, 13: {"actual": [1, 2, 3]}}}})
