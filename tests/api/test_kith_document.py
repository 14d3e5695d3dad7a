"""The OpenAPI document of Kith's API, and the checker that holds answers to it."""
import re

import pytest
from kith_openapi import BASE, Mismatch, check


@pytest.fixture(scope="module")
def document(server):
    return server.nobody().get(BASE + "/openapi.json")


def schemas_of(schema):
    yield schema
    for inner in [*schema.get("properties", {}).values(), *schema.get("anyOf", []), schema.get("items"), schema.get("additionalProperties")]:
        if isinstance(inner, dict):
            yield from schemas_of(inner)


def test_document_is_complete_in_itself(document):
    names = document["components"]["schemas"]
    for name, schema in names.items():
        for each in schemas_of(schema):
            if "$ref" in each:
                assert each["$ref"].rsplit("/", 1)[1] in names, f"{name} refers to {each['$ref']}"
            missing = set(each.get("required", [])) - set(each.get("properties", {}))
            assert not missing, f"{name} requires {missing} and does not describe them"
    ids = [op["operationId"] for item in document["paths"].values() for m, op in item.items() if m != "parameters"]
    assert len(ids) == len(set(ids))


def test_every_operation_of_the_document_is_served_to_members_alone(server, document):
    """The reverse, that every route is in the document, the program checks when it starts."""
    stranger = server.nobody()
    for path, item in document["paths"].items():
        place = BASE + re.sub(r"\{[^}]+\}", "1", path)
        for method in set(item) - {"parameters"}:
            assert stranger.request(method.upper(), place).status_code == 401, f"{method} {path}"


def test_nothing_else_is_served(server, alice):
    assert alice.request("GET", BASE + "/nothing").status_code == 404


def test_document_says_when_it_is_unchanged(server):
    first = server.nobody().request("GET", BASE + "/openapi.json")
    again = server.nobody().request("GET", BASE + "/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "schema, good, bad",
    [
        ({"type": "object", "required": ["a"], "additionalProperties": False, "properties": {"a": {"type": "integer"}}}, {"a": 1}, {"a": True}),
        ({"type": "object", "required": ["a"], "properties": {"a": {}}}, {"a": None}, {}),
        ({"type": "object", "additionalProperties": False}, {}, {"a": 1}),
        ({"type": ["string", "null"]}, None, 1),
        ({"anyOf": [{"type": "null"}, {"type": "array", "items": {"enum": ["x"]}}]}, ["x"], ["y"]),
        ({"type": "number", "minimum": 0, "maximum": 1}, 0.5, 1.5),
        ({"type": "string", "pattern": "^a$"}, "a", "b"),
    ],
)
def test_checker_tells_good_from_bad(schema, good, bad):
    check({}, schema, good)
    with pytest.raises(Mismatch):
        check({}, schema, bad)
