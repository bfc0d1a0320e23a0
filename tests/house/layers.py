#!/usr/bin/python3
"""Fails on an include that breaks docs/architecture.md: its table of rooms, or of libraries."""

import fnmatch
import re

import house

ANTLR_HOME = "grammar/antlr/"
POSIX = ("sys/", "arpa/", "netinet/")
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


def check_own(path, target, rooms):
    """The fault of `#include "target"` in `path`, or None."""
    room = path.parts[0]
    parts = target.split("/")
    if parts[0] not in rooms and str(path).startswith(ANTLR_HOME):
        return None  # ANTLR's own headers, and those it generates
    if len(parts) == 1:
        return f"an include names its room; only {ANTLR_HOME} includes generated headers"
    if room not in rooms:  # tests and benchmarks use every room
        return None if parts[0] in rooms or parts[0] == room else f"{parts[0]}/ is no room"
    if parts[0] != room and parts[0] not in rooms[room]:
        return f"{room}/ may not include {parts[0]}/"
    if parts[0] != room and len(parts) > 2:
        return f"{'/'.join(parts[:-1])}/ is a shelf, private to {parts[0]}/"
    return None


def check_foreign(path, target, libraries):
    """The fault of `#include <target>` in `path`, or None."""
    if "/" not in target and "." not in target or target.startswith(POSIX):
        return None  # the standard library, or POSIX
    for prefix, homes in libraries:
        if target.startswith(prefix):
            allowed = any(fnmatch.fnmatch(str(path), home) for home in homes)
            return None if allowed else f"its home is {', '.join(homes)}"
    if "/" not in target:
        return None  # a header of C or POSIX
    return "a library that docs/architecture.md gives no home"


def main():
    rooms = house.rooms()
    libraries = []
    for _, prefix, homes in house.section_rows("docs/architecture.md", "Foreign libraries"):
        patterns = re.findall(r"`([^`]+)`", homes) or ["*"]
        patterns = [home + "*" if home.endswith("/") else home for home in patterns]
        libraries.append((prefix.strip("`"), patterns))

    faults = [f"docs/architecture.md: room {room}/ does not exist"
              for room in rooms if not (house.ROOT / room).is_dir()]
    folders = {path.parts[0] for path in house.sources(".")} - {"build"}
    faults += [f"docs/architecture.md: {folder}/ is not in the table of rooms"
               for folder in sorted(folders - set(rooms) - {"tests", "bench"})]
    includes = 0
    for path in house.sources(*rooms, "tests", "bench"):
        text = (house.ROOT / path).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            includes += 1
            own = match[1] == '"'
            fault = (check_own(path, match[2], rooms) if own
                     else check_foreign(path, match[2], libraries))
            if fault:
                faults.append(f"{path}:{number}: includes {match[2]}: {fault}")
    house.finish(f"{len(rooms)} rooms, {includes} includes in order", faults)


main()
