"""People, their history, what is noted about them, vouching and outcomes, through Kith's API."""
import pytest
from kith_openapi import BASE, KithClient


def talk(one, another):
    """Each answers the other, in public."""
    first = one.toot(f"@{another.name} how was the lake?")
    second = another.toot(f"@{one.name} cold and lovely", in_reply_to_id=first["id"])
    return first, second


@pytest.fixture
def kith(alice):
    return KithClient(alice)


def summary_of(kith, other, **params):
    found = [p for p in kith.get("/people", **params)["people"] if p["account"]["id"] == other.id]
    return found[0] if found else None


def test_a_member_without_ties_has_no_people(kith):
    people = kith.get("/people")
    assert people["people"] == [] and people["total"] == 0
    assert kith.get("/people/tags") == []


def test_an_exchange_makes_two_acquaintances(alice, bob, kith):
    first, second = talk(alice, bob)
    person = summary_of(kith, bob)
    assert person["stage"] == "acquaintance" and 0 < person["strength"] <= 1
    assert person["unanswered"] == 1, "bob spoke last"
    assert summary_of(KithClient(bob), alice)["unanswered"] == 0
    assert summary_of(kith, bob, stage="acquaintance,friend")
    assert summary_of(kith, bob, stage="friend") is None
    assert summary_of(kith, bob, show="unanswered")
    assert summary_of(kith, bob, show="quiet") is None
    assert kith.get("/people", stage="friend")["stages"]["acquaintance"] == 1, "figures are about all"

    whole = kith.get(f"/people/{bob.id}")
    assert whole["contact"]["mine"]["contacts"] == whole["contact"]["theirs"]["contacts"] == 1
    assert whole["contact"]["exchanges"] == 1
    assert whole["origin"]["kind"] == "conversation"
    assert [r["code"] for r in whole["stage"]["reasons"]][0] == "stage_exchange"
    terms = whole["strength"]["terms"]
    assert len(terms) == 5 and all(t["reason"]["words"].endswith(".") for t in terms)

    history = kith.get(f"/people/{bob.id}/history")
    assert [(h["kind"], h["by_me"]) for h in history] == [("reply", False), ("mention", True)]
    assert [h["status"]["id"] for h in history] == [second["id"], first["id"]]
    older = kith.get(f"/people/{bob.id}/history", max_id=history[0]["id"])
    assert [h["status"]["id"] for h in older] == [first["id"]]


def test_history_shows_only_what_the_member_may_see(alice, bob, kith):
    first, second = talk(alice, bob)
    bob.delete(f"/api/v1/statuses/{second['id']}")
    assert [h["status"]["id"] for h in kith.get(f"/people/{bob.id}/history")] == [first["id"]]
    bob.post(f"/api/v1/accounts/{alice.id}/block")
    assert kith.get(f"/people/{bob.id}/history") == []
    assert summary_of(kith, bob) is None


def test_what_is_noted_stays_private_and_is_one_note_in_both_apis(alice, bob, kith):
    alice.post(f"/api/v1/accounts/{bob.id}/note", {"comment": "the one with the boat"})
    person = kith.get(f"/people/{bob.id}")
    assert person["note"] == "the one with the boat"
    person = kith.patch(
        f"/people/{bob.id}",
        note="has a boat",
        likes="herons",
        how_met="at the lock",
        tags=["boats", "neighbours", "boats"],
        dates=[{"what": "The birthday", "month": 2, "day": 29, "year": None}],
    )
    assert person["tags"] == ["boats", "neighbours"]
    assert person["dates"] == [{"what": "The birthday", "month": 2, "day": 29, "year": None}]
    assert alice.get(f"/api/v1/accounts/relationships?id[]={bob.id}")[0]["note"] == "has a boat"
    assert kith.get("/people/tags") == [{"name": "boats", "people": 1}, {"name": "neighbours", "people": 1}]
    for params in ({"q": "her"}, {"q": "BOAT lock"}, {"q": bob.name[:6]}, {"tag": "boats"}, {"show": "dates"}):
        assert summary_of(kith, bob, **params), params
    for params in ({"q": "submarine"}, {"tag": "trains"}):
        assert summary_of(kith, bob, **params) is None, params
    # Only what is given is changed; an empty text takes it away.
    person = kith.patch(f"/people/{bob.id}", likes="")
    assert person["likes"] == "" and person["how_met"] == "at the lock"
    theirs = KithClient(bob).get(f"/people/{alice.id}")
    assert theirs["note"] == "" and theirs["tags"] == [] and theirs["dates"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "enemy"},
        {"likes": "x" * 2001},
        {"tags": [f"t{i}" for i in range(21)]},
        {"tags": ["x" * 41]},
        {"dates": [{"what": "The day", "month": 2, "day": 30, "year": None}]},
        {"dates": [{"what": "The day", "month": 2, "day": 29, "year": 2025}]},
        {"dates": [{"what": "", "month": 1, "day": 1, "year": None}]},
    ],
)
def test_what_cannot_be_noted_is_refused(bob, kith, change):
    kith.patch(f"/people/{bob.id}", 422, **change)
    assert kith.get(f"/people/{bob.id}")["tags"] == []


def test_a_stage_set_by_hand_holds_and_is_known_to_its_owner_alone(alice, bob, kith):
    person = kith.patch(f"/people/{bob.id}", stage="trusted")
    assert person["stage"]["stage"] == "trusted" and person["stage"]["by_engine"] == "stranger"
    assert KithClient(bob).get(f"/people/{alice.id}")["stage"]["stage"] == "stranger"
    assert kith.patch(f"/people/{bob.id}", stage=None)["stage"]["set_by_hand"] is False


def test_sorting(server, alice, kith):
    near, far = server.member("zz" + alice.name[:8]), server.member("aa" + alice.name[:8])
    talk(alice, far)
    for _ in range(2):
        talk(alice, near)
    alice.toot(f"@{near.name} indeed")
    order = lambda sort: [p["account"]["id"] for p in kith.get("/people", sort=sort)["people"]]
    assert order("strength") == [near.id, far.id]
    assert order("recent") == [near.id, far.id]
    assert order("name") == [far.id, near.id]
    assert order("unanswered") == [far.id, near.id]
    assert [p["account"]["id"] for p in kith.get("/people", limit=1, offset=1)["people"]] == [far.id]
    kith.get("/people", 422, sort="wealth")
    kith.get("/people", 422, stage="enemy")


def test_a_vouch_is_known_to_the_other_only_when_both_do(alice, bob, kith):
    theirs = KithClient(bob)
    kith.call("POST", f"/people/{bob.id}/vouch", 422)  # a stranger
    talk(alice, bob)
    before = theirs.get(f"/people/{alice.id}")
    assert kith.post(f"/people/{bob.id}/vouch")["vouch"] == {"mine": True, "both": False}
    after = theirs.get(f"/people/{alice.id}")
    assert after["vouch"] == {"mine": False, "both": False}
    assert after["stage"] == before["stage"], "nothing shows it"
    assert theirs.post(f"/people/{alice.id}/vouch")["vouch"] == {"mine": True, "both": True}
    assert kith.get(f"/people/{bob.id}")["vouch"] == {"mine": True, "both": True}
    assert theirs.delete(f"/people/{alice.id}/vouch")["vouch"] == {"mine": False, "both": False}
    assert kith.get(f"/people/{bob.id}")["vouch"] == {"mine": True, "both": False}


def test_outcomes_remember_how_it_began(alice, bob, kith):
    talk(alice, bob)
    noted = kith.post("/outcomes", account_id=bob.id, what="Found the flat through him", kind="other", at="2026-01-05")
    assert noted["origin"]["kind"] == "conversation" and noted["at"] == "2026-01-05T00:00:00.000Z"
    kith.post("/outcomes", account_id=bob.id, what="A friend", kind="friend")
    assert [o["kind"] for o in kith.get("/outcomes")] == ["friend", "other"]
    assert [o["id"] for o in kith.get("/outcomes", account_id=bob.id, max_id=kith.get("/outcomes")[0]["id"])] == [noted["id"]]
    assert kith.get(f"/people/{bob.id}")["outcomes"] == 2
    theirs = KithClient(bob)
    assert theirs.get("/outcomes") == [] and theirs.get(f"/people/{alice.id}")["outcomes"] == 0
    theirs.delete(f"/outcomes/{noted['id']}", 404)
    kith.delete(f"/outcomes/{noted['id']}")
    assert len(kith.get("/outcomes")) == 1
    kith.post("/outcomes", 422, account_id=bob.id, what=" ")
    kith.post("/outcomes", 422, account_id=bob.id, what="x", at="9999-01-01")
    kith.post("/outcomes", 422, account_id=bob.id, what="x", kind="loot")
    kith.post("/outcomes", 404, account_id="1", what="x")


def test_unknown_people_are_not_found(alice, kith):
    for path in ("/people/1", "/people/nobody", f"/people/{alice.id}", "/people/1/history"):
        kith.get(path, 404)
    kith.patch("/people/1", 404, note="x")


def test_tokens_need_the_whole_scope(server, alice, bob):
    narrow = KithClient(server.sign_in(alice.name, "read:accounts write:accounts"))
    narrow.get("/people", 403)
    narrow.patch(f"/people/{bob.id}", 403, note="x")
    reader = KithClient(server.sign_in(alice.name, "read"))
    reader.get("/people")
    reader.post(f"/people/{bob.id}/vouch", 403)
    assert server.nobody().request("GET", BASE + "/people").status_code == 401
