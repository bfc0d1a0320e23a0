#!/usr/bin/python3
"""Line coverage of each room: coverage.py BUILD --minimum PERCENT ROOM...

Reads the counters that the tests left below BUILD through gcov, prints one line a room, then the
files furthest below the minimum, and fails when a room is below it.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOWN_FILES = 15


def line_counts(build, rooms):
    """(room/file, line) -> how often it ran, in any translation unit."""
    counts = {}
    # Notes without counters are files that no test linked: gcov reports their lines as never run.
    for notes in sorted(build.rglob("*.gcno")):
        if "/CMakeFiles/keyward" not in str(notes):
            continue  # tests, and what ANTLR generates into the build folder is skipped below
        done = subprocess.run(["gcov", "--json-format", "--stdout", str(notes)],
                              cwd=build, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              check=True)
        for document in done.stdout.splitlines():
            for file in json.loads(document)["files"]:
                path = (build / file["file"]).resolve()
                if build in path.parents or ROOT not in path.parents:
                    continue
                name = path.relative_to(ROOT)
                if name.parts[0] not in rooms:
                    continue
                for line in file["lines"]:
                    key = (str(name), line["line_number"])
                    counts[key] = max(counts.get(key, 0), line["count"])
    return counts


def percent(numbers):
    """The share of lines that ran, in percent."""
    return 100.0 * sum(1 for count in numbers if count) / len(numbers) if numbers else 100.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("--minimum", type=float, default=0)
    parser.add_argument("rooms", nargs="+")
    options = parser.parse_args()

    by_room = {room: [] for room in options.rooms}
    by_file = {}
    for (file, _), count in line_counts(options.build.resolve(), set(options.rooms)).items():
        by_room[file.split("/")[0]].append(count)
        by_file.setdefault(file, []).append(count)

    below = []
    for room, numbers in by_room.items():
        share = percent(numbers)
        print(f"{room:<12} {share:6.1f} %  of {len(numbers)} lines")
        if share < options.minimum:
            below.append(room)
    everything = [count for numbers in by_room.values() for count in numbers]
    print(f"{'all':<12} {percent(everything):6.1f} %  of {len(everything)} lines")

    weak = sorted((percent(numbers), file) for file, numbers in by_file.items()
                  if percent(numbers) < options.minimum)
    if weak:
        print(f"\nfiles below {options.minimum:.0f} %:")
    for share, file in weak[:SHOWN_FILES]:
        print(f"  {share:6.1f} %  {file}")
    if below:
        print(f"\nbelow {options.minimum:.0f} %: {', '.join(below)}")
    sys.exit(1 if below or not everything else 0)


main()
