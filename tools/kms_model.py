#!/usr/bin/python3
"""Writes kms/model/tables.inc from kms/model/kms-api.json and amendments.json.

kms_model.py          writes the file
kms_model.py --check  fails when the file is not what the two JSON files give
"""

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "kms/model"
TYPES = {"string": "kString", "integer": "kInteger", "boolean": "kBoolean", "timestamp": "kTimestamp",
         "blob": "kBlob", "list": "kList", "map": "kMap", "structure": "kStructure"}
UNBOUNDED = {"min": "kNoMinimum", "max": "kNoMaximum"}


def load():
    """The operations and shapes of the API, amended; the secret members as (shape, member)."""
    api = json.loads((FOLDER / "kms-api.json").read_text(encoding="utf-8"))
    amendments = json.loads((FOLDER / "amendments.json").read_text(encoding="utf-8"))
    shapes = {name: shape for name, shape in api["shapes"].items()
              if not shape.get("exception") and name != "ErrorMessageType"}
    for name, shape in amendments["shapes"].items():
        if name in shapes:
            sys.exit(f"amendments.json: {name} is in kms-api.json")
        shapes[name] = shape
    for name, members in amendments["members"].items():
        for member, shape in members.items():
            if member == "rule":
                continue
            if member in shapes[name]["members"]:
                sys.exit(f"amendments.json: {name}.{member} is in kms-api.json")
            shapes[name]["members"][member] = {"shape": shape}
    for name, amended in amendments["required"].items():
        shapes[name]["required"] = amended["members"]
    for name, amended in amendments["enum_order"].items():
        first = amended["first"]
        if not set(first) <= set(shapes[name]["enum"]):
            sys.exit(f"amendments.json: {name} has other values")
        shapes[name]["enum"] = first + [value for value in shapes[name]["enum"] if value not in first]
    secrets = {(name, member) for name, amended in amendments["secret"].items()
               for member in amended["members"]}
    for name in amendments["unshown"]["shapes"]:
        shapes[name]["unshown"] = True
    return api["operations"], dict(sorted(shapes.items())), secrets


def literal(text):
    """A C++ string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def camel(name):
    """The member as messages and audit records spell it (K6.10): its first letter lower-cased."""
    return name[0].lower() + name[1:]


def array(kind, name, rows):
    """One table."""
    lines = [f"constexpr std::array<{kind}, {len(rows)}> {name} = {{{{"]
    return lines + [f"    {row}," for row in rows] + ["}};", ""]


def shape_rows(shapes, secrets):
    """The rows of the tables of shapes, members and enum values."""
    number = {name: index for index, name in enumerate(shapes)}
    rows, members, values = [], [], []
    patterns = 0
    for name, shape in shapes.items():
        kind = shape["type"]
        first, count, element = 0, 0, "kNoShape"
        if kind == "structure":
            first, count = len(members), len(shape["members"])
            required = shape.get("required", [])
            for member, target in shape["members"].items():
                sensitive = shapes[target["shape"]].get("sensitive", False)
                secret = sensitive or (name, member) in secrets
                unshown = secret or shapes[target["shape"]].get("unshown", False)
                members.append("{%s, %s, %d, %s, %s, %s}" % (
                    literal(member), literal(camel(member)), number[target["shape"]],
                    str(member in required).lower(), str(secret).lower(), str(unshown).lower()))
        elif "enum" in shape:
            first, count = len(values), len(shape["enum"])
            values += [literal(value) for value in shape["enum"]]
        elif kind == "list":
            element = number[shape["member"]["shape"]]
        elif kind == "map":
            element = number[shape["value"]["shape"]]
        pattern = -1
        if "pattern" in shape:
            pattern, patterns = patterns, patterns + 1
        rows.append("{%s, ShapeType::%s, %s, %s, %s, %s, %d, %d, %d, %s}" % (
            literal(name), TYPES[kind], str(shape.get("sensitive", False)).lower(),
            shape.get("min", UNBOUNDED["min"]), shape.get("max", UNBOUNDED["max"]),
            literal(shape.get("pattern", "")), pattern, first, count, element))
    return number, rows, members, values, patterns


def render():
    """The whole text of tables.inc."""
    operations, shapes, secrets = load()
    number, rows, members, values, patterns = shape_rows(shapes, secrets)
    calls, errors = [], []
    for name, operation in sorted(operations.items()):
        output = operation["output"]
        calls.append("{%s, %d, %s, %d, %d}" % (
            literal(name), number[operation["input"]],
            "kNoShape" if output is None else number[output], len(errors), len(operation["errors"])))
        errors += [f"Exception::k{error}" for error in operation["errors"]]
    lines = ["// The KMS API as tables, made by tools/kms_model.py from kms-api.json and amendments.json.",
             "// Shapes refer to members, enum values and each other by index.", "",
             f"constexpr int kPatterns = {patterns};", ""]
    lines += array("std::string_view", "kEnumValues", values)
    lines += array("Member", "kMembers", members)
    lines += array("Shape", "kShapes", rows)
    lines += array("Exception", "kErrors", errors)
    lines += array("OperationShapes", "kOperations", calls)
    return "\n".join(lines)


def main():
    path = FOLDER / "tables.inc"
    text = render()
    if sys.argv[1:] == ["--check"]:
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit("kms/model/tables.inc is not what kms-api.json gives: run tools/kms_model.py")
        print("kms/model/tables.inc is what kms-api.json gives")
        return
    if sys.argv[1:]:
        sys.exit(__doc__)
    path.write_text(text, encoding="utf-8")


main()
