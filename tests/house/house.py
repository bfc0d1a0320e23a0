"""What the house checks share: the tree, its source files, and how a check ends."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def section_rows(path, heading):
    """The cells of each table row below `heading` of a Markdown file, without the table's head."""
    rows = []
    inside = False
    for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            inside = line.lstrip("# ") == heading
        elif inside and line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows[2:]


def rooms():
    """Room name -> the set of rooms that it may include, as docs/architecture.md says."""
    table = {}
    for cells in section_rows("docs/architecture.md", "The rooms"):
        name = cells[0].strip("`/")
        allowed = {word for word in re.split(r"[,\s]+", cells[-1]) if word not in ("", "–")}
        table[name] = allowed
    return table


def sources(*folders):
    """Every .cpp and .h below the folders, as paths relative to the root, sorted."""
    found = []
    for folder in folders:
        for pattern in ("*.cpp", "*.h"):
            found += (path.relative_to(ROOT) for path in (ROOT / folder).rglob(pattern))
    return sorted(found)


def finish(what, faults):
    """Prints the faults, or what was found in order, and ends the process."""
    for fault in faults:
        print(fault)
    if not faults:
        print(what)
    sys.exit(1 if faults else 0)
