"""Met in person, at an event and otherwise."""
import xml.etree.ElementTree as ElementTree
import pytest
from kith_openapi import KithClient


@pytest.fixture
def host(alice):
    return KithClient(alice)


def test_many_enter_one_code_at_an_event(server, alice, host):
    code = host.post("/met/code")
    assert code["url"].endswith("/met/" + code["code"])
    assert ElementTree.fromstring(code["qr"]).tag.endswith("svg")
    guests = [server.member() for _ in range(3)]
    for guest, typed in zip(guests, (code["code"], code["code"].lower(), code["code"].replace("-", " "))):
        met = KithClient(guest).post("/met", code=typed)
        assert met["account"]["id"] == alice.id
        assert KithClient(guest).get(f"/people/{alice.id}")["stage"]["stage"] == "acquaintance"
    assert [m["account"]["id"] for m in host.get("/met/code")["used_by"]] == [g.id for g in reversed(guests)]
    assert [m["account"]["id"] for m in host.get("/met")] == [g.id for g in reversed(guests)]
    person = host.get(f"/people/{guests[0].id}")
    assert person["stage"]["stage"] == "acquaintance" and person["met"]
    assert "stage_met" in [r["code"] for r in person["stage"]["reasons"]]
    # Guests learn nothing of each other.
    assert KithClient(guests[0]).get(f"/people/{guests[1].id}")["met"] is None
    again = KithClient(guests[0]).post("/met", code=code["code"])
    assert again["id"] == host.get("/met")[2]["id"], "once met is met"


def test_codes_end(server, alice, bob, host):
    old = host.post("/met/code")["code"]
    new = host.post("/met/code")["code"]
    guest = KithClient(bob)
    guest.post("/met", 404, code=old)
    host.delete("/met/code")
    guest.post("/met", 404, code=new)
    host.get("/met/code", 404)
    host.post("/met", 422, code=host.post("/met/code")["code"])  # one's own
    for typed in ("", "ABCD-EFGH", "x" * 1000, "🙂"):
        guest.post("/met", 404, code=typed)


def test_nobody_meets_across_a_block(alice, bob, host):
    code = host.post("/met/code")["code"]
    alice.post(f"/api/v1/accounts/{bob.id}/block")
    answer = KithClient(bob).post("/met", 404, code=code)
    assert answer == KithClient(bob).post("/met", 404, code="ABCD-EFGH"), "a block is not told"


def test_either_takes_it_back_for_both(alice, bob, host):
    guest = KithClient(bob)
    guest.post("/met", code=host.post("/met/code")["code"])
    assert guest.delete(f"/people/{alice.id}/met")["met"] is None
    assert host.get(f"/people/{bob.id}")["stage"]["stage"] == "stranger"
    assert host.get("/met") == []
    host.delete(f"/people/{bob.id}/met", 404)


def test_the_page_behind_the_qr_code_asks_first(server, nobody, host):
    code = host.post("/met/code")
    path = code["url"].removeprefix(server.base)
    answer = nobody.request("GET", path, allow_redirects=False)
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")
