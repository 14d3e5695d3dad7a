"""The door: who came, with facts, and what is done about them."""
import pytest
from kith_openapi import KithClient


def codes(facts):
    return {reason["code"] for reason in facts}


def wait_at(kith):
    return [n["account"]["id"] for n in kith.get("/door")]


@pytest.fixture
def kith(alice):
    return KithClient(alice)


def test_a_follower_who_says_nothing_about_themself_and_follows_many(server, alice, kith):
    stranger = server.member()
    others = [server.member() for _ in range(12)]
    for other in [alice, *others]:
        stranger.follow(other)
    others[0].follow(stranger)
    (newcomer,) = kith.get("/door")
    assert newcomer["account"]["id"] == stranger.id and newcomer["kind"] == "follower"
    assert {"door_no_bio", "door_follow_ratio"} <= codes(newcomer["facts"]["against"])
    words = {r["code"]: r["words"] for r in newcomer["facts"]["against"]}
    assert words["door_follow_ratio"] == "They follow 13 accounts and 1 follows them."
    # Nothing is done about it.
    assert stranger.id in [f["id"] for f in alice.get(f"/api/v1/accounts/{alice.id}/followers")]
    assert newcomer["following"] is False and newcomer["known_by"] == []


def test_facts_starters_and_whom_both_know(server, alice, bob, kith):
    newcomer = server.member()
    newcomer.patch("/api/v1/accounts/update_credentials", {"note": "I mend clocks.", "display_name": "Nell"})
    alice.toot("Repotted the ferns. #gardening")
    newcomer.toot("The moss took over. #gardening Has anybody tried rain water?", language="en")
    question = alice.toot(f"@{bob.name} who is that?")
    bob.toot(f"@{alice.name} a friend", in_reply_to_id=question["id"])
    hello = bob.toot(f"@{newcomer.name} welcome!")
    newcomer.toot(f"@{bob.name} thank you", in_reply_to_id=hello["id"])
    newcomer.follow(alice)
    entry = kith.get(f"/door/{newcomer.id}")
    assert {"door_bio", "door_shared_tags", "door_known_by"} <= codes(entry["facts"]["for"])
    assert [(k["account"]["id"], k["stage"]) for k in entry["known_by"]] == [(bob.id, "acquaintance")]
    assert entry["starters"][0]["reason"]["code"] == "starter_question"
    assert [s["content"] for s in entry["recent"]] and "moss took over" in entry["recent"][0]["content"]
    assert len(entry["recent"]) == 1, "what speaks to one person is not shown"
    assert "rain water?" in entry["starters"][0]["draft"] and f"@{newcomer.name}" in entry["starters"][0]["draft"]


def test_known_by_tells_nothing_of_private_words(server, alice, bob, kith):
    newcomer = server.member()
    first = alice.toot(f"@{bob.name} hello")
    bob.toot(f"@{alice.name} hello", in_reply_to_id=first["id"])
    secret = bob.toot(f"@{newcomer.name} between us", visibility="direct")
    newcomer.toot(f"@{bob.name} of course", visibility="direct", in_reply_to_id=secret["id"])
    newcomer.follow(alice)
    assert kith.get(f"/door/{newcomer.id}")["known_by"] == []
    # Nor of whom somebody follows who does not show it.
    bob.follow(newcomer)
    assert [k["account"]["id"] for k in kith.get(f"/door/{newcomer.id}")["known_by"]] == [bob.id]
    bob.patch("/api/v1/accounts/update_credentials", {"hide_collections": "true"})
    assert kith.get(f"/door/{newcomer.id}")["known_by"] == []


def test_what_is_done_at_the_door(server, alice, kith):
    people = [server.member() for _ in range(6)]
    for person in people:
        person.follow(alice)
    back, left, removed, blocked, greeted, waits = people
    assert kith.get("/door/count") == {"count": 6}
    assert wait_at(kith) == [p.id for p in reversed(people)]
    kith.post(f"/door/{back.id}/follow_back")
    kith.post(f"/door/{left.id}/leave")
    kith.post(f"/door/{removed.id}/remove")
    kith.post(f"/door/{blocked.id}/block")
    alice.toot(f"@{greeted.name} Hello! What brought you here?")
    assert wait_at(kith) == [waits.id]
    between = {r["id"]: r for r in alice.get("/api/v1/accounts/relationships", params={"id[]": [p.id for p in people]})}
    assert between[back.id]["following"] and between[back.id]["followed_by"]
    assert between[left.id]["followed_by"] and not between[removed.id]["followed_by"]
    assert between[blocked.id]["blocking"]
    assert kith.get(f"/door/{left.id}")["kind"] == "follower", "who was let stay can still be looked at"
    kith.get(f"/door/{removed.id}", 404)
    kith.post(f"/door/{left.id}/look_again")
    assert wait_at(kith) == [waits.id, left.id]
    kith.post(f"/door/{left.id}/leave")
    kith.post(f"/door/{removed.id}/leave", 404)
    kith.post(f"/door/{waits.id}/accept", 404)
    kith.call("POST", f"/door/{waits.id}/embrace", 404)


def test_requests_stand_at_the_door_too(server, alice, kith):
    alice.patch("/api/v1/accounts/update_credentials", {"locked": "true"})
    yes, no, both = (server.member() for _ in range(3))
    for person in (yes, no, both):
        person.follow(alice)
    assert [n["kind"] for n in kith.get("/door")] == ["request"] * 3
    kith.post(f"/door/{yes.id}/accept")
    kith.post(f"/door/{no.id}/reject")
    kith.post(f"/door/{both.id}/follow_back")
    followers = {f["id"] for f in alice.get(f"/api/v1/accounts/{alice.id}/followers")}
    assert followers == {yes.id, both.id}
    assert [n["kind"] for n in kith.get("/door")] == ["follower"], "the accepted one is looked at as a follower"


def test_pages(server, alice, kith):
    for _ in range(3):
        server.member().follow(alice)
    answer = alice.request("GET", "/api/kith/v1/door?limit=2")
    older = alice.request("GET", answer.links["next"]["url"].replace(alice.server.base, ""))
    assert len(answer.json()) == 2 and len(older.json()) == 1
