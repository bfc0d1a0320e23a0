#!/usr/bin/python3
"""Runs README.md: readme.py BINARY.

A block fenced as ```sh run is run by bash -e. A block fenced as ```console holds lines `$ command`,
each followed by what it prints on standard output; a line `…` stands for any lines.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import house

BLOCK = re.compile(r"^```(sh run|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command, binary):
    """The exit status and the standard output of a command in which `keyward` is the binary."""
    path = f"{Path(binary).resolve().parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-ec", command], cwd=house.ROOT, env={**os.environ, "PATH": path},
                          stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def matches(expected, printed):
    """Whether the printed text is what the README shows, `…` lines standing for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + r"\s*\n"
                      for line in expected.splitlines())
    return re.fullmatch(pattern, printed if printed.endswith("\n") else printed + "\n") is not None


def main():
    binary = sys.argv[1]
    faults = []
    count = 0
    for kind, body in BLOCK.findall((house.ROOT / "README.md").read_text(encoding="utf-8")):
        if kind == "sh run":
            count += 1
            status, _ = run(body, binary)
            if status != 0:
                faults.append(f"README.md: exit status {status} of:\n{body}")
            continue
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            count += 1
            command, _, expected = part.partition("\n")
            _, printed = run(command, binary)
            if not matches(expected, printed):
                faults.append(f"README.md: `{command}` prints\n{printed}\nand not\n{expected}")
    if count == 0:
        faults.append("README.md: no block to run")
    house.finish(f"{count} commands of README.md do what it says", faults)


main()
