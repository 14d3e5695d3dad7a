#!/usr/bin/env python3
"""Joins the parts of the OpenAPI document of Kith's API (src/kithapi/openapi: common.json, and one a noun) and writes it
as C++: join_openapi.py FOLDER OUTPUT.cpp

A part has "tag", "paths" and "schemas". Each operation names the "scope" that its token must cover; the answers that
every operation can give are added here."""
import json, pathlib, sys

METHODS = ("get", "post", "put", "patch", "delete")


def join(folder):
    document = json.loads((folder / "common.json").read_text())
    document["tags"], document["paths"] = [], {}
    operations = []
    for file in sorted(folder.glob("*.json")):
        if file.name == "common.json":
            continue
        part = json.loads(file.read_text())
        document["tags"].append(part["tag"])
        for name, schema in part.get("schemas", {}).items():
            if name in document["components"]["schemas"]:
                raise SystemExit(f"{file.name}: the schema {name} is defined twice")
            document["components"]["schemas"][name] = schema
        for path, item in part["paths"].items():
            if path in document["paths"]:
                raise SystemExit(f"{file.name}: the path {path} is defined twice")
            document["paths"][path] = item
            for method in METHODS:
                if method not in item:
                    continue
                operations.append(f"{method.upper()} {path}")
                operation = item[method]
                operation["tags"] = [part["tag"]["name"]]
                operation["security"] = [{"token": []}]
                operation["x-scope"] = operation.pop("scope")
                operation["responses"].setdefault("401", {"$ref": "#/components/responses/Unauthorized"})
                operation["responses"].setdefault("403", {"$ref": "#/components/responses/Forbidden"})
    return document, sorted(operations)


def main():
    folder, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    document, operations = join(folder)
    rows = "".join(f"    {json.dumps(each)},\n" for each in operations)
    output.write_text(
        f"// Made by tools/join_openapi.py.\n"
        f'#include "kithapi/document.hpp"\n\n'
        f"#include <array>\n\n"
        f"namespace kith::kithapi {{\nnamespace {{\n\n"
        f"constexpr std::array<std::string_view, {len(operations)}> all{{\n{rows}}};\n\n"
        f"}} // namespace\n\n"
        f"std::span<const std::string_view> operations() {{ return all; }}\n\n"
        f"std::string_view document() {{\n"
        f'    return R"OPENAPI({json.dumps(document, ensure_ascii=False, separators=(",", ":"))})OPENAPI";\n'
        f"}}\n\n}} // namespace kith::kithapi\n"
    )


main()
