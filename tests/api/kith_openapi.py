"""Checks answers of Kith's API against the OpenAPI document that the server itself gives.

`KithClient(member)` talks below /api/kith/v1 and checks every answer; `check` knows the part of JSON Schema that the
document uses, and fails on words it does not know."""
import re
from urllib.parse import urlsplit

BASE = "/api/kith/v1"
SAYS_NOTHING = {"description", "default", "title", "examples"}
KINDS = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}


class Mismatch(AssertionError):
    pass


def resolve(document, schema):
    while "$ref" in schema:
        found = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def check(document, schema, value, at="answer"):
    """Raises Mismatch where the value is not as the schema says."""

    def require(fact, what):
        if not fact:
            raise Mismatch(f"{at}: {what}; it is {str(value)[:200]!r}")

    schema = resolve(document, schema)
    for word, rule in schema.items():
        if word in SAYS_NOTHING:
            continue
        elif word == "type":
            kinds = rule if isinstance(rule, list) else [rule]
            require(any(KINDS[kind](value) for kind in kinds), f"should be {' or '.join(kinds)}")
        elif word == "enum":
            require(value in rule, f"should be one of {rule}")
        elif word == "anyOf":
            failures = []
            for each in rule:
                try:
                    check(document, each, value, at)
                    break
                except Mismatch as failure:
                    failures.append(str(failure))
            else:
                raise Mismatch(" / ".join(failures))
        elif word == "required":
            for name in rule if isinstance(value, dict) else []:
                require(name in value, f"lacks {name!r}")
        elif word == "properties":
            for name, inner in rule.items() if isinstance(value, dict) else []:
                if name in value:
                    check(document, inner, value[name], f"{at}.{name}")
        elif word == "additionalProperties":
            for name in set(value) - set(schema.get("properties", {})) if isinstance(value, dict) else []:
                require(rule is not False, f"has {name!r}, which is not described")
                if isinstance(rule, dict):
                    check(document, rule, value[name], f"{at}.{name}")
        elif word == "items":
            for i, each in enumerate(value) if isinstance(value, list) else []:
                check(document, rule, each, f"{at}[{i}]")
        elif word in ("minimum", "maximum"):
            if KINDS["number"](value):
                require(value >= rule if word == "minimum" else value <= rule, f"{word} is {rule}")
        elif word in ("maxItems", "maxLength"):
            if isinstance(value, (list, str)):
                require(len(value) <= rule, f"{word} is {rule}")
        elif word == "pattern":
            if isinstance(value, str):
                require(re.search(rule, value), f"should look like {rule}")
        else:
            raise AssertionError(f"the checker does not know the word {word!r} in {at}")


def operation_of(document, method, path):
    """The operation of a path below /api/kith/v1, literal segments first; None if the document has none."""
    found = None
    for template, item in document["paths"].items():
        pattern = re.sub(r"\\\{[^/]+?\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in item:
            if found is None or template.count("{") < found[0].count("{"):
                found = (template, item[method.lower()])
    return found


def check_answer(document, method, path, response):
    operation = operation_of(document, method, urlsplit(path).path)
    assert operation, f"the document has no {method} {path}"
    template, described = operation
    status = str(response.status_code)
    assert status in described["responses"], f"{method} {template}: the document has no answer {status}: {response.text[:300]}"
    answer = resolve(document, described["responses"][status])
    check(document, answer["content"]["application/json"]["schema"], response.json(), f"{method} {template} {status}")


class KithClient:
    """A member of tests/kith_server.py at Kith's API."""

    def __init__(self, member):
        self.member = member
        self.document = member.server.nobody().get(BASE + "/openapi.json")

    def call(self, method, path, expect=200, **kw):
        response = self.member.request(method, BASE + path, **kw)
        assert response.status_code == expect, f"{method} {path}: HTTP {response.status_code} {response.text[:500]}"
        check_answer(self.document, method, path, response)
        return response.json()

    def get(self, path, expect=200, **params):
        return self.call("GET", path, expect, params=params)

    def post(self, path, expect=200, **body):
        return self.call("POST", path, expect, json=body)

    def patch(self, path, expect=200, **body):
        return self.call("PATCH", path, expect, json=body)

    def delete(self, path, expect=200, **params):
        return self.call("DELETE", path, expect, params=params)
