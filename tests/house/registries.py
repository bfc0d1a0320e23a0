#!/usr/bin/python3
"""Fails when a registry (*.def) is not sorted, or does not match the files that it registers."""

import re

import house

# Registry -> (argument that names the file, folder of the files).
FOLDERS = {
    "compiler/tests.def": (1, "evaluator/operators"),
    "lint/rules.def": (0, "lint/rules"),
}
# Registry -> the argument that orders its lines, where that is not the first.
ORDER = {"report/access_analyzer_codes.def": 1}

STRING = r'"(?:[^"\\]|\\.)*"'
ENTRY = re.compile(rf'[A-Z][A-Z_]*\(((?:{STRING}|[^"()])*)\)')
ARGUMENT = re.compile(rf"{STRING}|[^,\s]+")


def entries(path, faults):
    """The argument lists of a registry's entries; everything else must be a comment."""
    lines = (house.ROOT / path).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//"))
    rest = ENTRY.sub("", text).strip()
    if rest:
        faults.append(f"{path}: neither an entry nor a comment: {rest.splitlines()[0]}")
    return [[argument.strip('"') for argument in ARGUMENT.findall(entry)]
            for entry in ENTRY.findall(text)]


def main():
    faults = []
    registries = {}
    for room in house.rooms():
        for file in sorted((house.ROOT / room).rglob("*.def")):
            path = str(file.relative_to(house.ROOT))
            registries[path] = entries(path, faults)
    for path, lines in registries.items():
        names = [line[ORDER.get(path, 0)] for line in lines]
        faults += [f"{path}: {name} stands twice" for name in sorted(set(names))
                   if names.count(name) > 1]
        if names not in (sorted(names), sorted(names, key=str.casefold)):
            faults += [f"{path}: {after} belongs before {before}"
                       for before, after in zip(names, names[1:])
                       if before > after and before.casefold() > after.casefold()]

    for path, (argument, folder) in FOLDERS.items():
        if path not in registries:
            faults.append(f"{path}: does not exist")
            continue
        registered = {line[argument].replace("-", "_") for line in registries[path]}
        files = {file.stem for file in (house.ROOT / folder).glob("*.cpp")
                 if f'"{path}"' not in file.read_text(encoding="utf-8")}  # but for its reader
        faults += [f"{path}: {folder}/{name}.cpp does not exist"
                   for name in sorted(registered - files)]
        faults += [f"{folder}/{name}.cpp: no line in {path}" for name in sorted(files - registered)]

    tests = {line[0] for line in registries.get("compiler/tests.def", [])}
    faults += [f"compiler/operators.def: {line[0]} names {line[1]}, which is not in tests.def"
               for line in registries.get("compiler/operators.def", []) if line[1] not in tests]
    count = sum(len(lines) for lines in registries.values())
    house.finish(f"{len(registries)} registries with {count} lines in order", faults)


main()
