#!/usr/bin/python3
"""Fails on a source file over 500 lines, an unfinished mark, or a case that the rules name in vain."""

import re

import house

MAX_LINES = 500
MARK = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MARKED = (".cpp", ".h", ".g4", ".def", ".md", ".py", ".cmake", ".txt", ".json")
CASE = re.compile(r"[\w./-]+\.scenario\.json|[\w./-]+_test\.cpp|\b[A-Z]\d{3}\b")


def named_cases():
    """Faults: what docs/semantics.md names, by file or by number, and does not exist."""
    path = house.ROOT / "docs/semantics.md"
    if not path.exists():
        return ["docs/semantics.md: does not exist"]
    files = [str(file.relative_to(house.ROOT)) for file in (house.ROOT / "tests").rglob("*.*")]
    files += [str(file.relative_to(house.ROOT)) for file in (house.ROOT / "samples").rglob("*.*")]
    faults = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for case in CASE.findall(line):
            name = case if "." in case else case + ".scenario.json"
            if not any(file.endswith("/" + name) or file == name for file in files):
                faults.append(f"docs/semantics.md:{number}: {case} does not exist")
    return faults


def main():
    faults = named_cases()
    rooms = house.rooms()
    for path in house.sources(*rooms, "bench"):
        lines = len((house.ROOT / path).read_text(encoding="utf-8").splitlines())
        if lines > MAX_LINES:
            faults.append(f"{path}: {lines} lines, over {MAX_LINES}")
    checked = [house.ROOT / "setup"] + [
        file for file in house.ROOT.glob("*") if file.suffix in MARKED]
    for folder in (*rooms, "tests", "bench", "docs", "samples", "tools", "cmake"):
        checked += (file for file in (house.ROOT / folder).rglob("*") if file.suffix in MARKED)
    for file in sorted(checked):
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if MARK.search(line):
                faults.append(f"{file.relative_to(house.ROOT)}:{number}: unfinished: {line.strip()}")
    house.finish(f"{len(checked)} files finished and of good size", faults)


main()
