"""Rate limits: a server that has them on."""
import os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import pytest
from kith_server import Server


@pytest.fixture(scope="module")
def server():
    running = Server(**{"server.rate_limits": "true"})
    try:
        yield running.start()
    finally:
        running.close()


def test_every_answer_says_what_is_left_and_the_last_is_refused(alice, nobody):
    first = alice.request("GET", "/api/v1/accounts/verify_credentials")
    left = int(first.headers["X-RateLimit-Remaining"])
    assert first.headers["X-RateLimit-Limit"] == "300" and left < 300
    assert first.headers["X-RateLimit-Reset"].endswith(".000Z")
    for _ in range(left + 1):
        last = alice.request("GET", "/api/v1/accounts/verify_credentials")
    if last.status_code != 429:  # a new window began on the way
        for _ in range(301):
            last = alice.request("GET", "/api/v1/accounts/verify_credentials")
    assert last.status_code == 429 and last.json() == {"error": "Too many requests"}
    assert last.headers["X-RateLimit-Remaining"] == "0" and int(last.headers["Retry-After"]) >= 1
    assert nobody.request("GET", "/api/v1/instance").status_code == 200
