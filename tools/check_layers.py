#!/usr/bin/env python3
"""Proves the table in tools/layers.txt: which folder of src/ may include which, and which outside headers.
usage: check_layers.py SOURCE_ROOT [STAMP]"""
import pathlib, re, sys

root = pathlib.Path(sys.argv[1])
allowed, headers = {}, []
for line in (root / "tools/layers.txt").read_text().splitlines():
    rule, _, why = line.partition("--")
    rule = rule.strip()
    if not rule or rule.startswith("#"):
        continue
    name, _, rest = rule.rpartition(":") if rule.startswith("!") else rule.partition(":")
    if name.startswith("!chrono-now "):
        headers.append(("use", name.split(" ", 1)[1], rest.split(), why.strip()))
    elif name.startswith("!"):
        headers.append(("include", name[1:], rest.split(), why.strip()))
    else:
        allowed[name.strip()] = set(rest.split())

problems = []
include = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
for path in sorted((root / "src").rglob("*.?pp")):
    folder = path.relative_to(root / "src").parts[0]
    if folder not in allowed:
        problems.append(f"{path}: folder {folder} is not in tools/layers.txt")
        continue
    for number, line in enumerate(path.read_text().splitlines(), 1):
        at = f"{path.relative_to(root)}:{number}"
        for kind, what, where, why in headers:
            if kind == "use" and what in line and folder not in where:
                problems.append(f"{at}: {what} belongs in {', '.join(where)} ({why})")
        found = include.match(line)
        if not found:
            continue
        quote, name = found.groups()
        for kind, what, where, why in headers:
            if kind == "include" and name.startswith(what) and folder not in where:
                problems.append(f"{at}: <{name}> belongs in {', '.join(where)} ({why})")
        if quote == '"':
            target = name.split("/")[0]
            if target in allowed and target != folder and target not in allowed[folder]:
                problems.append(f"{at}: {folder} must not include {target} (tools/layers.txt)")
if problems:
    sys.exit("\n".join(problems))
if len(sys.argv) > 2:
    pathlib.Path(sys.argv[2]).touch()
