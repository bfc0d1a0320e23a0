#!/usr/bin/env python3
"""Keeps the case column of docs/semantics.md true.

A decision case names the rules it proves in its "rules" member. This script
collects them and writes the names of the cases into the last column of every
table row between the two markers. With --check it changes nothing and exits 1
when the file is stale, or when a case cites a rule that has no row.
"""
import argparse
import collections
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "semantics.md"
FOLDERS = ("tests/golden/authorize", "samples")
SUFFIX = ".scenario.json"
BEGIN, END = "<!-- cases:begin -->", "<!-- cases:end -->"
ROW = re.compile(r"^\| ([RK]\d+\.\d+) \| (.*) \| (?:[^|]*) \|$")


def cases_by_rule():
    """Maps a rule id to the names of the cases that cite it."""
    found = collections.defaultdict(set)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*" + SUFFIX)):
            with path.open(encoding="utf-8") as stream:
                scenario = json.load(stream)
            for rule in scenario.get("rules", []):
                found[rule].add(path.name[: -len(SUFFIX)])
    return found


def rewrite(text, found):
    """Returns the page with a true case column, and the rules that have a row."""
    before, begin, rest = text.partition(BEGIN)
    table, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{PAGE}: the markers {BEGIN} and {END} are missing")
    lines, rows = [], set()
    for line in table.split("\n"):
        match = ROW.match(line)
        if match:
            rule, words = match.groups()
            if rule in rows:
                sys.exit(f"{PAGE}: two rows for {rule}")
            rows.add(rule)
            line = f"| {rule} | {words} | {', '.join(sorted(found.get(rule, ()))) or '–'} |"
        lines.append(line)
    return before + begin + "\n".join(lines) + end + after, rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the file is stale")
    arguments = parser.parse_args()
    text = PAGE.read_text(encoding="utf-8")
    found = cases_by_rule()
    fresh, rows = rewrite(text, found)
    orphans = sorted(rule for rule in found if rule[0] in "RK" and rule not in rows)
    for rule in orphans:
        print(f"{PAGE}: no row for {rule}, cited by {', '.join(sorted(found[rule]))}", file=sys.stderr)
    if arguments.check:
        if fresh != text:
            print(f"{PAGE}: stale, run tools/semantics_cases.py", file=sys.stderr)
        return 1 if orphans or fresh != text else 0
    if fresh != text:
        PAGE.write_text(fresh, encoding="utf-8")
    without = sum(1 for rule in rows if rule not in found)
    print(f"{len(rows)} rules, {without} without a case")
    return 1 if orphans else 0


if __name__ == "__main__":
    sys.exit(main())
