"""Writes what `nn eval FILE --json` has to say of the contract's programs, beside each as NAME.expected.json.

A program says itself where it is wrong and how its checks end, by markers at the ends of lines (README.md). What a
section's expected.py adds are numbers: they come from PyTorch, NumPy or a calculation by hand, never from our own code.
"""

import json
import math
import pathlib
import re
import unicodedata

import torch

torch.set_default_dtype(torch.float64)

MARKER = re.compile(r"//!\s*([a-z-]+)(?:\s+([a-z-]+))?\s*$")
NETWORK = re.compile(r"^\s*network\s+(\w+)", re.MULTILINE)
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SEVERITIES = ("error", "warning", "information", "hint")
STATUSES = ("passed", "failed", "truncated", "not-evaluated")


def leaf(value):
    """A tensor that gradients are taken by."""
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def constant(value):
    """A tensor without gradient."""
    return torch.as_tensor(value, dtype=torch.float64)


def data(value):
    """Nested lists as in the JSON form: what is not finite is a string."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    if isinstance(value, (list, tuple)):
        return [data(element) for element in value]
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return int(value) if value == int(value) and abs(value) < 1e15 else float(value)


def tensor(value):
    """The JSON form of one value."""
    value = torch.as_tensor(value)
    return {"shape": list(value.shape), "data": data(value)}


def statistics(value):
    """The JSON form of a value of more than 10,000 elements."""
    value = torch.as_tensor(value)
    return {
        "shape": list(value.shape),
        "mean": value.mean().item(),
        "std": value.std(unbiased=False).item(),
        "min": value.min().item(),
        "max": value.max().item(),
    }


def network(values, objective=None, gradients=None, **more):
    """What is expected of one network.

    `values` are all of its names; `gradients` are taken by PyTorch for those that the objective depends on, and
    `gradients` adds or (None) takes away what PyTorch sees differently. `more`: `shapes`, `parameterCount`.
    """
    expected = {"objective": objective}
    expected["values"] = {name: tensor(value) for name, value in values.items()}
    expected["gradients"] = {}
    if objective is not None:
        found = gradients_of(values[objective], values)
        for name, value in (gradients or {}).items():
            found[name] = value
        expected["gradients"] = {
            name: tensor(value) for name, value in found.items() if value is not None
        }
    expected.update(more)
    return expected


def gradients_of(objective, values):
    candidates = {
        name: value
        for name, value in values.items()
        if isinstance(value, torch.Tensor) and value.requires_grad
    }
    if not isinstance(objective, torch.Tensor) or not objective.requires_grad:
        return {}
    found = torch.autograd.grad(
        objective, list(candidates.values()), allow_unused=True, retain_graph=True
    )
    return {
        name: value for name, value in zip(candidates, found) if value is not None
    }


def by_value(numerator, denominator):
    """∂numerator/∂denominator, 0 where there is none."""
    (found,) = torch.autograd.grad(
        numerator, [denominator], allow_unused=True, retain_graph=True
    )
    return torch.zeros_like(denominator) if found is None else found.detach()


def dump(expected):
    """JSON with a line for each row of numbers."""
    text = json.dumps(expected, indent=1, ensure_ascii=False)
    rows = re.compile(r"\[\s+([^\[\]{}]*?)\s+\]")
    return rows.sub(lambda row: "[" + re.sub(r",\s+", ", ", row[1]) + "]", text) + "\n"


class Section:
    """The programs of one folder."""

    def __init__(self, script):
        self.folder = pathlib.Path(script).parent
        self.cases = {}

    def case(self, name, networks=None, columns=None, only=None, **more):
        """`networks` by name, `only` where not all that the text seems to have are expected; `columns` by line: the text that a diagnostic's range starts at. `more` as in README.md."""
        if not (self.folder / f"{name}.nn").exists() and "program" not in more:
            raise SystemExit(f"no program for the case {self.folder.name}/{name}")
        self.cases[name] = {
            "networks": networks or {},
            "columns": columns or {},
            "only": only,
            "more": more,
        }

    def write(self):
        """One NAME.expected.json for every program, also where expected.py says nothing of it."""
        names = {path.stem for path in self.folder.glob("*.nn")} | set(self.cases)
        for name in sorted(names):
            case = self.cases.get(name, {"networks": {}, "columns": {}, "only": None, "more": {}})
            path = self.folder / f"{name}.nn"
            if "program" in case["more"]:
                path = self.folder / case["more"]["program"]
            with open(path, encoding="utf-8-sig", newline="") as file:
                text = file.read()
            expected = expectation_of(text, **case)
            target = self.folder / f"{name}.expected.json"
            target.write_text(dump(expected), encoding="utf-8")
        return len(names)


def expectation_of(text, networks, columns, only, more):
    lines = text.split("\n")
    diagnostics = []
    checks = {name: [] for name in NETWORK.findall(BLOCK_COMMENT.sub("", text))}
    inside = None
    for number, line in enumerate(lines, start=1):
        opening = NETWORK.match(line)
        if opening:
            inside = opening.group(1)
        marker = MARKER.search(line)
        kind, code = marker.groups() if marker else (None, None)
        if kind is not None and kind not in SEVERITIES + STATUSES:
            raise SystemExit(f"what does {kind} mean in line {number}?\n{text}")
        if kind in SEVERITIES:
            diagnostics.append(diagnostic(number, kind, code, line, columns))
        if kind == "failed":
            diagnostics.append(
                diagnostic(number, "error", "check-failed", line, columns)
            )
        if kind == "truncated":
            diagnostics.append(diagnostic(number, "warning", None, line, columns))
        if line.lstrip().startswith("expect ") and kind != "error":
            status = kind if kind in STATUSES else "passed"
            checks[inside].append({"line": number, "status": status})
    failed = any(found["severity"] == "error" for found in diagnostics)
    expected = {"status": 1 if failed else 0, "ok": not failed, "networks": []}
    for name, found in checks.items():
        if only is not None and name not in only:
            continue
        about = {"name": unicodedata.normalize("NFC", name), **networks.get(name, {})}
        if found:
            about["checks"] = [
                {**check, **about.get("actual", {}).get(check["line"], {})}
                for check in found
            ]
        about.pop("actual", None)
        expected["networks"].append(about)
    for name in networks:
        if name not in checks:
            raise SystemExit(f"no network {name} in\n{text}")
    expected["diagnostics"] = diagnostics
    expected.update(more)
    return expected


def diagnostic(number, severity, code, line, columns):
    found = {"line": number, "severity": severity}
    if code is not None:
        found["code"] = code
    if number in columns:
        before = line[: line.index(columns[number])]
        found["column"] = len(before.encode("utf-16-le")) // 2 + 1
    return found
